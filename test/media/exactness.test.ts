/** Decoding gives the very samples: JPEG as Pillow reads it, PNG unchanged, sound down-mixed without clipping, colours of video kept. */

import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { freshFolder } from "../support/fresh-folder.ts";
import { startBuilds } from "./builds.ts";
import { fixture, makeRotatedVideo, makeWithFfmpeg, tone } from "./sample-files.ts";

const builds = await startBuilds();
describe.each(builds)("with the $build ffmpeg", ({ isMissing, media }) => {
  const floats = (path: string) => {
    const bytes = readFileSync(path);
    return new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
  };
  const peak = (path: string) => floats(path).reduce((most, value) => Math.max(most, Math.abs(value)), 0);

  test.skipIf(isMissing).each([
    { channels: "0.8*sin(2764*t)", most: 0.8 },
    { channels: "0.8*sin(2764*t)", into: 2, most: 0.8 },
    { channels: "0.8*sin(2764*t)|0.8*sin(2764*t)", most: 0.8 },
    { channels: "0.8*sin(2764*t)|0", most: 0.4 },
    { channels: "0.8*sin(2764*t)|0.8*sin(2764*t)|0.8*sin(2764*t)|0|0.8*sin(2764*t)|0.8*sin(2764*t):c=5.1", most: 0.8 },
  ])("$channels mixes to a peak of $most", async ({ channels, into = 1, most }) => {
    const folder = freshFolder();
    const wav = makeWithFfmpeg(folder, ...tone(channels, 16_000), "-t", "1", "-c:a", "pcm_f32le", "mix.wav");
    const samples = await media.decode(wav, { type: "audio", sampleRateHz: 16_000, channels: into, maxDurationMs: 4000 }, folder);
    expect(samples).toMatchObject({ frames: 16_000, channels: into });
    expect(peak(samples.path)).toBeCloseTo(most, 2);
  });

  test.skipIf(isMissing)("a float WAV with NaN, infinity and overshoot comes out within [-1, 1]", async () => {
    const folder = freshFolder();
    writeFileSync(
      join(folder, "wild.f32"),
      Buffer.from(Float32Array.from({ length: 16_000 }, (_, index) => [Number.NaN, Number.POSITIVE_INFINITY, -7, 0.25][index % 4] ?? 0).buffer),
    );
    const wav = makeWithFfmpeg(folder, "-f", "f32le", "-ar", "16000", "-ac", "1", "-i", "wild.f32", "-c:a", "pcm_f32le", "wild.wav");
    const samples = await media.decode(wav, { type: "audio", sampleRateHz: 16_000, channels: 1, maxDurationMs: 4000 }, folder);
    expect(floats(samples.path).every((value) => value >= -1 && value <= 1)).toBe(true);
  });

  test.skipIf(isMissing)("a made video comes back with its colours", async () => {
    const folder = freshFolder();
    const colours = [
      [220, 30, 40],
      [40, 180, 60],
      [30, 60, 210],
      [250, 250, 250],
    ] as const;
    const path = join(folder, "colours.rgb");
    writeFileSync(path, Buffer.concat(colours.map((colour) => Buffer.alloc(64 * 48 * 3, Buffer.from(colour)))));
    const made = await media.encode(
      { type: "video", path, width: 64, height: 48, frames: 4, framesPerSecond: 8 },
      { pack: "storybook", madeAt: 0 },
      folder,
    );
    const seen = await media.decode(made.path, { type: "video", maxSide: 64, framesPerSecond: 8, maxDurationMs: 4000 }, folder);
    expect(seen).toMatchObject({ width: 64, height: 48, frames: 4 });
    const pixels = readFileSync(seen.path);
    for (const [frame, colour] of colours.entries()) {
      const middle = (frame * 64 * 48 + 24 * 64 + 32) * 3;
      for (const [channel, value] of colour.entries()) expect(Math.abs((pixels[middle + channel] ?? 0) - value)).toBeLessThanOrEqual(6);
    }
  });

  test.skipIf(isMissing)("a rotated phone video stands upright", async () => {
    const folder = freshFolder();
    const [lying, upright] = [join(folder, "lying.mp4"), makeRotatedVideo(folder)];
    const wish = { type: "image", maxSide: 512 } as const;
    const [before, after] = [await media.decode(lying, wish, folder), await media.decode(upright, wish, folder)];
    const turned = await sharp(readFileSync(before.path), { raw: { width: 96, height: 64, channels: 3 } })
      .rotate(-90)
      .raw()
      .toBuffer();
    const pixels = readFileSync(after.path);
    expect(pixels.length).toBe(turned.length);
    const difference = turned.reduce((sum, value, index) => sum + Math.abs(value - (pixels[index] ?? 0)), 0) / turned.length;
    // Colour is stored at half the size and interpolated along the other axis after turning; a wrong turn gives about 200.
    expect(difference).toBeLessThan(12);
  });
});

describe("pictures", () => {
  const [{ media }] = builds;
  const wish = { type: "image", maxSide: 4096 } as const;

  /** sha256 of Image.open(...).convert("RGB").tobytes() in Pillow. */
  test.each([
    ["photo-420.jpg", "7f78ff5d6d48bf9dcbf2d55475e30d15dcb23597e861920dd3a97427164ec6df"],
    ["photo-444.jpg", "6bce7d7b73b7335917c017d8f5414fce28e354b93ad8aecb7166324416d703cd"],
  ])("%s is decoded as Pillow decodes it", async (name, sha256) => {
    const samples = await media.decode(fixture(name), wish, freshFolder());
    expect(createHash("sha256").update(readFileSync(samples.path)).digest("hex")).toBe(sha256);
  });

  test.each([
    { name: "grey", channels: 1, pixel: [77], seen: [77, 77, 77] },
    { name: "grey with transparency", channels: 2, pixel: [77, 0], seen: [255, 255, 255] },
    { name: "colour", channels: 3, pixel: [10, 20, 30], seen: [10, 20, 30] },
    { name: "colour with transparency", channels: 4, pixel: [10, 20, 30, 0], seen: [255, 255, 255] },
  ] as const)("a PNG in $name becomes rgb24 on white", async ({ channels, pixel, seen }) => {
    const folder = freshFolder();
    const path = join(folder, "plain.png");
    await sharp(Buffer.alloc(8 * 6 * channels, Buffer.from(pixel)), { raw: { width: 8, height: 6, channels } })
      .png()
      .toFile(path);
    const samples = await media.decode(path, wish, folder);
    expect(readFileSync(samples.path)).toEqual(Buffer.alloc(8 * 6 * 3, Buffer.from(seen)));
  });

  test("a photo with an orientation in its EXIF stands upright, in inspection and in samples", async () => {
    const folder = freshFolder();
    const path = join(folder, "lying.jpg");
    await sharp({ create: { width: 40, height: 20, channels: 3, background: "#888" } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toFile(path);
    expect(await media.inspect(path)).toMatchObject({ width: 20, height: 40 });
    expect(await media.decode(path, wish, folder)).toMatchObject({ width: 20, height: 40 });
  });

  test("only what is larger than the wished side is reduced", async () => {
    const folder = freshFolder();
    expect(await media.decode(fixture("photo-444.jpg"), { type: "image", maxSide: 92 }, folder)).toMatchObject({ width: 92, height: 60 });
    expect(await media.decode(fixture("photo-444.jpg"), { type: "image", maxSide: 93 }, folder)).toMatchObject({ width: 93, height: 61 });
  });

  test("a HEIC keeps its colours", async () => {
    const samples = await media.decode(fixture("red-and-blue.heic"), wish, freshFolder());
    const pixels = readFileSync(samples.path);
    const at = (x: number, y: number) => [...pixels.subarray((y * 96 + x) * 3, (y * 96 + x) * 3 + 3)];
    for (const [pixel, colour] of [
      [at(20, 32), [220, 40, 40]],
      [at(76, 32), [40, 60, 220]],
    ] as const) {
      for (const [channel, value] of colour.entries()) expect(Math.abs((pixel[channel] ?? 0) - value)).toBeLessThan(16);
    }
  });
});
