/** A sound becomes an encoder's features. */

import { MediaError } from "../../errors.ts";
import type { AudioSamples } from "../../turn/samples.ts";
import type { AudioPreprocess } from "../packs/manifest.ts";
import type { Float32Tensor } from "../runtime/tensor.ts";
import { kaldiFbank } from "./kaldi-fbank.ts";
import { logMel } from "./log-mel.ts";
import { readWave } from "./read-samples.ts";

/** @throws MediaError where the sample rate is not the one that the pack asked for. */
export function prepareAudio(samples: AudioSamples, preprocess: AudioPreprocess): Float32Tensor {
  if (samples.sampleRateHz !== preprocess.sampleRateHz) {
    throw new MediaError(`${samples.path}: expected ${preprocess.sampleRateHz} Hz, as the pack asks for, got ${samples.sampleRateHz} Hz.`);
  }
  const wave = readWave(samples);
  switch (preprocess.type) {
    case "log-mel":
      return logMel(mono(wave, samples.channels), preprocess);
    case "kaldi-fbank":
      return kaldiFbank(wave, samples.channels, preprocess);
    default:
      return preprocess satisfies never;
  }
}

function mono(wave: Float32Array, channels: number): Float32Array {
  if (channels === 1) return wave;
  return Float32Array.from(
    { length: wave.length / channels },
    (_, i) => wave.subarray(i * channels, (i + 1) * channels).reduce((sum, value) => sum + value, 0) / channels,
  );
}
