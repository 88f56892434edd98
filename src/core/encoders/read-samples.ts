/** Reads the media process's raw files, when an encoder needs them and not before. Synchronous: a few megabytes at most, inside one step. */

import { readFileSync } from "node:fs";
import { endianness } from "node:os";
import { MediaError } from "../../errors.ts";
import type { AudioSamples, ImageSamples, VideoSamples } from "../../turn/samples.ts";

/** rgb24 of the picture, or of all frames one after another. @throws MediaError where the file is not of the size that its message says. */
export function readPixels(samples: ImageSamples | VideoSamples): Uint8Array {
  const frames = samples.type === "video" ? samples.frames : 1;
  return readExactly(samples, 3 * samples.width * samples.height * frames);
}

/** [frames, channels] interleaved. @throws MediaError as above. */
export function readWave(samples: AudioSamples): Float32Array {
  const bytes = readExactly(samples, 4 * samples.frames * samples.channels);
  if (endianness() === "BE") bytes.swap32();
  const wave = new Float32Array(samples.frames * samples.channels);
  new Uint8Array(wave.buffer).set(bytes);
  return wave;
}

function readExactly(samples: ImageSamples | AudioSamples | VideoSamples, bytes: number): Buffer<ArrayBuffer> {
  const content = read(samples.path);
  if (bytes > 0 && content.length === bytes) return content;
  throw new MediaError(`${samples.path}: expected ${bytes} bytes of ${samples.type}, got ${content.length}.`);
}

function read(path: string): Buffer<ArrayBuffer> {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new MediaError(`${path}: the decoded medium cannot be read.`, { cause });
  }
}
