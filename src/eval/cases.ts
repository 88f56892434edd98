/** What a case is: a conversation to be had with a pack, and what its last answer must be. */

import type { MediaModality } from "../turn/modality.ts";
import type { Facts } from "./world.ts";

export const SUITES = ["matrix", "multi-turn", "border", "handwritten"] as const;
export type Suite = (typeof SUITES)[number];

/** The sets of modalities of the matrix; text is in each of them. */
export const SETS = ["T", "TI", "TA", "TV", "TIA", "TIV", "TAV", "TIAV"] as const;
export type ModalitySet = (typeof SETS)[number];

/** A medium of the pool, by its index there. */
export interface SentMedium {
  readonly modality: MediaModality;
  readonly scene: number;
}

export interface Saying {
  readonly text: string;
  readonly media: readonly SentMedium[];
}

/** `shows` lists exactly the media that may be made; `facts` holds the determined attributes. */
export type Expectation =
  | { readonly type: "shows"; readonly outputs: readonly MediaModality[]; readonly facts: Facts }
  | { readonly type: "declines" };

export interface Case {
  /** Unique and stable for a pool and a seed. */
  readonly id: string;
  readonly suite: Suite;
  /** Of the matrix: inputs and outputs; elsewhere the kind of request. */
  readonly group: string;
  readonly sayings: readonly Saying[];
  readonly expected: Expectation;
}

const LETTERS: Readonly<Record<string, MediaModality>> = { I: "image", A: "audio", V: "video" };

/** The media of a set: "TIV" is image and video. */
export function mediaOf(set: ModalitySet): readonly MediaModality[] {
  return [...set].flatMap((letter) => LETTERS[letter] ?? []);
}
