/** What a case is: a conversation to be had with a pack, and what its last answer must be. */

import type { MediaModality } from "../turn/modality.ts";
import type { Attribute, Facts } from "./world.ts";

export const SUITES = ["matrix", "multi-turn", "border", "handwritten", "half-known", "foreign", "helpful", "afterwards", "quality"] as const;
export type Suite = (typeof SUITES)[number];

/** The sets of modalities of the matrix; text is in each of them. */
export const SETS = ["T", "TI", "TA", "TV", "TIA", "TIV", "TAV", "TIAV"] as const;
export type ModalitySet = (typeof SETS)[number];

/** A medium of the pool, by its index there, or a file from outside the world. */
export type SentMedium = { readonly modality: MediaModality; readonly scene: number } | { readonly modality: MediaModality; readonly file: string };

export interface Saying {
  readonly text: string;
  readonly media: readonly SentMedium[];
}

export type Expectation =
  /** `outputs` are exactly the media that may be made, `facts` the determined attributes, `scene` the pool's scene that they describe wholly. */
  | { readonly type: "shows"; readonly outputs: readonly MediaModality[]; readonly facts: Facts; readonly scene?: number }
  | { readonly type: "declines" }
  /** A medium from elsewhere, of which nothing may be named. */
  | { readonly type: "calls-unknown" }
  /** Every list gives words of which one must be said. */
  | { readonly type: "says"; readonly words: readonly (readonly string[])[] }
  | HalfKnown;

/** First an offer in place of what is not known; then, to yes, what was offered, and to no, nothing. */
export interface HalfKnown {
  readonly type: "offers";
  readonly outputs: readonly MediaModality[];
  /** One of these words for it must be said. */
  readonly unknown: readonly string[];
  /** What the unknown word is a value of. */
  readonly attribute: Attribute;
  /** The rest of the wish, which the offer must keep. */
  readonly known: Facts;
  readonly reply: "yes" | "no";
}

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
