/** How long answers have been taking: rolling means of what was measured, from which waiting times are foretold. */

import type { MediaModality } from "../turn/modality.ts";

/** `words`: from an answer's beginning to the end of its words. `making`: from there to its end, whatever was made. */
export type Measured = "words" | "making" | MediaModality;

export interface Expected {
  readonly wordsMs: number;
  readonly makingMs: number;
  /** False where nothing was measured yet: then the times only say what comes before what. */
  readonly isMeasured: boolean;
}

/** How much the newest measurement counts. */
const WEIGHT = 0.2;

export class Pace {
  readonly #means = new Map<Measured, number>();

  note(what: Measured, tookMs: number): void {
    const mean = this.#means.get(what);
    this.#means.set(what, mean === undefined ? tookMs : mean + WEIGHT * (tookMs - mean));
  }

  /** `wished`: what will be made for certain; absent where only the model knows. */
  expect(wished: readonly MediaModality[] = []): Expected {
    const wordsMs = this.#means.get("words");
    const anyMs = this.#means.get("making") ?? 0;
    const wishedMs = wished.reduce((sum, modality) => sum + (this.#means.get(modality) ?? anyMs), 0);
    return { wordsMs: wordsMs ?? 1, makingMs: wished.length > 0 ? wishedMs : anyMs, isMeasured: wordsMs !== undefined };
  }
}
