/** Keys and values of one conversation: per layer one growing sequence-major buffer that graphs read in place. */

import { type Float32Tensor, float32 } from "../runtime/tensor.ts";

export interface KvShape {
  readonly layers: number;
  readonly kvHeads: number;
  readonly headDim: number;
}

const FIRST_CAPACITY = 256;

export class KvCache {
  readonly #shape: KvShape;
  /** [capacity, kvHeads, headDim] each: the keys of every layer, then the values. */
  #buffers: Float32Array[];
  #capacity = FIRST_CAPACITY;
  #length = 0;

  constructor(shape: KvShape) {
    this.#shape = shape;
    this.#buffers = Array.from({ length: 2 * shape.layers }, () => new Float32Array(FIRST_CAPACITY * this.#stride));
  }

  /** Positions held. */
  get length(): number {
    return this.#length;
  }

  get bytes(): number {
    return this.#buffers.reduce((total, buffer) => total + buffer.byteLength, 0);
  }

  /** [length, kvHeads, headDim]: a view, valid until the next append. */
  pastKey(layer: number): Float32Tensor {
    return this.#view(layer);
  }

  pastValue(layer: number): Float32Tensor {
    return this.#view(this.#shape.layers + layer);
  }

  /** Appends `count` positions; `keys` and `values` hold one [count, kvHeads, headDim] a layer. */
  append(count: number, keys: readonly Float32Array[], values: readonly Float32Array[]): void {
    this.#reserve(this.#length + count);
    for (const [index, added] of [...keys, ...values].entries()) this.#buffers[index]?.set(added, this.#length * this.#stride);
    this.#length += count;
  }

  /** Forgets everything from position `length` on; costs nothing. */
  rewind(length: number): void {
    this.#length = Math.min(length, this.#length);
  }

  get #stride(): number {
    return this.#shape.kvHeads * this.#shape.headDim;
  }

  #view(index: number): Float32Tensor {
    const data = this.#buffers[index] ?? new Float32Array();
    return float32([this.#length, this.#shape.kvHeads, this.#shape.headDim], data.subarray(0, this.#length * this.#stride));
  }

  #reserve(length: number): void {
    if (length <= this.#capacity) return;
    let capacity = this.#capacity;
    while (capacity < length) capacity *= 2;
    this.#buffers = this.#buffers.map((buffer) => {
      const larger = new Float32Array(capacity * this.#stride);
      larger.set(buffer.subarray(0, this.#length * this.#stride));
      return larger;
    });
    // Only now: where there was no memory, the buffers are as small as before.
    this.#capacity = capacity;
  }
}
