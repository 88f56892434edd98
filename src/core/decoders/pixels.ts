/** Between the networks' values in [-1, 1], channels first, and samples: rgb24 pictures and waves. */

import { ModelError } from "../../errors.ts";
import type { MediaModality } from "../../turn/modality.ts";
import { type Picture, resize } from "../encoders/resize.ts";
import { type Float32Tensor, float32 } from "../runtime/tensor.ts";
import type { GeneratedImage } from "./generated-samples.ts";

/**
 * What a medium is made of, as it came. Decoders in 16 bits may overflow where the latents did not.
 * @throws ModelError where some of it is NaN, which would be shown as black and stops an encoder of sounds.
 */
export function numbersOf(modality: MediaModality, values: Float32Array): Float32Array {
  if (values.some(Number.isNaN)) throw new ModelError(`The decoder of ${modality} ended in numbers that are none (NaN).`);
  return values;
}

/** rgb24 frames of planes [frames, 3, height, width]. @throws ModelError where they are not as many as the format has. */
export function toRgb(planes: Float32Array, { width, height, frames }: { width: number; height: number; frames: number }): Uint8Array {
  const plane = width * height;
  if (planes.length !== 3 * plane * frames) {
    throw new ModelError(`Expected ${frames} frame(s) of ${width} x ${height} as the manifest's format says, got ${planes.length} values.`);
  }
  const rgb = new Uint8Array(planes.length);
  for (let frame = 0; frame < frames; frame += 1) {
    for (let channel = 0; channel < 3; channel += 1) {
      const start = (3 * frame + channel) * plane;
      for (let i = 0; i < plane; i += 1) rgb[3 * (frame * plane + i) + channel] = toByte(planes[start + i] ?? 0);
    }
  }
  return rgb;
}

/** [1, 3, height, width] in [-1, 1]. */
export function fromPicture({ width, height, data }: Picture): Float32Tensor {
  const plane = width * height;
  const planes = new Float32Array(3 * plane);
  for (let i = 0; i < plane; i += 1) {
    for (let channel = 0; channel < 3; channel += 1) planes[channel * plane + i] = (data[3 * i + channel] ?? 0) / 127.5 - 1;
  }
  return float32([1, 3, height, width], planes);
}

/** Clamped to [-1, 1]; a vocoder that gives a little more than asked for is cut. */
export function toWave(waveform: Float32Array, frames: number): Float32Array {
  if (waveform.length < frames)
    throw new ModelError(`Expected a waveform of ${frames} samples as the manifest's format says, got ${waveform.length}.`);
  return waveform.slice(0, frames).map((value) => Math.min(1, Math.max(-1, value)));
}

const PREVIEW_SIDE = 64;

/** A small picture of unfinished latents, where these have three channels and so are colours. */
export function previewOf(modality: MediaModality, latentShape: readonly number[], clean: Float32Array): { preview?: GeneratedImage } {
  const [channels, height, width] = latentShape.slice(-3);
  if (modality === "audio" || channels !== 3 || height === undefined || width === undefined) return {};
  const frames = clean.length / (3 * height * width);
  const start = Math.floor(frames / 2) * 3 * height * width;
  const picture = { width, height, data: toRgb(clean.subarray(start, start + 3 * height * width), { width, height, frames: 1 }) };
  return { preview: { type: "image", ...shrink(picture) } };
}

function shrink(picture: Picture): Picture {
  const scale = Math.min(1, PREVIEW_SIDE / Math.max(picture.width, picture.height));
  const side = (length: number) => Math.max(1, Math.round(length * scale));
  return resize(picture, side(picture.width), side(picture.height), "box");
}

/** Truncating after adding a half rounds. */
function toByte(value: number): number {
  return Math.trunc(Math.min(255, Math.max(0, (value + 1) * 127.5)) + 0.5);
}
