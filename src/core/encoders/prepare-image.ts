/** A picture becomes an encoder's pixels: fitted into a square, normalised, channels first. */

import type { ImageSamples } from "../../turn/samples.ts";
import type { ImagePreprocess } from "../packs/manifest.ts";
import { roundHalfEven } from "../round-half-even.ts";
import { type Float32Tensor, float32 } from "../runtime/tensor.ts";
import { readPixels } from "./read-samples.ts";
import { type Picture, resize } from "./resize.ts";

/** [1, 3, size, size]. */
export function prepareImage(samples: ImageSamples, preprocess: ImagePreprocess): Float32Tensor {
  return preparePicture({ width: samples.width, height: samples.height, data: readPixels(samples) }, preprocess);
}

/** The same of a picture in memory. */
export function preparePicture(picture: Picture, preprocess: ImagePreprocess): Float32Tensor {
  const { size } = preprocess;
  const pixels = new Float32Array(3 * size * size);
  normaliseInto(pixels, 0, size * size, fitSquare(picture, preprocess), preprocess);
  return float32([1, 3, size, size], pixels);
}

/** "cover" as torchvision's Resize and CenterCrop: shorter side to `size`, longer side cut down to a whole number, middle part kept. */
export function fitSquare(picture: Picture, { size, fit, resample }: Pick<ImagePreprocess, "size" | "fit" | "resample">): Picture {
  if (fit === "stretch") return resize(picture, size, size, resample);
  const short = Math.min(picture.width, picture.height);
  const width = Math.trunc((picture.width * size) / short);
  const height = Math.trunc((picture.height * size) / short);
  const middle = { left: roundHalfEven((width - size) / 2), top: roundHalfEven((height - size) / 2), width: size, height: size };
  return resize(picture, width, height, resample, middle);
}

/** Writes (value / 255 - mean) / std at `offset`, one plane of a channel every `planeStride` values; computed in 32-bit floats like torch. */
export function normaliseInto(
  target: Float32Array,
  offset: number,
  planeStride: number,
  picture: Picture,
  constants: Pick<ImagePreprocess, "mean" | "std">,
): void {
  for (let channel = 0; channel < 3; channel += 1) {
    const table = normalised(constants.mean[channel] ?? 0, constants.std[channel] ?? 1);
    const start = offset + channel * planeStride;
    const { length } = picture.data;
    for (let from = channel, at = start; from < length; from += 3, at += 1) target[at] = table[picture.data[from] ?? 0] ?? 0;
  }
}

function normalised(mean: number, std: number): Float32Array {
  const mean32 = Math.fround(mean);
  const std32 = Math.fround(std);
  return Float32Array.from({ length: 256 }, (_, value) => Math.fround(Math.fround(Math.fround(value / 255) - mean32) / std32));
}
