/** Measures where the time of an answer goes, in milliseconds. */

import { performance } from "node:perf_hooks";
import type { MediaModality } from "../turn/modality.ts";
import type { Timings } from "./protocol.ts";

export class Stopwatch {
  readonly #startedAt = performance.now();
  readonly #modelTimeMs: () => number;
  readonly #modelTimeAtStartMs: number;
  #lapStartedAt = this.#startedAt;
  #encodeMs = 0;
  #prefillMs = 0;
  #firstTextMs: number | undefined;
  #generateMs = 0;
  readonly #decodeMs: Partial<Record<MediaModality, number>> = {};

  /** `modelTimeMs` tells the time spent inside graph runs until now. */
  constructor(modelTimeMs: () => number) {
    this.#modelTimeMs = modelTimeMs;
    this.#modelTimeAtStartMs = modelTimeMs();
  }

  encoded(): void {
    this.#encodeMs = this.#lap();
  }

  prefilled(): void {
    this.#prefillMs = this.#lap();
  }

  firstText(): void {
    this.#firstTextMs ??= performance.now() - this.#startedAt;
  }

  generated(): void {
    this.#generateMs = this.#lap();
  }

  /** Several media of one modality add up. */
  decoded(modality: MediaModality, elapsedMs: number): void {
    this.#decodeMs[modality] = (this.#decodeMs[modality] ?? 0) + elapsedMs;
  }

  /** An answer without text has its first text when it ends. */
  timings(): Timings {
    const totalMs = performance.now() - this.#startedAt;
    return {
      encodeMs: this.#encodeMs,
      prefillMs: this.#prefillMs,
      firstTextMs: this.#firstTextMs ?? totalMs,
      generateMs: this.#generateMs,
      decodeMs: this.#decodeMs,
      totalMs,
      modelShare: totalMs === 0 ? 0 : Math.min(1, (this.#modelTimeMs() - this.#modelTimeAtStartMs) / totalMs),
    };
  }

  #lap(): number {
    const now = performance.now();
    const lapMs = now - this.#lapStartedAt;
    this.#lapStartedAt = now;
    return lapMs;
  }
}
