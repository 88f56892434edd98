/** What decoders make, in memory, and how it becomes the files that the media process reads. */

import type { AudioSamples, ImageSamples, VideoSamples } from "../../turn/samples.ts";

/** rgb24, height x width x 3. */
export type GeneratedImage = Omit<ImageSamples, "path"> & { readonly data: Uint8Array };

/** Interleaved, in [-1, 1]. */
export type GeneratedAudio = Omit<AudioSamples, "path"> & { readonly data: Float32Array };

/** rgb24, frames x height x width x 3. */
export type GeneratedVideo = Omit<VideoSamples, "path"> & { readonly data: Uint8Array };

export type GeneratedSamples = GeneratedImage | GeneratedAudio | GeneratedVideo;
