/** Clips too short for the wished rate, sounds of many channels or behind a large cover, and old cameras' clips are odd, not damaged. */

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { freshFolder } from "../support/fresh-folder.ts";
import { startBuilds } from "./builds.ts";
import { fixture, makeWithFfmpeg, testPicture, tone, write } from "./sample-files.ts";

const picture = { type: "image", maxSide: 512 } as const;
const video = { type: "video", maxSide: 64, framesPerSecond: 8, maxDurationMs: 4000 } as const;

const builds = await startBuilds();
describe.each(builds)("with the $build ffmpeg", ({ isMissing, media }) => {
  test.skipIf(isMissing).each([
    { name: "one.mp4", shown: 1, frames: 1 },
    { name: "one.webm", shown: 1, frames: 1 },
    { name: "nine.mp4", shown: 9, frames: 2 },
  ])("$name of $shown frames, 30 a second, is a picture and a video", async ({ name, shown, frames }) => {
    const folder = freshFolder();
    const codec = name.endsWith(".webm") ? ["libvpx"] : ["libx264", "-pix_fmt", "yuv420p"];
    const path = makeWithFfmpeg(folder, ...testPicture("96x64", 30), "-frames:v", String(shown), "-c:v", ...codec, name);
    expect(await media.decode(path, picture, folder)).toMatchObject({ type: "image", width: 96, height: 64 });
    expect(await media.decode(path, video, folder)).toMatchObject({ type: "video", width: 64, height: 43, frames });
  });

  test.skipIf(isMissing).each(["behind.flac", "behind.aac", "behind.mp3"])("a tag with a cover does not hide what %s is", async (name) => {
    const folder = freshFolder();
    const plain = makeWithFfmpeg(folder, ...tone("0.5*sin(2764*t)"), "-t", "1", name);
    const tag = Buffer.concat([Buffer.from("ID3\x04\0\0\0\0\x40\0", "latin1"), Buffer.alloc(8192)]);
    const path = write(folder, `tagged-${name}`, Buffer.concat([tag, readFileSync(plain)]));
    expect(await media.inspect(path)).toMatchObject({ modality: "audio", mediaType: (await media.inspect(plain)).mediaType });
    expect(await media.decode(path, { type: "audio", sampleRateHz: 16_000, channels: 1, maxDurationMs: 4000 }, folder)).toMatchObject({
      channels: 1,
    });
  });

  test.skipIf(isMissing).each([
    { wide: "4/3", sides: [128, 64], decoded: [64, 32] },
    { wide: "1/2", sides: [48, 64], decoded: [48, 64] },
  ])("pixels $wide as wide as they are high become square", async ({ wide, sides: [width, height], decoded }) => {
    const folder = freshFolder();
    const path = makeWithFfmpeg(
      folder,
      ...testPicture("96x64"),
      "-t",
      "1",
      "-vf",
      `setsar=${wide}`,
      "-c:v",
      "libx264",
      "-pix_fmt",
      "yuv420p",
      "wide.mp4",
    );
    expect(await media.inspect(path)).toMatchObject({ width, height });
    expect(await media.decode(path, video, folder)).toMatchObject({ width: decoded[0], height: decoded[1], frames: 8 });
  });

  test.skipIf(isMissing)("a clip of an old camera is seen and heard", async () => {
    const folder = freshFolder();
    const codecs = ["-t", "1", "-c:v", "mjpeg", "-pix_fmt", "yuvj420p", "-c:a", "adpcm_ima_wav"];
    const path = makeWithFfmpeg(folder, ...testPicture("96x64"), ...tone("0.5*sin(2764*t)", 11_024), ...codecs, "camera.avi");
    expect(await media.inspect(path)).toMatchObject({ mediaType: "video/x-msvideo", hasSound: true });
    expect(await media.decode(path, video, folder)).toMatchObject({ type: "video" });
    expect(await media.decode(path, { type: "audio", sampleRateHz: 16_000, channels: 1, maxDurationMs: 4000 }, folder)).toMatchObject({
      channels: 1,
    });
  });

  test.skipIf(isMissing).each([1, 2])("ten channels of a recorder are heard as %i", async (channels) => {
    const folder = freshFolder();
    const ten = ["0.8*sin(2764*t)", ...Array.from({ length: 9 }, () => "0")].join("|");
    const path = makeWithFfmpeg(folder, ...tone(ten, 16_000), "-t", "1", "ten.wav");
    const samples = await media.decode(path, { type: "audio", sampleRateHz: 16_000, channels, maxDurationMs: 4000 }, folder);
    expect(samples).toMatchObject({ channels, frames: 16_000 });
    const bytes = readFileSync(samples.path);
    const values = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
    expect(values.reduce((most, value) => Math.max(most, value), 0)).toBeCloseTo(0.08, 2);
  });
});

test("a collection of pictures shows its first one, and does not move", async () => {
  const [{ media }] = builds;
  expect(await media.inspect(fixture("two-pictures.avif"))).toEqual({
    mediaType: "image/avif",
    modality: "image",
    sizeBytes: 329,
    width: 8,
    height: 8,
  });
  expect(await media.decode(fixture("two-pictures.avif"), video, freshFolder())).toMatchObject({ frames: 1 });
});
