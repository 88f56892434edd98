/** Draws the next token from logits: temperature, then top-k, then top-p, as transformers' logits warpers do in that order. */

import type { Random } from "./random.ts";
import { type TokenId, tokenId } from "./tokenizer.ts";
import { topIndices } from "./top-indices.ts";

export interface SamplerOptions {
  /** 0 takes the likeliest token always. */
  readonly temperature: number;
  /** 0 keeps every token. */
  readonly topK: number;
  /** The smallest set of likeliest tokens whose probabilities sum to at least this; 1 keeps every token. */
  readonly topP: number;
}

/** Where top-p has no top-k above it, candidates are taken in growing bundles, so that a large vocabulary is never sorted. */
const FIRST_BUNDLE = 64;

export class Sampler {
  readonly #options: SamplerOptions;
  readonly #random: Random;

  constructor(options: SamplerOptions, random: Random) {
    this.#options = options;
    this.#random = random;
  }

  /** `logits` is [V]; equal logits go to the lower id first. */
  sample(logits: Float32Array): TokenId {
    const { temperature, topK, topP } = this.#options;
    const best = likeliest(logits);
    if (temperature === 0 || topK === 1) return tokenId(best);
    const weigh = weightOf(logits, logits[best] ?? 0, temperature);
    if (topK > 0 && topK < logits.length) {
      const ids = topIndices(logits, topK);
      return this.#draw(ids, weigh, topP * massOf(ids, weigh));
    }
    return topP < 1 ? this.#drawNucleus(logits, weigh) : this.#draw([...logits.keys()], weigh, Infinity);
  }

  #drawNucleus(logits: Float32Array, weigh: Weigh): TokenId {
    const target = this.#options.topP * massOf(logits.keys(), weigh);
    for (let count = FIRST_BUNDLE; ; count *= 4) {
      const ids = topIndices(logits, Math.min(count, logits.length));
      if (count >= logits.length || massOf(ids, weigh) >= target) return this.#draw(ids, weigh, target);
    }
  }

  /** By weight, among the first ids whose weights reach `target`. */
  #draw(ids: readonly number[], weigh: Weigh, target: number): TokenId {
    const sums: number[] = [];
    let sum = 0;
    for (const id of ids) {
      sum += weigh(id);
      sums.push(sum);
      if (sum >= target) break;
    }
    const drawn = this.#random() * sum;
    const index = sums.findIndex((upTo) => drawn < upTo);
    return tokenId(ids[index] ?? ids[0] ?? 0);
  }
}

/** The probability of a token up to their common factor, the likeliest having 1. */
type Weigh = (id: number) => number;

function weightOf(logits: Float32Array, largest: number, temperature: number): Weigh {
  return (id) => Math.exp(((logits[id] ?? -Infinity) - largest) / temperature);
}

function massOf(ids: Iterable<number>, weigh: Weigh): number {
  let mass = 0;
  for (const id of ids) mass += weigh(id);
  return mass;
}

function likeliest(logits: Float32Array): number {
  let best = 0;
  for (let id = 1; id < logits.length; id++) {
    if ((logits[id] ?? -Infinity) > (logits[best] ?? -Infinity)) best = id;
  }
  return best;
}
