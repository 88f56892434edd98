/** DDIM (Song et al. 2021, equation 12): deterministic at eta 0, as DDPM with fresh noise at eta 1. */

import { ModelError } from "../../../errors.ts";
import { cleanOf, finalLevel, type NoiseLevel, noiseLevels, type VarianceSpec } from "./noise-schedule.ts";
import type { Scheduler } from "./scheduler.ts";

/** Timesteps are whole multiples of trainSteps / steps, plus stepsOffset ("leading" spacing). */
export function createDdim(spec: VarianceSpec, steps: number): Scheduler {
  if (steps > spec.trainSteps) throw new ModelError(`Expected at most ${spec.trainSteps} steps, got ${steps}.`);
  const levels = noiseLevels(spec);
  const stride = Math.floor(spec.trainSteps / steps);
  const timesteps = Array.from({ length: steps }, (_, i) => Math.min(spec.trainSteps - 1, (steps - 1 - i) * stride + spec.stepsOffset));
  const final = finalLevel(levels, spec);
  return {
    timesteps,
    step: (index, sample, prediction, _previousClean, noise) => {
      const timestep = timesteps[index] ?? 0;
      const from = levels[timestep] ?? final;
      const to = levels[timestep - stride] ?? final;
      const fresh = spec.eta * freshDeviation(from, to);
      const kept = Math.sqrt(Math.max(0, to.sigma ** 2 - fresh ** 2));
      const clean = sample.map((value, i) => cleanOf(spec.prediction, from, value, prediction[i] ?? 0));
      const random = fresh > 0 ? noise?.() : undefined;
      const next = sample.map((value, i) => {
        const x0 = cleanOf(spec.prediction, from, value, prediction[i] ?? 0);
        return to.alpha * x0 + (kept * (value - from.alpha * x0)) / from.sigma + fresh * (random?.[i] ?? 0);
      });
      return { sample: next, clean };
    },
  };
}

/** Standard deviation of the noise that DDPM puts back between two levels (equation 16 at eta 1). */
function freshDeviation(from: NoiseLevel, to: NoiseLevel): number {
  return (to.sigma / from.sigma) * Math.sqrt(Math.max(0, 1 - from.alpha ** 2 / to.alpha ** 2));
}
