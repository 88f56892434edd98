/** A small PNG of samples: the picture, the middle frame of a video, the wave form of a sound. */

import { open } from "node:fs/promises";
import sharp, { type Sharp } from "sharp";
import type { AudioSamples, ImageSamples, Samples, VideoSamples } from "../turn/samples.ts";
import { checkSamples } from "./encode.ts";
import { peaksOf } from "./loudness.ts";

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
async function waveForm(samples: AudioSamples): Promise<Sharp> {
  const pixels = Buffer.alloc(WAVE.width * WAVE.height, 255);
  for (const [column, peak] of (await peaksOf(samples, WAVE.width)).entries()) {
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
