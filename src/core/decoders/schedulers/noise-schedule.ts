/** The variance-preserving noise schedule that DDIM and DPM-Solver++ share: x_t = alpha x_0 + sigma noise, alpha^2 + sigma^2 = 1. */

import type { SchedulerSpec } from "../../packs/manifest.ts";

export type VarianceSpec = Exclude<SchedulerSpec, { type: "flow-euler" }>;

export interface NoiseLevel {
  readonly alpha: number;
  readonly sigma: number;
}

/** Levels by training step (Ho et al. 2020): alpha^2 is the running product of 1 - beta; "scaled-linear" is linear in sqrt(beta). */
export function noiseLevels({ trainSteps, betaStart, betaEnd, betaSchedule }: VarianceSpec): NoiseLevel[] {
  const power = betaSchedule === "linear" ? 1 : 2;
  const first = betaStart ** (1 / power);
  const last = betaEnd ** (1 / power);
  let product = 1;
  return Array.from({ length: trainSteps }, (_, t) => {
    product *= 1 - (first + ((last - first) * t) / (trainSteps - 1)) ** power;
    return { alpha: Math.sqrt(product), sigma: Math.sqrt(1 - product) };
  });
}

/** The level after the last step: none at all, or that of the first training step. */
export function finalLevel(levels: readonly NoiseLevel[], { setAlphaToOne }: VarianceSpec): NoiseLevel {
  return (setAlphaToOne ? undefined : levels[0]) ?? { alpha: 1, sigma: 0 };
}

/** x_0 as the prediction has it; "velocity" is alpha noise - sigma x_0 (Salimans and Ho 2022). */
export function cleanOf(prediction: VarianceSpec["prediction"], { alpha, sigma }: NoiseLevel, sample: number, predicted: number): number {
  switch (prediction) {
    case "epsilon":
      return (sample - sigma * predicted) / alpha;
    case "sample":
      return predicted;
    case "velocity":
      return alpha * sample - sigma * predicted;
    default:
      return prediction satisfies never;
  }
}
