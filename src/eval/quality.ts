/** How clean a picture, a sound or a clip is, by itself: pure measures on samples, to be compared with real renders. */

import { mean } from "./score.ts";

export const QUALITIES = ["sharpness", "flicker", "click", "buzz"] as const;
export type Quality = (typeof QUALITIES)[number];
export type Qualities = Readonly<Partial<Record<Quality, number>>>;

/** Variance of the Laplacian (four neighbours) of a picture's luma, rows one after another. */
export function sharpness(luma: Float32Array, width: number): number {
  const height = luma.length / width;
  const at = (row: number, column: number) => luma[row * width + column] ?? 0;
  const values: number[] = [];
  for (let row = 1; row < height - 1; row += 1) {
    for (let column = 1; column < width - 1; column += 1) {
      const around = at(row - 1, column) + at(row + 1, column) + at(row, column - 1) + at(row, column + 1);
      values.push(around - 4 * at(row, column));
    }
  }
  const middle = mean(values);
  return mean(values.map((value) => (value - middle) ** 2));
}

/** Mean change from frame to frame in the calmer half of the picture, which is where nothing moves. */
export function flicker(frames: readonly Float32Array[]): number {
  const pairs = frames.length - 1;
  const changes = Float32Array.from(frames[0] ?? [], (_, pixel) => {
    let sum = 0;
    for (let frame = 0; frame < pairs; frame += 1) sum += Math.abs((frames[frame + 1]?.[pixel] ?? 0) - (frames[frame]?.[pixel] ?? 0));
    return pairs < 1 ? 0 : sum / pairs;
  });
  return mean([...changes.sort().subarray(0, Math.ceil(changes.length / 2))]);
}

/** Neighbouring jumps by which a jump is measured: this many on each side, without the nearest ones, which belong to the same click. */
const AROUND = 80;
const NEAREST = 2;
/** A jump is never measured against less than this, nor against less than a tenth of the sound's mean: silence makes no click. */
const LEAST_JUMP = 1e-4;

/** The largest jump between neighbouring samples, in multiples of the jumps around it: about 1.4 for a tone, 5 for noise, more for a click. */
export function click(wave: Float32Array): number {
  const jumps = Float64Array.from({ length: Math.max(0, wave.length - 1) }, (_, index) => (wave[index + 1] ?? 0) - (wave[index] ?? 0));
  const powers = new Float64Array(jumps.length + 1);
  for (const [index, jump] of jumps.entries()) powers[index + 1] = (powers[index] ?? 0) + jump * jump;
  const power = (from: number, to: number) => (powers[Math.min(to, jumps.length)] ?? 0) - (powers[Math.max(0, from)] ?? 0);
  const least = Math.max(LEAST_JUMP, 0.1 * Math.sqrt(power(0, jumps.length) / Math.max(1, jumps.length)));
  let largest = 0;
  for (const [index, jump] of jumps.entries()) {
    const around = power(index - AROUND, index + AROUND + 1) - power(index - NEAREST, index + NEAREST + 1);
    const count = Math.min(AROUND, index) + Math.min(AROUND, jumps.length - 1 - index) - 2 * NEAREST;
    largest = Math.max(largest, Math.abs(jump) / Math.max(least, Math.sqrt(around / Math.max(1, count))));
  }
  return largest;
}

/** Samples of a block of the loudness curve, and blocks in one frame of the vocoder (256 samples). */
const BLOCK = 32;
const BLOCKS_PER_FRAME = 8;

/** Share of a sound's loudness fluctuation that repeats with the vocoder's frames (62.5 Hz at 16 kHz and its first multiples). */
export function buzz(wave: Float32Array): number {
  const frames = Math.floor(wave.length / (BLOCK * BLOCKS_PER_FRAME));
  const curve = Array.from({ length: frames * BLOCKS_PER_FRAME }, (_, block) =>
    mean([...wave.subarray(block * BLOCK, (block + 1) * BLOCK)].map(Math.abs)),
  );
  const middle = mean(curve);
  const total = curve.reduce((sum, value) => sum + (value - middle) ** 2, 0);
  const repeating = [1, 2, 3].map((multiple) => {
    const angle = (2 * Math.PI * multiple) / BLOCKS_PER_FRAME;
    const cosine = curve.reduce((sum, value, block) => sum + value * Math.cos(angle * block), 0);
    const sine = curve.reduce((sum, value, block) => sum + value * Math.sin(angle * block), 0);
    return (2 * (cosine ** 2 + sine ** 2)) / curve.length;
  });
  return total === 0 ? 0 : repeating.reduce((sum, value) => sum + value, 0) / total;
}
