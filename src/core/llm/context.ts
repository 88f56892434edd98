/** What the LLM remembers of one conversation: its KV cache, the name of what stands at each position, and encoded media. */

import { KvCache, type KvShape } from "./kv-cache.ts";

/** A token's id, or the key and index of a medium's embedding: equal names mean equal input. */
export type PositionName = number | string;

export class Context {
  readonly cache: KvCache;
  readonly #names: PositionName[] = [];
  /** By the medium's key: [T, W], what `encodeMedium` gave. */
  readonly embeddings = new Map<string, Float32Array>();

  constructor(shape: KvShape) {
    this.cache = new KvCache(shape);
  }

  get bytes(): number {
    return [...this.embeddings.values()].reduce((total, embedding) => total + embedding.byteLength, this.cache.bytes);
  }

  /**
   * Keeps the longest beginning that `names` share with what is cached and gives its length.
   * The last name is never kept: its position must run again to give logits.
   */
  reuse(names: readonly PositionName[]): number {
    const limit = Math.min(this.#names.length, names.length - 1);
    let shared = 0;
    while (shared < limit && this.#names[shared] === names[shared]) shared++;
    this.cache.rewind(shared);
    this.#names.splice(shared);
    return shared;
  }

  append(names: readonly PositionName[], keys: readonly Float32Array[], values: readonly Float32Array[]): void {
    this.cache.append(names.length, keys, values);
    this.#names.push(...names);
  }
}
