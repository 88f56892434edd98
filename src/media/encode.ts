/** From samples that the core computed to files that Discord, Slack and browsers show and play. */

import { randomUUID } from "node:crypto";
import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { MediaError } from "../errors.ts";
import type { AudioSamples, ImageSamples, Samples, VideoSamples } from "../turn/samples.ts";
import type { Tools } from "./guards.ts";
import type { EncodeOptions, EncodedFile, Provenance } from "./media.ts";
import { addXmpToPng, appendXmpToMp4, appendXmpToWav, vorbisComments } from "./provenance.ts";
import { convertSamples } from "./run-ffmpeg.ts";
import { waveformOf } from "./loudness.ts";

/** Players draw very small videos badly or not at all; smaller ones are enlarged to this shorter side. */
const LEAST_VIDEO_SIDE = 256;
const OPUS_BITS_PER_SECOND = 128_000;

/** Throws MediaError where the file of samples does not have the size that its description says. */
export async function encode(tools: Tools, samples: Samples, options: EncodeOptions, outFolder: string): Promise<EncodedFile> {
  await checkSamples(samples);
  const name = join(outFolder, randomUUID());
  switch (samples.type) {
    case "image":
      return encodeImage(samples, options, `${name}.png`);
    case "audio":
      return options.audioFormat === "wav" ? encodeWav(tools, samples, options, `${name}.wav`) : encodeOgg(tools, samples, options, `${name}.ogg`);
    case "video":
      return encodeVideo(tools, samples, options, `${name}.mp4`);
    default:
      return samples satisfies never;
  }
}

/** Bytes that a file of samples must have. */
export function bytesOf(samples: Samples): number {
  switch (samples.type) {
    case "image":
      return samples.width * samples.height * 3;
    case "audio":
      return samples.frames * samples.channels * 4;
    case "video":
      return samples.width * samples.height * 3 * samples.frames;
    default:
      return samples satisfies never;
  }
}

/** Throws MediaError. */
export async function checkSamples(samples: Samples): Promise<void> {
  const { size } = await stat(samples.path);
  if (size !== bytesOf(samples))
    throw new MediaError(`Expected ${bytesOf(samples)} bytes of ${samples.type} samples in ${samples.path}, found ${size}.`);
}

async function encodeImage(samples: ImageSamples, { isBlurred, ...provenance }: EncodeOptions, output: string): Promise<EncodedFile> {
  const { path, width, height } = samples;
  const pixels = await readFile(path);
  const picture = sharp(pixels, { raw: { width, height, channels: 3 }, limitInputPixels: false });
  const png = await (isBlurred ? picture.blur(blurOf(samples)) : picture).png({ compressionLevel: 9 }).toBuffer();
  const marked = addXmpToPng(png, provenance);
  await writeFile(output, marked);
  return { path: output, mediaType: "image/png", sizeBytes: marked.length, width, height };
}

async function encodeOgg(tools: Tools, samples: AudioSamples, provenance: Provenance, output: string): Promise<EncodedFile> {
  const channels = samples.channels === 1 ? [] : ["-ac", "2"];
  await convertSamples(tools, samples.path, {
    inputOptions: rawSound(samples),
    outputOptions: ["-c:a", "libopus", "-b:a", String(OPUS_BITS_PER_SECOND), "-ar", "48000", ...channels, ...vorbisComments(provenance), "-f", "ogg"],
    output,
  });
  return {
    path: output,
    mediaType: "audio/ogg",
    sizeBytes: await sizeOf(output),
    durationMs: durationOf(samples),
    waveform: await waveformOf(samples),
  };
}

async function encodeWav(tools: Tools, samples: AudioSamples, provenance: Provenance, output: string): Promise<EncodedFile> {
  await convertSamples(tools, samples.path, { inputOptions: rawSound(samples), outputOptions: ["-c:a", "pcm_s16le", "-f", "wav"], output });
  await appendXmpToWav(output, provenance);
  return { path: output, mediaType: "audio/wav", sizeBytes: await sizeOf(output), durationMs: durationOf(samples) };
}

async function encodeVideo(tools: Tools, samples: VideoSamples, { isBlurred, ...provenance }: EncodeOptions, output: string): Promise<EncodedFile> {
  const { width, height } = playableSize(samples);
  await convertSamples(tools, samples.path, {
    inputOptions: ["-f", "rawvideo", "-pix_fmt", "rgb24", "-s", `${samples.width}x${samples.height}`, "-framerate", String(samples.framesPerSecond)],
    outputOptions: [
      "-vf",
      `${isBlurred ? `gblur=sigma=${blurOf(samples)}:steps=3,` : ""}scale=${width}:${height}:flags=lanczos+accurate_rnd+full_chroma_int:out_color_matrix=bt709`,
      ...playableH264,
      "-crf",
      "17",
    ],
    output,
  });
  await appendXmpToMp4(output, provenance);
  const durationMs = Math.round((samples.frames * 1000) / samples.framesPerSecond);
  return { path: output, mediaType: "video/mp4", sizeBytes: await sizeOf(output), width, height, durationMs };
}

/** The standard deviation of the blur, in pixels: wide enough that no feature of a body or a face is left. */
function blurOf({ width, height }: ImageSamples | VideoSamples): number {
  return Math.max(2, Math.min(width, height) / 10);
}

/** H.264 that every browser and phone plays, its colours declared, its index in front so that it plays while it loads. */
export const playableH264: readonly string[] = [
  ...["-c:v", "libx264", "-preset", "medium", "-profile:v", "high", "-pix_fmt", "yuv420p"],
  ...["-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709", "-color_range", "tv"],
  ...["-movflags", "+faststart", "-map_metadata", "-1", "-f", "mp4"],
];

/** Enlarged by the smallest whole factor that reaches the least side; even, as yuv420p demands. */
function playableSize({ width, height }: VideoSamples): { width: number; height: number } {
  const factor = Math.max(1, Math.ceil(LEAST_VIDEO_SIDE / Math.min(width, height)));
  const even = (side: number) => Math.ceil((side * factor) / 2) * 2;
  return { width: even(width), height: even(height) };
}

function rawSound({ sampleRateHz, channels }: AudioSamples): readonly string[] {
  return ["-f", "f32le", "-ar", String(sampleRateHz), "-ac", String(channels)];
}

function durationOf({ frames, sampleRateHz }: AudioSamples): number {
  return Math.round((frames * 1000) / sampleRateHz);
}

async function sizeOf(path: string): Promise<number> {
  return (await stat(path)).size;
}
