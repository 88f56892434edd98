/** Raw samples as files: how media cross between the media process, which decodes and encodes, and the core, which only computes. */

/** rgb24, row-major, height x width x 3 bytes. */
export interface ImageSamples {
  readonly type: "image";
  readonly path: string;
  readonly width: number;
  readonly height: number;
}

/** 32-bit little-endian floats in [-1, 1], channels interleaved, `frames` x `channels` values. */
export interface AudioSamples {
  readonly type: "audio";
  readonly path: string;
  readonly sampleRateHz: number;
  readonly channels: number;
  readonly frames: number;
}

/** rgb24 frames one after another: frames x height x width x 3 bytes. */
export interface VideoSamples {
  readonly type: "video";
  readonly path: string;
  readonly width: number;
  readonly height: number;
  readonly frames: number;
  readonly framesPerSecond: number;
}

export type Samples = ImageSamples | AudioSamples | VideoSamples;

/** What a pack's encoder wants to be given; the media process decodes a stored file to it. */
export type SamplesWish =
  | { readonly type: "image"; readonly maxSide: number }
  | { readonly type: "audio"; readonly sampleRateHz: number; readonly channels: number; readonly maxDurationMs: number }
  | { readonly type: "video"; readonly maxSide: number; readonly framesPerSecond: number; readonly maxDurationMs: number };
