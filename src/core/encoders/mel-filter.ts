/** One triangle of a mel filter bank over the bins of a power spectrum; which scale it stands on is its maker's matter. */

export interface MelFilter {
  readonly firstBin: number;
  readonly weights: Float64Array;
}

/** Keeps the bins from the first to the last one with a weight. */
export function melFilter(bins: number, weightOf: (bin: number) => number): MelFilter {
  const dense = Float64Array.from({ length: bins }, (_, bin) => Math.max(0, weightOf(bin)));
  const firstBin = Math.max(
    0,
    dense.findIndex((weight) => weight > 0),
  );
  return { firstBin, weights: dense.subarray(firstBin, dense.findLastIndex((weight) => weight > 0) + 1) };
}

/** The energy that the filter lets through. */
export function weigh({ firstBin, weights }: MelFilter, power: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < weights.length; i += 1) sum += (weights[i] ?? 0) * (power[firstBin + i] ?? 0);
  return sum;
}
