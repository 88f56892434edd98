/** How clean what was made is beside the real renders of the same scenes: pure. */

import { MEDIA_MODALITIES, type MediaModality } from "../turn/modality.ts";
import type { Ceiling } from "./ceiling.ts";
import type { Seen } from "./report.ts";
import type { Qualities, Quality } from "./quality.ts";
import { mean } from "./score.ts";

/** What was made against the real renders of the same scenes. */
export interface Compared {
  readonly n: number;
  readonly made: number;
  readonly real: number;
  readonly ratio: number;
}

export interface Faults extends Compared {
  /** Exceeded by one in a hundred of all real renders. */
  readonly limit: number;
  /** Share of what was made that exceeds it. */
  readonly above: number;
}

/** Null where nothing was made to be measured. */
export interface QualityReport {
  /** Medians of the variance of the Laplacian of luma; as sharp as real renders is a ratio of 1. */
  readonly sharpness: Compared | null;
  /** Means of the change from frame to frame where nothing moves, in grey levels of 255. */
  readonly flicker: Compared | null;
  /** Medians of each sound's largest jump, in multiples of the jumps around it. */
  readonly clicks: Faults | null;
  /** Medians of the share of the loudness that repeats with the vocoder's frames. */
  readonly buzz: Faults | null;
}

/** Real clips stand wholly still where nothing moves: what no eye sees, half a grey level, counts for them as change. */
const UNSEEN_CHANGE = 0.5;

export function qualityReport(seen: readonly Seen[], real: Ceiling["qualities"]): QualityReport {
  const pairs = (quality: Quality) => seen.flatMap((one) => pairOf(one, quality, real));
  return {
    sharpness: compare(pairs("sharpness"), median),
    flicker: compare(pairs("flicker"), mean, UNSEEN_CHANGE),
    clicks: compareFaults(pairs("click"), valuesOf(real.audio, "click")),
    buzz: compareFaults(pairs("buzz"), valuesOf(real.audio, "buzz")),
  };
}

type Pair = readonly [made: number, real: number];

/** Where just the asked medium was made. */
function pairOf({ asked, observed }: Seen, quality: Quality, real: Ceiling["qualities"]): Pair[] {
  if (asked.expected.type !== "shows" || asked.expected.scene === undefined || observed.media.length !== 1) return [];
  const [medium] = observed.media;
  const [made, wanted] = [medium?.qualities[quality], real[modalityOf(asked.group)][asked.expected.scene]?.[quality]];
  return made === undefined || wanted === undefined ? [] : [[made, wanted]];
}

function modalityOf(group: string): MediaModality {
  return MEDIA_MODALITIES.find((modality) => modality === group) ?? "image";
}

function compare(pairs: readonly Pair[], middle: (values: readonly number[]) => number, least = 0): Compared | null {
  if (pairs.length === 0) return null;
  const [made, real] = [middle(pairs.map(([value]) => value)), middle(pairs.map(([, value]) => value))];
  return { n: pairs.length, made, real, ratio: made / Math.max(real, least, Number.MIN_VALUE) };
}

function compareFaults(pairs: readonly Pair[], all: readonly number[]): Faults | null {
  const compared = compare(pairs, median);
  const limit = quantile(all, 0.99);
  return compared === null ? null : { ...compared, limit, above: mean(pairs.map(([made]) => Number(made > limit))) };
}

function valuesOf(renders: readonly Qualities[], quality: Quality): number[] {
  return renders.flatMap((own) => own[quality] ?? []);
}

function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** Between neighbouring ranks; 0 for no values. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const rank = share * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(rank)] ?? 0, sorted[Math.ceil(rank)] ?? 0];
  return low + (high - low) * (rank - Math.floor(rank));
}
