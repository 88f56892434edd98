/** DPM-Solver++ of second order, multistep, midpoint (Lu et al. 2022, algorithm 2), in lambda = ln(alpha / sigma). */

import { ModelError } from "../../../errors.ts";
import { roundHalfEven } from "../../round-half-even.ts";
import { cleanOf, finalLevel, type NoiseLevel, noiseLevels, type VarianceSpec } from "./noise-schedule.ts";
import type { Scheduler } from "./scheduler.ts";

/** With fewer steps the last one is of first order, which is steadier. */
const STEADY_STEPS = 15;

/** Timesteps are spread evenly from the last training step down, the lowest point left out ("linspace" spacing). */
export function createDpmSolver(spec: VarianceSpec, steps: number): Scheduler {
  if (steps > spec.trainSteps) throw new ModelError(`Expected at most ${spec.trainSteps} steps, got ${steps}.`);
  const table = noiseLevels(spec);
  const final = finalLevel(table, spec);
  const timesteps = Array.from({ length: steps }, (_, i) => roundHalfEven(((steps - i) * (spec.trainSteps - 1)) / steps));
  const levels = [...timesteps.map((timestep) => table[timestep] ?? final), final];
  return { timesteps, step: multistep(levels, spec.prediction) };
}

/** Steps from each of `levels` to the next. */
export function multistep(levels: readonly NoiseLevel[], prediction: VarianceSpec["prediction"]): Scheduler["step"] {
  const steps = levels.length - 1;
  return (index, sample, predicted, previousClean) => {
    const [before, from, to] = [levels[index - 1], levelAt(levels, index), levelAt(levels, index + 1)];
    const clean = sample.map((value, i) => cleanOf(prediction, from, value, predicted[i] ?? 0));
    const isSteady = index === steps - 1 && (steps < STEADY_STEPS || to.sigma === 0);
    // As many steps as timesteps may name one twice: from a level to itself there is no slope.
    const hasSlope = before !== undefined && before !== from && previousClean !== undefined && !isSteady;
    const slope = hasSlope ? 0.5 / slopeRatio(before, from, to) : 0;
    const growth = to.alpha - (to.sigma / from.sigma) * from.alpha;
    const next = sample.map((value, i) => {
      const x0 = clean[i] ?? 0;
      return (to.sigma / from.sigma) * value + growth * (x0 + slope * (x0 - (previousClean?.[i] ?? 0)));
    });
    return { sample: next, clean };
  };
}

function levelAt(levels: readonly NoiseLevel[], index: number): NoiseLevel {
  const level = levels[index];
  if (!level) throw new ModelError(`Expected a step from 0 to ${levels.length - 2}, got ${index}.`);
  return level;
}

/** How long the step before was, measured by this one. */
function slopeRatio(before: NoiseLevel, from: NoiseLevel, to: NoiseLevel): number {
  return (lambda(from) - lambda(before)) / (lambda(to) - lambda(from));
}

function lambda({ alpha, sigma }: NoiseLevel): number {
  return Math.log(alpha / sigma);
}
