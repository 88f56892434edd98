/** From noise to latents: one graph run a step, guided by a condition against an empty one. Knows nothing of what the latents show. */

import { ModelError } from "../../errors.ts";
import type { SchedulerSpec } from "../packs/manifest.ts";
import { runGraph, type Steps } from "../runtime/graph-run.ts";
import type { Session } from "../runtime/session.ts";
import { elementCount, type Float32Tensor, float32 } from "../runtime/tensor.ts";
import { createNoise } from "./noise.ts";
import { createScheduler } from "./schedulers/scheduler.ts";

export interface Denoising {
  readonly denoiser: Session;
  readonly latentShape: readonly number[];
  readonly scheduler: SchedulerSpec;
  readonly steps: number;
  /** 1 follows the condition alone, in a batch of one; more exaggerates what it changes (Ho and Salimans 2022). */
  readonly guidance: number;
  /** Both [1, C, D]. */
  readonly condition: Float32Tensor;
  readonly unconditional: Float32Tensor;
  /** [1, 3, h, w], for denoisers that continue a picture. */
  readonly firstFrame?: Float32Tensor;
  readonly seed: number;
  /** The noise to begin with, of latentShape; drawn from the seed when left out. */
  readonly noise?: Float32Array;
  /** Steps are counted from 1; `clean` is the estimate of the end result, of latentShape. */
  readonly afterStep: (step: number, clean: Float32Array) => Steps<void>;
}

/** Latents [1, ...latentShape]. @throws ModelError where the steps end in NaN. */
export function* denoise(run: Denoising): Steps<Float32Tensor> {
  if (!Number.isInteger(run.steps) || run.steps < 1) throw new ModelError(`Expected a whole number of steps, at least 1, got ${run.steps}.`);
  const scheduler = createScheduler(run.scheduler, run.steps);
  const noise = createNoise(run.seed);
  const length = elementCount(run.latentShape);
  const batch = run.guidance === 1 ? 1 : 2;
  const constants = {
    condition: batch === 1 ? run.condition : stack(run.condition, run.unconditional),
    ...(run.firstFrame && { first_frame: batch === 1 ? run.firstFrame : stack(run.firstFrame, run.firstFrame) }),
  };
  let sample = startOf(run, length) ?? noise(length);
  let clean: Float32Array | undefined;
  for (const [index, timestep] of scheduler.timesteps.entries()) {
    const feeds = {
      ...constants,
      sample: float32([batch, ...run.latentShape], repeat(sample, batch)),
      timestep: float32([batch], new Float32Array(batch).fill(timestep)),
    };
    const prediction = yield* runGraph(run.denoiser, feeds, "prediction");
    const next = scheduler.step(index, sample, guide(prediction.data, length, run.guidance), clean, () => noise(length));
    sample = next.sample;
    clean = next.clean;
    yield* run.afterStep(Math.min(index + 1, run.steps), clean);
  }
  if (sample.some(Number.isNaN)) throw new ModelError(`Graph ${run.denoiser.name}: its steps ended in numbers that are none (NaN).`);
  return float32([1, ...run.latentShape], sample);
}

/** @throws ModelError where the noise is given and is not of the latents' size. */
function startOf({ noise, denoiser, latentShape }: Denoising, length: number): Float32Array | undefined {
  if (noise === undefined || noise.length === length) return noise;
  throw new ModelError(`Graph ${denoiser.name}: expected noise of [${latentShape.join(", ")}], got ${noise.length} values.`);
}

/** Row 0 is conditional, row 1 is not: u + guidance (c - u). */
function guide(prediction: Float32Array, length: number, guidance: number): Float32Array {
  if (prediction.length === length) return prediction;
  const free = prediction.subarray(length);
  return prediction.subarray(0, length).map((value, i) => (free[i] ?? 0) + guidance * (value - (free[i] ?? 0)));
}

function stack(first: Float32Tensor, second: Float32Tensor): Float32Tensor {
  const data = new Float32Array(first.data.length + second.data.length);
  data.set(first.data);
  data.set(second.data, first.data.length);
  return float32([2, ...first.shape.slice(1)], data);
}

function repeat(row: Float32Array, times: number): Float32Array {
  const rows = new Float32Array(row.length * times);
  for (let i = 0; i < times; i += 1) rows.set(row, i * row.length);
  return rows;
}
