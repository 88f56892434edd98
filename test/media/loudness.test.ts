/** Wave forms: as long as the sound, as high as it is loud, never more than a voice message may carry. */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { peaksOf, waveformOf } from "../../src/media/loudness.ts";
import type { AudioSamples } from "../../src/turn/samples.ts";
import { freshFolder } from "../support/fresh-folder.ts";

const RATE = 1000;

function soundOf(seconds: number, valueAt: (second: number) => number): AudioSamples {
  const values = Float32Array.from({ length: seconds * RATE }, (_, index) => valueAt(index / RATE));
  const path = join(freshFolder(), "sound.f32");
  writeFileSync(path, new Uint8Array(values.buffer));
  return { type: "audio", path, sampleRateHz: RATE, channels: 1, frames: values.length };
}

test("each stretch is as high as its loudest value, and none above the top", async () => {
  const sound = soundOf(4, (second) => [0, -0.5, 0.25, 7][Math.floor(second)] ?? 0);
  expect(await peaksOf(sound, 4)).toEqual([0, 0.5, 0.25, 1]);
  const points = Buffer.from(await waveformOf(sound), "base64");
  expect([points.length, points[0], points[30], points.at(-1)]).toEqual([80, 0, 128, 255]);
});

test("a long sound has 256 points, and the shortest has one", async () => {
  expect(Buffer.from(await waveformOf(soundOf(60, () => 1)), "base64")).toEqual(Buffer.alloc(256, 255));
  expect(Buffer.from(await waveformOf(soundOf(0.001, () => 1)), "base64")).toHaveLength(1);
});
