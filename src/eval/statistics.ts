/** Means with their uncertainty. */

import { seededRandom } from "../core/llm/random.ts";
import { mean } from "./score.ts";

export type Interval = readonly [low: number, high: number];

const RESAMPLES = 1000;

/** 95 % percentile bootstrap of the mean (Efron 1979); the same values give the same interval. */
export function bootstrapInterval(values: readonly number[], seed = 1): Interval {
  if (values.length === 0) return [0, 0];
  const random = seededRandom(seed);
  const drawMean = () => mean(values.map(() => values[Math.floor(random() * values.length)] ?? 0));
  const means = Array.from({ length: RESAMPLES }, drawMean).sort((a, b) => a - b);
  return [means[Math.floor(0.025 * RESAMPLES)] ?? 0, means[Math.ceil(0.975 * RESAMPLES) - 1] ?? 0];
}
