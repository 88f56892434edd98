/** Samples that are the same noise in each run, in which no encoder finds a pattern. */

import { createCipheriv } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { MediaModality } from "../../src/turn/modality.ts";
import type { Samples } from "../../src/turn/samples.ts";

const noise = (length: number) => createCipheriv("aes-128-ctr", Buffer.alloc(16), Buffer.alloc(16)).update(Buffer.alloc(length));

export function noiseSamples(type: MediaModality, folder: string, seconds = type === "audio" ? 4 : 2): Samples {
  const path = join(folder, "samples");
  if (type === "audio") {
    const frames = seconds * 24_000;
    writeFileSync(path, Buffer.from(Float32Array.from(noise(frames), (byte) => byte / 255 - 0.5).buffer));
    return { type, path, sampleRateHz: 24_000, channels: 1, frames };
  }
  const frames = seconds * 6;
  writeFileSync(path, noise(160 * 120 * 3 * (type === "video" ? frames : 1)));
  return type === "video" ? { type, path, width: 160, height: 120, frames, framesPerSecond: 6 } : { type, path, width: 160, height: 120 };
}
