/** Renders memory as the core's prompt: who said what, which media are seen and which have given way to their captions. */

import type { PackSummary, Prompt, PromptPart, PromptTurn } from "../core/protocol.ts";
import type { Logger } from "../logger.ts";
import type { MediaPart, Part } from "../turn/part.ts";
import { captionOf } from "./captions.ts";
import type { CountTokens } from "./count-tokens.ts";
import { costOf, type Line, linesOf, shownTokens } from "./lines.ts";
import { findPiece, findTurn, mediaOf, type Memory, type RememberedTurn, textOf } from "./memory.ts";
import { referredPieces } from "./references.ts";
import type { HeldSamples, SampleCache } from "./sample-cache.ts";
import { fitWindow } from "./window.ts";

export interface PromptBuilderParts {
  readonly pack: PackSummary;
  readonly countTokens: CountTokens;
  readonly samples: Pick<SampleCache, "hold">;
  readonly logger: Logger;
}

/** Begin token and the opening of the answer. */
const FRAME_TOKENS = 8;
/** No window of turns can be longer, for each takes at least so many tokens. */
const LEAST_TURN_TOKENS = 6;

export class PromptBuilder {
  readonly #parts: PromptBuilderParts;

  constructor(parts: PromptBuilderParts) {
    this.#parts = parts;
  }

  /** What the prompt of one answer shows, until that is over. */
  hold(): HeldSamples {
    return this.#parts.samples.hold();
  }

  /** The prompt that ends with `asked`; what was said after that is not seen. */
  async build(memory: Memory, asked: RememberedTurn, held: HeldSamples): Promise<Prompt> {
    const { pack, countTokens } = this.#parts;
    const lines = linesOf(memory, asked, Math.ceil(pack.contextTokens / LEAST_TURN_TOKENS));
    const named = referredPieces(memory, asked).named.flatMap((piece) => findPiece(memory, piece) ?? []);
    const namedTokens = named.reduce((total, part) => total + shownTokens(part, pack, countTokens), 0);
    const budgetTokens = pack.contextTokens - pack.maxNewTokens - FRAME_TOKENS - namedTokens;
    const { begin, mediaFrom } = fitWindow(
      lines.map((line) => costOf(line, pack, countTokens)),
      budgetTokens,
    );
    const seen = new Set(lines.slice(mediaFrom).flatMap((line) => (line.role === "bot" ? [] : mediaOf(line).map((part) => part.piece))));
    const added = [...named.filter((part) => !seen.has(part.piece)), ...quoted(memory, asked, lines.slice(begin))];
    const turns: PromptTurn[] = [];
    for (const [index, line] of lines.entries()) {
      const parts = index === lines.length - 1 ? [...added, ...line.parts] : line.parts;
      if (index >= begin) turns.push(await this.#render({ ...line, parts }, index >= mediaFrom ? held : undefined));
    }
    return { conversationId: asked.conversationId, turns, nextPiece: memory.nextPiece };
  }

  async #render({ role, author, parts }: Line, held: HeldSamples | undefined): Promise<PromptTurn> {
    const rendered: PromptPart[] = [];
    for (const part of parts) {
      if (part.type === "text") rendered.push(part);
      else rendered.push((held && role !== "bot" ? await this.#show(part, held) : undefined) ?? captioned(part));
    }
    return { role, parts: rendered, ...(author === undefined ? {} : { author }) };
  }

  /** Undefined where the pack has no eyes or ears for it, or where the file is gone. */
  async #show(part: MediaPart, held: HeldSamples): Promise<PromptPart | undefined> {
    const wish = this.#parts.pack.inputs[part.type];
    if (wish === undefined) return undefined;
    try {
      const samples = await held.read(part.file.id, wish);
      return samples && { type: "medium", piece: part.piece, samples, caption: captionOf(part) };
    } catch (error) {
      this.#parts.logger.warn({ err: error, file: part.file.id }, "a stored medium cannot be decoded; its caption stands for it");
      return undefined;
    }
  }
}

function captioned(part: MediaPart): PromptPart {
  return { type: "caption", piece: part.piece, modality: part.type, caption: captionOf(part) };
}

/** What somebody replies to, where the model does not see it any more. */
function quoted(memory: Memory, { replyTo }: RememberedTurn, shown: readonly Line[]): readonly Part[] {
  if (replyTo === undefined || shown.some(({ turn }) => turn.id === replyTo)) return [];
  const replied = findTurn(memory, replyTo);
  const words = replied === undefined ? "" : textOf(replied);
  return words === "" ? [] : [{ type: "text", text: `“${words}”` }];
}
