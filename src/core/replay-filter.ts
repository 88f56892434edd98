/** Makes the second try of an answer seamless: what the person already has is not said again. */

import type { MediaModality } from "../turn/modality.ts";
import type { PieceNumber } from "../turn/part.ts";
import type { CoreEvent } from "./protocol.ts";

/**
 * The second try has the same prompt and seed, so that it says the same again (up to the rounding of a graph that prefills
 * what was cached before; then the text changes where it goes on, and nothing already said is taken back).
 */
export class ReplayFilter {
  #saidCharacters = 0;
  #repeatedCharacters = 0;
  readonly #started = new Set<PieceNumber>();
  readonly #ended = new Set<PieceNumber>();
  readonly #withheld = new Set<MediaModality>();
  readonly #steps = new Map<PieceNumber, number>();

  beginReplay(): void {
    this.#repeatedCharacters = this.#saidCharacters;
  }

  /** Pieces on their way. */
  isOpen(piece: PieceNumber): boolean {
    return this.#started.has(piece) && !this.#ended.has(piece);
  }

  hasEnded(piece: PieceNumber): boolean {
    return this.#ended.has(piece);
  }

  /** The event, or what of it is new. */
  pass(event: CoreEvent): CoreEvent | undefined {
    switch (event.type) {
      case "text-delta":
        return this.#passText(event.text);
      case "media-start":
        return isNew(this.#started, event.piece) ? event : undefined;
      case "media-progress":
        if (this.#ended.has(event.piece) || event.step <= (this.#steps.get(event.piece) ?? 0)) return undefined;
        this.#steps.set(event.piece, event.step);
        return event;
      case "media-end":
      case "media-drop":
        return isNew(this.#ended, event.piece) ? event : undefined;
      case "media-withhold":
        return isNew(this.#withheld, event.modality) ? event : undefined;
      case "end":
      case "error":
        return event;
      default:
        return event satisfies never;
    }
  }

  #passText(text: string): CoreEvent | undefined {
    const rest = text.slice(this.#repeatedCharacters);
    this.#repeatedCharacters -= text.length - rest.length;
    this.#saidCharacters += rest.length;
    return rest === "" ? undefined : { type: "text-delta", text: rest };
  }
}

function isNew<T>(known: Set<T>, value: T): boolean {
  if (known.has(value)) return false;
  known.add(value);
  return true;
}
