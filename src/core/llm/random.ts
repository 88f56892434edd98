/** Seeded random numbers for sampling text, and how seeds are drawn and derived. */

import { randomInt } from "node:crypto";

/** Gives numbers in [0, 1). */
export type Random = () => number;

/** Mulberry32 (Tommy Ettinger, public domain): 32 bits of state are plenty for one answer. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function drawSeed(): number {
  return randomInt(2 ** 32);
}

/** The first medium of an answer has the answer's own seed, so that a person who names a seed gets it; the others are spread by the golden ratio. */
export function mediumSeed(answerSeed: number, index: number): number {
  return (answerSeed + Math.imul(index, 0x9e3779b9)) >>> 0;
}
