/** What every scheduler is: the noise levels of a run, and the step from one level to the next, over 32-bit latents. */

import type { SchedulerSpec } from "../../packs/manifest.ts";
import { createDdim } from "./ddim.ts";
import { createDpmSolver } from "./dpm-solver.ts";
import { createFlowEuler } from "./flow-euler.ts";
import { createPndm } from "./pndm.ts";

export interface Denoised {
  /** At the next, lower noise level. */
  readonly sample: Float32Array;
  /** The present estimate of the end result. */
  readonly clean: Float32Array;
}

export interface Scheduler {
  /** What the denoiser is told at each run, from noise to clean; "pndm" has one run more than steps. */
  readonly timesteps: readonly number[];
  /**
   * From level `index` to the next one; index 0 is pure noise. `previousClean` is the estimate of the step before; methods of second order use it.
   * "pndm" remembers what it was given, so that its steps are taken in order and once. `noise` is fresh normal noise, for steps that put some back.
   */
  step(index: number, sample: Float32Array, prediction: Float32Array, previousClean?: Float32Array, noise?: () => Float32Array): Denoised;
}

export function createScheduler(spec: SchedulerSpec, steps: number): Scheduler {
  switch (spec.type) {
    case "flow-euler":
      return createFlowEuler(spec, steps);
    case "ddim":
      return createDdim(spec, steps);
    case "pndm":
      return createPndm(spec, steps);
    case "dpm-solver++":
      return createDpmSolver(spec, steps);
    default:
      return spec satisfies never;
  }
}
