/** Log filter banks as Kaldi computes them, with ImageBind's settings: 25 ms Hann windows every 10 ms, pre-emphasis, no dither. */

import type { AudioPreprocess } from "../packs/manifest.ts";
import { type Float32Tensor, float32 } from "../runtime/tensor.ts";
import { clipStarts } from "./clips.ts";
import { createFourier, type Fourier, powerSpectrum } from "./fourier.ts";
import { type MelFilter, melFilter, weigh } from "./mel-filter.ts";

type FbankPreprocess = Extract<AudioPreprocess, { type: "kaldi-fbank" }>;

/** [1, clips, 1, mels, frames] of an interleaved wave; missing frames are 0 before normalisation. */
export function kaldiFbank(wave: Float32Array, channels: number, preprocess: FbankPreprocess): Float32Tensor {
  const { clipSeconds, clips, clipSpacing, mels, frames, mean, std, sampleRateHz } = preprocess;
  const clipLength = clipSeconds * sampleRateHz;
  const features = new Float32Array(clips * mels * frames).fill(-mean / std);
  clipStarts(wave.length / channels, clipLength, clips, clipSpacing).forEach((start, clip) => {
    const samples = firstChannel(wave.subarray(Math.trunc(start) * channels, Math.trunc(start + clipLength) * channels), channels);
    const rows = filterBank(samples, sampleRateHz, mels).slice(0, frames);
    rows.forEach((row, t) => {
      row.forEach((value, m) => {
        features[(clip * mels + m) * frames + t] = (value - mean) / std;
      });
    });
  });
  return float32([1, clips, 1, mels, frames], features);
}

/** The mean that is subtracted is that of all channels, as the original does. */
function firstChannel(interleaved: Float32Array, channels: number): Float64Array {
  const mean = interleaved.reduce((sum, value) => sum + value, 0) / Math.max(interleaved.length, 1);
  return Float64Array.from({ length: interleaved.length / channels }, (_, i) => (interleaved[i * channels] ?? 0) - mean);
}

const PRE_EMPHASIS = 0.97;
const LOW_HZ = 20;
/** The spacing of 32-bit floats at 1, Kaldi's floor under the logarithm. */
const EPSILON = 2 ** -23;

/** Rows of `mels` values, one for each window that lies wholly inside the samples ("snip edges"). */
function filterBank(samples: Float64Array, sampleRateHz: number, mels: number): Float64Array[] {
  const length = Math.trunc(sampleRateHz * 0.025);
  const shift = Math.trunc(sampleRateHz * 0.01);
  const fourier = createFourier(2 ** Math.ceil(Math.log2(length)));
  const window = Float64Array.from({ length }, (_, n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / (length - 1)));
  const filters = melFilters(fourier.size, sampleRateHz, mels);
  const count = samples.length < length ? 0 : 1 + Math.trunc((samples.length - length) / shift);
  return Array.from({ length: count }, (_, t) => energies(samples.subarray(t * shift, t * shift + length), window, fourier, filters));
}

function energies(samples: Float64Array, window: Float64Array, fourier: Fourier, filters: readonly MelFilter[]): Float64Array {
  const mean = samples.reduce((sum, value) => sum + value, 0) / samples.length;
  const frame = new Float64Array(fourier.size);
  samples.forEach((value, n) => {
    const before = (samples[Math.max(0, n - 1)] ?? 0) - mean;
    frame[n] = (value - mean - PRE_EMPHASIS * before) * (window[n] ?? 0);
  });
  const power = new Float64Array(fourier.size / 2 + 1);
  powerSpectrum(fourier, frame, power);
  return Float64Array.from(filters, (filter) => Math.log(Math.max(weigh(filter, power), EPSILON)));
}

/** Triangles on Kaldi's scale, mel(f) = 1127 ln(1 + f / 700), rising and falling linearly in mel; the highest bin has no weight. */
function melFilters(fftSize: number, sampleRateHz: number, mels: number): MelFilter[] {
  const mel = (hz: number) => 1127 * Math.log(1 + hz / 700);
  const low = mel(LOW_HZ);
  const step = (mel(sampleRateHz / 2) - low) / (mels + 1);
  return Array.from({ length: mels }, (_, m) => {
    const center = low + (m + 1) * step;
    return melFilter(fftSize / 2, (bin) => 1 - Math.abs(mel((bin * sampleRateHz) / fftSize) - center) / step);
  });
}
