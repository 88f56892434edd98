/** The inputs and outputs of test/fixtures/make-preprocessing.py. */

import { readFileSync } from "node:fs";
import type { Picture } from "../../../src/core/encoders/resize.ts";

export const CLIP = {
  mean: [0.48145466, 0.4578275, 0.40821073],
  std: [0.26862954, 0.26130258, 0.27577711],
} satisfies Record<string, [number, number, number]>;

export function referenceBytes(name: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(`../../fixtures/preprocessing/${name}.bin`, import.meta.url)));
}

export function referenceFloats(name: string): Float32Array {
  return new Float32Array(referenceBytes(name).buffer);
}

export function formulaPixels(count: number): Uint8Array {
  return Uint8Array.from({ length: count }, (_, i) => (i * 7919 + Math.floor(i / 32) * 104729) % 256);
}

export function formulaPicture(width: number, height: number): Picture {
  return { width, height, data: formulaPixels(3 * width * height) };
}

/** Noise that comes and goes over a triangle wave of 500 Hz at 16 kHz. */
export function formulaWave(count: number): Float32Array {
  return Float32Array.from({ length: count }, (_, i) => {
    const noise = (((((i * i) % 65521) * 31) % 2048) - 1024) * (Math.floor(i / 4096) % 4);
    return (noise + Math.abs((i % 32) - 16) * 512 - 4096) / 32768;
  });
}

export function largestDifference(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) return Number.POSITIVE_INFINITY;
  return Array.from(actual).reduce((largest, value, i) => Math.max(largest, Math.abs(value - (expected[i] ?? Number.NaN))), 0);
}
