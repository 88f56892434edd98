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
    if (temperature === 0 || topK === 1) return tokenId(likeliest(logits));
    const kept = topK === 0 ? logits.length : Math.min(topK, logits.length);
    if (kept === logits.length && topP < 1) return this.#sampleNucleus(logits);
    const ids = kept === logits.length ? Array.from(logits.keys()) : topIndices(logits, kept);
    const weights = weigh(logits, ids, temperature);
    return this.#draw(ids, weights, topP * sum(weights));
  }

  #sampleNucleus(logits: Float32Array): TokenId {
    const { temperature, topP } = this.#options;
    const target = topP * sum(weigh(logits, Array.from(logits.keys()), temperature));
    for (let count = FIRST_BUNDLE; ; count *= 4) {
      const ids = topIndices(logits, Math.min(count, logits.length));
      const weights = weigh(logits, ids, temperature);
      if (sum(weights) >= target || count >= logits.length) return this.#draw(ids, weights, target);
    }
  }

  /** Among the first ids whose weights reach `target`, by weight. */
  #draw(ids: readonly number[], weights: readonly number[], target: number): TokenId {
    let nucleus = 0;
    let size = 0;
    while (size < ids.length && (size === 0 || nucleus < target)) nucleus += weights[size++] ?? 0;
    let rest = this.#random() * nucleus;
    const index = weights.findIndex((weight, at) => at === size - 1 || (rest -= weight) < 0);
    return tokenId(ids[index] ?? 0);
  }
}

/** exp((logit - largest) / temperature): probabilities up to their common factor, the likeliest being 1. */
function weigh(logits: Float32Array, ids: readonly number[], temperature: number): number[] {
  const largest = logits[likeliest(logits)] ?? 0;
  return ids.map((id) => Math.exp(((logits[id] ?? -Infinity) - largest) / temperature));
}

function likeliest(logits: Float32Array): number {
  let best = 0;
  for (let id = 1; id < logits.length; id++) {
    if ((logits[id] ?? -Infinity) > (logits[best] ?? -Infinity)) best = id;
  }
  return best;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
