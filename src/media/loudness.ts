/** How loud a sound is over time, from its samples: for a drawn wave form, and for the one that voice messages carry. */

import { readFile } from "node:fs/promises";
import type { AudioSamples } from "../turn/samples.ts";

/** Discord shows at most 256 points, each one byte. */
const MAX_POINTS = 256;
const POINTS_PER_SECOND = 20;

/** The loudest value, at most 1, of each of `count` equal stretches. */
export async function peaksOf({ path, frames, channels }: AudioSamples, count: number): Promise<readonly number[]> {
  const { buffer } = Uint8Array.from(await readFile(path));
  const values = new Float32Array(buffer, 0, frames * channels);
  return Array.from({ length: count }, (_, index) => {
    const stretch = values.subarray(Math.floor((index * values.length) / count), Math.ceil(((index + 1) * values.length) / count));
    return stretch.reduce((most, value) => Math.max(most, Math.min(1, Math.abs(value))), 0);
  });
}

/** Base64 of one byte a stretch. */
export async function waveformOf(samples: AudioSamples): Promise<string> {
  const count = Math.min(MAX_POINTS, Math.max(1, Math.ceil((samples.frames * POINTS_PER_SECOND) / samples.sampleRateHz)));
  const peaks = await peaksOf(samples, count);
  return Buffer.from(peaks.map((peak) => Math.round(255 * peak))).toString("base64");
}
