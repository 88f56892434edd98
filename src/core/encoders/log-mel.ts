/** The log-mel picture of a sound, step for step as models/storybook/training/mel.py: what that pack's networks were trained on. */

import type { AudioPreprocess } from "../packs/manifest.ts";
import { type Float32Tensor, float32 } from "../runtime/tensor.ts";
import { createFourier, powerSpectrum } from "./fourier.ts";
import { type MelFilter, melFilter, weigh } from "./mel-filter.ts";

type LogMelPreprocess = Extract<AudioPreprocess, { type: "log-mel" }>;

/** [1, 1, mels, frames] of one channel; a shorter wave is followed by silence, a longer one cut. */
export function logMel(wave: Float32Array, preprocess: LogMelPreprocess): Float32Tensor {
  const { fftSize, hopSize, mels, frames, floor, mean, std } = preprocess;
  const padded = padByReflection(wave, preprocess.samples, fftSize / 2);
  const window = Float64Array.from({ length: fftSize }, (_, n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / fftSize));
  const filters = melFilters(preprocess);
  const fourier = createFourier(fftSize);
  const frame = new Float64Array(fftSize);
  const power = new Float64Array(fftSize / 2 + 1);
  const features = new Float32Array(mels * frames);
  for (let t = 0; t < frames; t += 1) {
    for (let n = 0; n < fftSize; n += 1) frame[n] = (padded[t * hopSize + n] ?? 0) * (window[n] ?? 0);
    powerSpectrum(fourier, frame, power);
    filters.forEach((filter, m) => {
      features[m * frames + t] = (Math.log(Math.max(weigh(filter, power), floor)) - mean) / std;
    });
  }
  return float32([1, 1, mels, frames], features);
}

/** The edge sample itself is not repeated. */
function padByReflection(wave: Float32Array, samples: number, padding: number): Float64Array {
  const padded = new Float64Array(samples + 2 * padding);
  padded.set(wave.subarray(0, samples), padding);
  for (let i = 1; i <= padding; i += 1) {
    padded[padding - i] = padded[padding + i] ?? 0;
    padded[padding + samples - 1 + i] = padded[padding + samples - 1 - i] ?? 0;
  }
  return padded;
}

/** Triangles of height 1 with corners evenly spaced on the HTK scale, mel(f) = 2595 log10(1 + f / 700), rising and falling linearly in Hz. */
function melFilters({ mels, lowHz, highHz, fftSize, sampleRateHz }: LogMelPreprocess): MelFilter[] {
  const lowest = 2595 * Math.log10(1 + lowHz / 700);
  const step = (2595 * Math.log10(1 + highHz / 700) - lowest) / (mels + 1);
  const corner = (m: number) => 700 * (10 ** ((lowest + m * step) / 2595) - 1);
  return Array.from({ length: mels }, (_, m) => {
    const [low, middle, high] = [corner(m), corner(m + 1), corner(m + 2)];
    return melFilter(fftSize / 2 + 1, (bin) => {
      const hz = (bin * sampleRateHz) / fftSize;
      return Math.min((hz - low) / (middle - low), (high - hz) / (high - middle));
    });
  });
}
