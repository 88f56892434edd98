/** The tensors of one way through the core, by stage: what to write, what to put in another tensor's place, and when to stop. */

import { ModelError } from "../errors.ts";
import { elementCount, type Float32Tensor, float32 } from "../core/runtime/tensor.ts";
import type { NpyArray } from "./npy.ts";

export interface StageOptions {
  /** By stage: the tensor that stands in for what the core computed. */
  readonly from: ReadonlyMap<string, NpyArray>;
  readonly stopAfter?: string;
  readonly write: (stage: string, array: NpyArray) => void;
}

export class Stages {
  readonly #options: StageOptions;
  readonly #counts = new Map<string, number>();
  readonly #used = new Set<string>();
  #isOver = false;

  constructor(options: StageOptions) {
    this.#options = options;
  }

  /** The stage that was asked for is written. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** Stages that were named and never came. */
  get missed(): string[] {
    const { from, stopAfter } = this.#options;
    return [...[...from.keys()].filter((stage) => !this.#used.has(stage)), ...(stopAfter === undefined || this.#isOver ? [] : [stopAfter])];
  }

  /** The second medium of a modality has the ending ".2". */
  number(stage: string): string {
    const count = (this.#counts.get(stage) ?? 0) + 1;
    this.#counts.set(stage, count);
    return count === 1 ? stage : `${stage}.${count}`;
  }

  /** Writes the stage's tensor, or the one that stands in for it, and gives that one on. */
  pass(stage: string, computed: Float32Tensor): Float32Tensor {
    const tensor = this.replace(stage, computed);
    this.record(stage, tensor);
    return tensor;
  }

  replace(stage: string, computed: Float32Tensor): Float32Tensor {
    return this.given(stage, computed.shape) ?? computed;
  }

  /** The tensor that stands in for the stage's, if there is one. */
  given(stage: string, shape: readonly number[]): Float32Tensor | undefined {
    const given = this.#options.from.get(stage);
    if (given === undefined) return undefined;
    this.#used.add(stage);
    if (given.data instanceof Float32Array && given.data.length === elementCount(shape)) return float32(shape, given.data);
    throw new ModelError(`--from ${stage}: expected float32 [${shape.join(", ")}], got [${given.shape.join(", ")}].`);
  }

  /** Token ids that stand in for sampled ones. */
  forcedTokens(): readonly number[] {
    const given = this.#options.from.get("token_ids");
    if (given === undefined) return [];
    this.#used.add("token_ids");
    if (given.data instanceof BigInt64Array) return Array.from(given.data, Number);
    throw new ModelError("--from token_ids: expected int64 ids.");
  }

  record(stage: string, array: NpyArray): void {
    if (this.#isOver) return;
    this.#options.write(stage, array);
    this.#isOver = stage === this.#options.stopAfter;
  }
}
