/** How near a traced tensor is to its reference, and how near it must be. */

import type { NpyArray } from "./npy.ts";

export interface Comparison {
  readonly stage: string;
  readonly tolerance: number;
  readonly error: number;
  readonly measure: Measure;
  readonly passes: boolean;
}

/** Largest difference: as it is, or divided by the largest reference value (of latents: of the same step). Or of how many tokens others are likelier. */
type Measure = "absolute" | "relative" | "relative a step" | "share of tokens";

/** In which numbers a pack was exported. */
export type Dtype = (typeof DTYPES)[number];
export const DTYPES = ["fp32", "fp16", "int4"] as const;

const LIKELIEST = "likeliest_tokens";

interface Limit {
  readonly stage: RegExp;
  readonly measure: Measure;
  readonly tolerance: number;
}

/** What happens before any weight is read. */
const PREPROCESSED: readonly Limit[] = [
  { stage: /^preprocessed\.image/, measure: "absolute", tolerance: 0 },
  { stage: /^preprocessed\./, measure: "absolute", tolerance: 1e-4 },
  { stage: /^token_ids/, measure: "absolute", tolerance: 0 },
];

/** Images must be equal to the last bit, tokens the same; media may differ by 2 of 255 levels. The first that fits counts. */
const EXACT: readonly Limit[] = [
  ...PREPROCESSED,
  { stage: /^latents\./, measure: "relative a step", tolerance: 1e-3 },
  { stage: /^decoded\.audio/, measure: "absolute", tolerance: 1e-3 },
  { stage: /^decoded\./, measure: "absolute", tolerance: 2 },
  { stage: /^likeliest_tokens/, measure: "share of tokens", tolerance: 0 },
  { stage: /^/, measure: "relative", tolerance: 1e-4 },
];

/** Weights in 16 bits before the LLM, in 4 bits within; what follows inherits its error. Far narrower than what wrongly packed weights give, about 1. */
const IN_FOUR_BITS: readonly Limit[] = [
  ...PREPROCESSED,
  { stage: /^(encoded|projected)\.|^inputs_embeds/, measure: "relative", tolerance: 2e-3 },
  { stage: /^(logits|signal_states)/, measure: "relative", tolerance: 0.15 },
  { stage: /^condition\./, measure: "relative", tolerance: 0.1 },
  { stage: /^latents\./, measure: "relative a step", tolerance: 2e-2 },
  { stage: /^decoded\.audio/, measure: "absolute", tolerance: 1e-3 },
  { stage: /^decoded\./, measure: "absolute", tolerance: 4 },
  { stage: /^likeliest_tokens/, measure: "share of tokens", tolerance: 0.25 },
];

/** Weights and arithmetic in 16 bits, as onnxruntime does them on a CPU; a device that adds up in halves may be farther off. */
const IN_HALVES: readonly Limit[] = [
  ...PREPROCESSED,
  { stage: /^(encoded|projected)\.|^inputs_embeds/, measure: "relative", tolerance: 5e-3 },
  { stage: /^(logits|signal_states)/, measure: "relative", tolerance: 2e-2 },
  { stage: /^condition\./, measure: "relative", tolerance: 2e-2 },
  { stage: /^latents\./, measure: "relative a step", tolerance: 2e-2 },
  { stage: /^decoded\.audio/, measure: "absolute", tolerance: 1e-3 },
  { stage: /^decoded\./, measure: "absolute", tolerance: 4 },
  { stage: /^likeliest_tokens/, measure: "share of tokens", tolerance: 0.1 },
];

const LIMITS: Readonly<Record<Dtype, readonly Limit[]>> = { fp32: EXACT, fp16: IN_HALVES, int4: IN_FOUR_BITS };

export function compareStage(stage: string, reference: NpyArray, made: NpyArray | undefined, dtype: Dtype = "fp32"): Comparison {
  const { measure, tolerance } = limitOf(stage, dtype);
  const isSameShape = made !== undefined && String(made.shape) === String(reference.shape);
  const error = isSameShape ? errorOf(reference, made, measure) : Number.POSITIVE_INFINITY;
  return { stage, measure, tolerance, error, passes: error <= tolerance };
}

/** Where the reference's tokens were forced: how often the pack itself would have said another one. */
export function compareLikeliest(tokenIds: NpyArray, logits: NpyArray | undefined, dtype: Dtype): Comparison {
  const { measure, tolerance } = limitOf(LIKELIEST, dtype);
  const [ids, width] = [Array.from(tokenIds.data, Number), logits?.shape[1] ?? 0];
  const values = logits?.data instanceof Float32Array ? logits.data : new Float32Array();
  const others = ids.filter((id, position) => {
    const row = values.subarray(position * width, (position + 1) * width);
    return row.length === 0 || row.some((value) => value > (row[id] ?? Number.NEGATIVE_INFINITY));
  });
  const error = others.length / ids.length;
  return { stage: LIKELIEST, measure, tolerance, error, passes: error <= tolerance };
}

function limitOf(stage: string, dtype: Dtype): Pick<Limit, "measure" | "tolerance"> {
  return LIMITS[dtype].find((limit) => limit.stage.test(stage)) ?? { measure: "relative", tolerance: 0 };
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
