/** PNDM without its Runge-Kutta start, called PLMS (Liu et al. 2022): DDIM's step along a mixture of the last four predictions. */

import { ModelError } from "../../../errors.ts";
import { cleanOf, finalLevel, type NoiseLevel, noiseLevels, type VarianceSpec } from "./noise-schedule.ts";
import type { Scheduler } from "./scheduler.ts";

/** Adams and Bashforth's weights by how many predictions there are, the newest first. */
const WEIGHTS: readonly (readonly number[])[] = [[1], [3 / 2, -1 / 2], [23 / 12, -16 / 12, 5 / 12], [55 / 24, -59 / 24, 37 / 24, -9 / 24]];

/** "Leading" spacing as DDIM has it. The first step is taken twice, the second time with the mean of the noise seen at both its ends: one run more than `steps`. */
export function createPndm(spec: VarianceSpec, steps: number): Scheduler {
  if (steps > spec.trainSteps) throw new ModelError(`Expected at most ${spec.trainSteps} steps, got ${steps}.`);
  const levels = noiseLevels(spec);
  const final = finalLevel(levels, spec);
  const stride = Math.floor(spec.trainSteps / steps);
  const descending = Array.from({ length: steps }, (_, i) => Math.min(spec.trainSteps - 1, (steps - 1 - i) * stride + spec.stepsOffset));
  const timesteps = [...descending.slice(0, 2), ...descending.slice(1)];
  let seen: Float32Array[] = [];
  let start: Float32Array | undefined;
  return {
    timesteps,
    step: (index, sample, predicted) => {
      const isRepeat = index === 1 && start !== undefined;
      const timestep = (timesteps[index] ?? 0) + (isRepeat ? stride : 0);
      const [here, from, to] = [levels[timesteps[index] ?? 0] ?? final, levels[timestep] ?? final, levels[timestep - stride] ?? final];
      const clean = sample.map((value, i) => cleanOf(spec.prediction, here, value, predicted[i] ?? 0));
      if (!isRepeat) seen = [predicted, ...seen.slice(0, 3)];
      const mixture = isRepeat ? mix([predicted, ...seen], [1 / 2, 1 / 2]) : mix(seen, WEIGHTS[seen.length - 1] ?? []);
      const base = isRepeat ? (start ?? sample) : sample;
      start = index === 0 ? sample : undefined;
      return { sample: move(spec.prediction, base, mixture, from, to), clean };
    },
  };
}

function mix(parts: readonly Float32Array[], weights: readonly number[]): Float32Array {
  return Float32Array.from({ length: parts[0]?.length ?? 0 }, (_, i) =>
    weights.reduce((sum, weight, part) => sum + weight * (parts[part]?.[i] ?? 0), 0),
  );
}

function move(prediction: VarianceSpec["prediction"], sample: Float32Array, mixture: Float32Array, from: NoiseLevel, to: NoiseLevel): Float32Array {
  return sample.map((value, i) => {
    const clean = cleanOf(prediction, from, value, mixture[i] ?? 0);
    return to.alpha * clean + (to.sigma * (value - from.alpha * clean)) / from.sigma;
  });
}
