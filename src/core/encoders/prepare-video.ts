/** A video becomes an encoder's pixels: frames spread over its beginning, or ImageBind's clips and crops. */

import type { VideoSamples } from "../../turn/samples.ts";
import type { VideoPreprocess } from "../packs/manifest.ts";
import { type Float32Tensor, float32 } from "../runtime/tensor.ts";
import { clipStarts } from "./clips.ts";
import { fitSquare, normaliseInto } from "./prepare-image.ts";
import { readPixels } from "./read-samples.ts";
import type { Picture } from "./resize.ts";

export function prepareVideo(samples: VideoSamples, preprocess: VideoPreprocess): Float32Tensor {
  const data = readPixels(samples);
  const bytes = 3 * samples.width * samples.height;
  const frameAt = (index: number) => ({ width: samples.width, height: samples.height, data: data.subarray(index * bytes, (index + 1) * bytes) });
  switch (preprocess.type) {
    case "frames":
      return evenFrames(samples, frameAt, preprocess);
    case "imagebind-clips":
      return imagebindClips(samples, frameAt, preprocess);
    default:
      return preprocess satisfies never;
  }
}

type FrameAt = (index: number) => Picture;

/** [1, frames, 3, size, size]; frame i is the one shown at (i + 0.5) * seconds / frames, the last one where the video is over by then. */
function evenFrames(
  { frames: count, framesPerSecond }: VideoSamples,
  frameAt: FrameAt,
  preprocess: Extract<VideoPreprocess, { type: "frames" }>,
): Float32Tensor {
  const { frames, seconds, size } = preprocess;
  const pixels = new Float32Array(frames * 3 * size * size);
  for (let i = 0; i < frames; i += 1) {
    const time = ((i + 0.5) * seconds) / frames;
    const picture = fitSquare(frameAt(Math.min(count - 1, Math.floor(time * framesPerSecond))), preprocess);
    normaliseInto(pixels, i * 3 * size * size, size * size, picture, preprocess);
  }
  return float32([1, frames, 3, size, size], pixels);
}

type ClipsPreprocess = Extract<VideoPreprocess, { type: "imagebind-clips" }>;

/** [1, clips * crops, 3, framesPerClip, size, size], the crops of one clip side by side. */
function imagebindClips(samples: VideoSamples, frameAt: FrameAt, preprocess: ClipsPreprocess): Float32Tensor {
  const { size, clips, crops, framesPerClip } = preprocess;
  const plane = size * size;
  const pixels = new Float32Array(clips * crops * 3 * framesPerClip * plane);
  clipFrames(samples, preprocess).forEach((indices, clip) => {
    indices.forEach((index, t) => {
      const scaled = scaleShortSide(frameAt(index), size);
      for (let i = 0; i < crops; i += 1) {
        const offset = ((clip * crops + i) * 3 * framesPerClip + t) * plane;
        cropInto(pixels, offset, framesPerClip * plane, scaled, i, preprocess);
      }
    });
  });
  return float32([1, clips * crops, 3, framesPerClip, size, size], pixels);
}

/** Of each clip the frames that are shown from its start to its end, thinned to `framesPerClip` (first and last for 2). */
function clipFrames({ frames, framesPerSecond }: VideoSamples, { clips, clipSeconds, clipSpacing, framesPerClip }: ClipsPreprocess): number[][] {
  return clipStarts(frames / framesPerSecond, clipSeconds, clips, clipSpacing).map((start) => {
    const first = Math.min(frames - 1, Math.ceil(framesPerSecond * start));
    const last = Math.max(first, Math.min(frames, Math.ceil(framesPerSecond * (start + clipSeconds))) - 1);
    return Array.from({ length: framesPerClip }, (_, i) => first + Math.trunc((i * (last - first)) / Math.max(framesPerClip - 1, 1)));
  });
}

/** Values from 0 to 1, channels first. */
interface Planes {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}

/** As torch's bilinear interpolate with align_corners=False: between four neighbours, without smoothing when shrinking. */
function scaleShortSide(picture: Picture, size: number): Planes {
  const short = Math.min(picture.width, picture.height);
  const width = Math.floor((picture.width / short) * size);
  const height = Math.floor((picture.height / short) * size);
  const columns = neighbours(picture.width, width);
  const rows = neighbours(picture.height, height);
  const data = new Float32Array(3 * width * height);
  for (let channel = 0; channel < 3; channel += 1) {
    const value = (row: number, column: number) => (picture.data[3 * (row * picture.width + column) + channel] ?? 0) / 255;
    rows.forEach(([top, bottom, down], y) => {
      columns.forEach(([left, right, across], x) => {
        const upper = value(top, left) * (1 - across) + value(top, right) * across;
        const lower = value(bottom, left) * (1 - across) + value(bottom, right) * across;
        data[(channel * height + y) * width + x] = upper * (1 - down) + lower * down;
      });
    });
  }
  return { width, height, data };
}

/** For each target position the two source positions around it and the share of the second. */
function neighbours(sourceSize: number, targetSize: number): (readonly [first: number, second: number, share: number])[] {
  return Array.from({ length: targetSize }, (_, target) => {
    const position = Math.max(0, ((target + 0.5) * sourceSize) / targetSize - 0.5);
    const first = Math.min(Math.floor(position), sourceSize - 1);
    return [first, Math.min(first + 1, sourceSize - 1), position - first];
  });
}

/** Crop i lies at i / (crops - 1) of the longer side's room, rounded up; a single one in the middle. */
function cropInto(
  target: Float32Array,
  offset: number,
  planeStride: number,
  { width, height, data }: Planes,
  i: number,
  { size, crops, mean, std }: ClipsPreprocess,
): void {
  const place = (side: number) => Math.ceil((side - size) * (side === Math.max(width, height) && crops > 1 ? i / (crops - 1) : 1 / 2));
  const left = place(width);
  const top = place(height);
  for (let channel = 0; channel < 3; channel += 1) {
    const shift = mean[channel] ?? 0;
    const scale = std[channel] ?? 1;
    for (let y = 0; y < size; y += 1) {
      const from = (channel * height + y + top) * width + left;
      const to = offset + channel * planeStride + y * size;
      for (let x = 0; x < size; x += 1) target[to + x] = ((data[from + x] ?? 0) - shift) / scale;
    }
  }
}
