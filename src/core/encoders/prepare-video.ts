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
      for (let i = 0; i < crops; i += 1) {
        const offset = ((clip * crops + i) * 3 * framesPerClip + t) * plane;
        cropInto(pixels, offset, framesPerClip * plane, frameAt(index), cropOf(samples, preprocess, i), preprocess);
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

/** Which source pixels every row and column of a crop lies between. */
interface Crop {
  readonly rows: readonly Neighbours[];
  readonly columns: readonly Neighbours[];
}

/** The two source positions around a target position, and the share of the second. */
type Neighbours = readonly [first: number, second: number, share: number];

/**
 * The shorter side is scaled to `size`, and crop i lies at i / (crops - 1) of the longer side's room, rounded up; a single one in the middle.
 * Only the crop itself is computed, so that a thin strip stays cheap.
 */
function cropOf({ width, height }: VideoSamples, { size, crops }: ClipsPreprocess, i: number): Crop {
  const place = (side: number) => {
    const scaled = Math.floor((side / Math.min(width, height)) * size);
    const share = side === Math.max(width, height) && crops > 1 ? i / (crops - 1) : 1 / 2;
    return neighbours(side, scaled, Math.ceil((scaled - size) * share), size);
  };
  return { rows: place(height), columns: place(width) };
}

/** As torch's bilinear interpolate with align_corners=False: between neighbours, without smoothing when shrinking. */
function neighbours(sourceSize: number, scaledSize: number, first: number, count: number): Neighbours[] {
  return Array.from({ length: count }, (_, target) => {
    const position = Math.max(0, ((first + target + 0.5) * sourceSize) / scaledSize - 0.5);
    const before = Math.min(Math.floor(position), sourceSize - 1);
    return [before, Math.min(before + 1, sourceSize - 1), position - before];
  });
}

function cropInto(
  target: Float32Array,
  offset: number,
  planeStride: number,
  picture: Picture,
  { rows, columns }: Crop,
  preprocess: ClipsPreprocess,
): void {
  for (let channel = 0; channel < 3; channel += 1) {
    const value = (row: number, column: number) => (picture.data[3 * (row * picture.width + column) + channel] ?? 0) / 255;
    const shift = preprocess.mean[channel] ?? 0;
    const scale = preprocess.std[channel] ?? 1;
    let at = offset + channel * planeStride;
    for (const [top, bottom, down] of rows) {
      for (const [left, right, across] of columns) {
        const upper = value(top, left) * (1 - across) + value(top, right) * across;
        const lower = value(bottom, left) * (1 - across) + value(bottom, right) * across;
        target[at] = (upper * (1 - down) + lower * down - shift) / scale;
        at += 1;
      }
    }
  }
}
