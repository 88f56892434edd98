/** How near a traced tensor is to its reference, and how near it must be. */

import type { NpyArray } from "./npy.ts";

export interface Comparison {
  readonly stage: string;
  readonly tolerance: number;
  readonly error: number;
  readonly measure: Measure;
  readonly passes: boolean;
}

/** Largest difference: as it is, or divided by the largest reference value (of latents: of the same step). */
type Measure = "absolute" | "relative" | "relative a step";

interface Limit {
  readonly stage: RegExp;
  readonly measure: Measure;
  readonly tolerance: number;
}

/** Images must be equal to the last bit, tokens the same; media may differ by 2 of 255 levels. The first that fits counts. */
const LIMITS: readonly Limit[] = [
  { stage: /^preprocessed\.image/, measure: "absolute", tolerance: 0 },
  { stage: /^preprocessed\./, measure: "absolute", tolerance: 1e-4 },
  { stage: /^token_ids/, measure: "absolute", tolerance: 0 },
  { stage: /^latents\./, measure: "relative a step", tolerance: 1e-3 },
  { stage: /^decoded\.audio/, measure: "absolute", tolerance: 1e-3 },
  { stage: /^decoded\./, measure: "absolute", tolerance: 2 },
  { stage: /^/, measure: "relative", tolerance: 1e-4 },
];

export function compareStage(stage: string, reference: NpyArray, made: NpyArray | undefined): Comparison {
  const { measure, tolerance } = LIMITS.find((limit) => limit.stage.test(stage)) ?? { measure: "relative", tolerance: 0 };
  const isSameShape = made !== undefined && String(made.shape) === String(reference.shape);
  const error = isSameShape ? errorOf(reference, made, measure) : Number.POSITIVE_INFINITY;
  return { stage, measure, tolerance, error, passes: error <= tolerance };
}

function errorOf(reference: NpyArray, made: NpyArray, measure: Measure): number {
  const [expected, got] = [Float64Array.from(reference.data, Number), Float64Array.from(made.data, Number)];
  if (measure === "absolute") return largest(expected.map((value, i) => value - (got[i] ?? Number.NaN)));
  const steps = measure === "relative" ? 1 : (reference.shape[0] ?? 1);
  const length = expected.length / steps;
  const errors = Array.from({ length: steps }, (_, step) => {
    const part = expected.subarray(step * length, (step + 1) * length);
    return largest(part.map((value, i) => value - (got[step * length + i] ?? Number.NaN))) / largest(part);
  });
  return Math.max(...errors);
}

/** Largest magnitude; NaN is larger than anything. */
function largest(values: Float64Array): number {
  return values.reduce((most, value) => (Number.isNaN(value) ? Number.POSITIVE_INFINITY : Math.max(most, Math.abs(value))), 0);
}

/** One line a stage: the largest error of all comparisons of that stage. */
export function describeComparisons(all: readonly Comparison[]): string[] {
  const stages = [...new Set(all.map(({ stage }) => stage))];
  return stages.map((stage) => {
    const same = all.filter((comparison) => comparison.stage === stage);
    const [{ measure, tolerance } = { measure: "", tolerance: 0 }] = same;
    const worst = Math.max(...same.map(({ error }) => error));
    const verdict = same.every(({ passes }) => passes) ? "ok" : "TOO FAR";
    return `${stage.padEnd(22)} ${measure.padEnd(16)} limit ${String(tolerance).padEnd(7)} largest ${worst.toExponential(2).padEnd(9)} of ${same.length}  ${verdict}`;
  });
}
