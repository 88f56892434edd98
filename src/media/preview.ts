/** A small PNG of samples: the picture, the middle frame of a video, the wave form of a sound. */

import { open } from "node:fs/promises";
import sharp, { type Sharp } from "sharp";
import type { AudioSamples, ImageSamples, Samples, VideoSamples } from "../turn/samples.ts";
import { checkSamples } from "./encode.ts";

const MAX_SIDE = 128;
const WAVE = { width: 128, height: 48 } as const;

/** Base64. Throws MediaError where the file of samples does not have the size that its description says. */
export async function preview(samples: Samples): Promise<string> {
  await checkSamples(samples);
  const picture = samples.type === "audio" ? await waveForm(samples) : await frameOf(samples);
  return (await picture.resize({ width: MAX_SIDE, height: MAX_SIDE, fit: "inside", withoutEnlargement: true }).png().toBuffer()).toString("base64");
}

async function frameOf(samples: ImageSamples | VideoSamples): Promise<Sharp> {
  const { width, height } = samples;
  const bytes = width * height * 3;
  const frame = samples.type === "video" ? Math.floor(samples.frames / 2) : 0;
  return sharp(await readPart(samples.path, frame * bytes, bytes), { raw: { width, height, channels: 3 } });
}

/** One column for each stretch of time, as high as its loudest value. */
async function waveForm({ path, frames, channels }: AudioSamples): Promise<Sharp> {
  const bytes = await readPart(path, 0, frames * channels * 4);
  const values = new Float32Array(bytes.buffer, bytes.byteOffset, frames * channels);
  const pixels = Buffer.alloc(WAVE.width * WAVE.height, 255);
  for (let column = 0; column < WAVE.width; column++) {
    const stretch = values.subarray(Math.floor((column * values.length) / WAVE.width), Math.ceil(((column + 1) * values.length) / WAVE.width));
    const peak = Math.min(
      1,
      stretch.reduce((most, value) => Math.max(most, Math.abs(value)), 0),
    );
    const half = Math.max(1, Math.round((peak * WAVE.height) / 2));
    for (let row = WAVE.height / 2 - half; row < WAVE.height / 2 + half; row++) pixels[row * WAVE.width + column] = 64;
  }
  return sharp(pixels, { raw: { ...WAVE, channels: 1 } });
}

async function readPart(path: string, offset: number, length: number): Promise<Buffer> {
  await using file = await open(path, "r");
  const bytes = Buffer.alloc(length);
  await file.read(bytes, 0, length, offset);
  return bytes;
}
