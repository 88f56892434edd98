/** What is made can be shown and played, says that a model made it, and can be made smaller without losing that. */

import { execFileSync } from "node:child_process";
import { createCipheriv } from "node:crypto";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { describe, expect, onTestFinished, test } from "vitest";
import { DIGITAL_SOURCE_TYPE, readProvenance } from "../../src/media/provenance.ts";
import { startMedia } from "../../src/media/supervisor.ts";
import type { Samples } from "../../src/turn/samples.ts";
import { freshFolder } from "../support/fresh-folder.ts";
import { startBuilds } from "./builds.ts";
import { fixture, makeVideo } from "./sample-files.ts";

const made = { pack: 'story<book> & "more"', madeAt: Date.UTC(2026, 0, 2, 3, 4, 5) };
/** The same noise in each run, and no encoder finds a pattern in it. */
const noise = (length: number) => createCipheriv("aes-128-ctr", Buffer.alloc(16), Buffer.alloc(16)).update(Buffer.alloc(length));

function samplesOf(type: Samples["type"], folder: string): Samples {
  const path = join(folder, "samples");
  if (type === "audio") {
    writeFileSync(path, Buffer.from(Float32Array.from({ length: 96_000 }, (_, index) => 0.5 * Math.sin(index * index * 1e-5)).buffer));
    return { type, path, sampleRateHz: 24_000, channels: 2, frames: 48_000 };
  }
  writeFileSync(path, noise(96 * 54 * 3 * (type === "video" ? 12 : 1)));
  return type === "video" ? { type, path, width: 96, height: 54, frames: 12, framesPerSecond: 6 } : { type, path, width: 96, height: 54 };
}

const builds = await startBuilds();
describe.each(builds)("with the $build ffmpeg", ({ ffmpeg, isMissing, media }) => {
  test.skipIf(isMissing).each([
    { type: "image", options: {}, mediaType: "image/png", measures: { width: 96, height: 54 } },
    { type: "audio", options: {}, mediaType: "audio/ogg", measures: { durationMs: 2000 } },
    { type: "audio", options: { audioFormat: "wav" }, mediaType: "audio/wav", measures: { durationMs: 2000 } },
    { type: "video", options: {}, mediaType: "video/mp4", measures: { width: 480, height: 270, durationMs: 2000 } },
  ] as const)("$type becomes $mediaType, inspected as such, with its provenance", async ({ type, options, mediaType, measures }) => {
    const folder = freshFolder();
    const { waveform, ...file } = await media.encode(samplesOf(type, folder), { ...made, ...options }, folder);
    expect(waveform !== undefined).toBe(mediaType === "audio/ogg");
    expect(file).toEqual({ path: file.path, mediaType, sizeBytes: statSync(file.path).size, ...measures });
    expect(await media.inspect(file.path)).toMatchObject({ mediaType, modality: type });
    expect(await readProvenance(file.path)).toEqual(made);
    expect(readFileSync(file.path).includes(DIGITAL_SOURCE_TYPE)).toBe(true);
  });

  test.skipIf(isMissing)("an MP4 is H.264 in yuv420p with its index in front", async () => {
    const folder = freshFolder();
    const { path } = await media.encode(samplesOf("video", folder), made, folder);
    const bytes = readFileSync(path);
    expect(bytes.indexOf("moov")).toBeLessThan(bytes.indexOf("mdat"));
    const shown = execFileSync(
      ffmpeg.ffprobe,
      ["-loglevel", "error", "-show_entries", "stream=codec_name,pix_fmt,color_space", "-of", "csv=p=0", path],
      { encoding: "utf8" },
    );
    expect(shown.trim()).toBe("h264,yuv420p,bt709");
  });

  test.skipIf(isMissing)("an Ogg is Opus at 48 kHz", async () => {
    const folder = freshFolder();
    const { path } = await media.encode(samplesOf("audio", folder), made, folder);
    const shown = execFileSync(ffmpeg.ffprobe, ["-loglevel", "error", "-show_entries", "stream=codec_name,sample_rate", "-of", "csv=p=0", path], {
      encoding: "utf8",
    });
    expect(shown.trim()).toBe("opus,48000");
  });

  test.skipIf(isMissing).each([
    { type: "image", mediaType: "image/jpeg" },
    { type: "audio", mediaType: "audio/ogg" },
    { type: "video", mediaType: "video/mp4" },
  ] as const)("a made $type shrinks under a limit as $mediaType and keeps its provenance", async ({ type, mediaType }) => {
    const folder = freshFolder();
    const file = await media.encode(samplesOf(type, folder), { ...made, audioFormat: "wav" }, folder);
    const limit = Math.floor(file.sizeBytes * 0.4);
    const fitted = await media.fit(file.path, limit, folder);
    expect(fitted.mediaType).toBe(mediaType);
    expect(statSync(fitted.path).size).toBeLessThanOrEqual(limit);
    expect(await readProvenance(fitted.path)).toEqual(made);
  });

  test.skipIf(isMissing)("a video with sound keeps it when it shrinks", async () => {
    const folder = freshFolder();
    const path = makeVideo(folder, "long.mp4", { seconds: 8, size: "320x240" });
    const fitted = await media.fit(path, 100_000, folder);
    expect(statSync(fitted.path).size).toBeLessThanOrEqual(100_000);
    expect(await media.inspect(fitted.path)).toMatchObject({ modality: "video", hasSound: true });
    expect(await readProvenance(fitted.path)).toBeUndefined();
  });
});

describe("fitting and previews", () => {
  const [{ media, ffmpeg }] = builds;

  test("what fits already stays the same file", async () => {
    const path = fixture("photo-444.jpg");
    expect(await media.fit(path, 1e6, freshFolder())).toEqual({
      path,
      mediaType: "image/jpeg",
      sizeBytes: statSync(path).size,
      width: 93,
      height: 61,
    });
  });

  test("transparency and motion survive as WebP", async () => {
    const folder = freshFolder();
    const clear = join(folder, "clear.png");
    await sharp(noise(200 * 200 * 4), { raw: { width: 200, height: 200, channels: 4 } })
      .png()
      .toFile(clear);
    expect(await media.fit(clear, 20_000, folder)).toMatchObject({ mediaType: "image/webp" });
    const moving = join(folder, "moving.gif");
    await sharp(noise(80 * 240 * 3), { raw: { width: 80, height: 240, channels: 3, pageHeight: 60 } })
      .gif({ delay: [500, 500, 500, 500] })
      .toFile(moving);
    const fitted = await media.fit(moving, Math.floor(statSync(moving).size / 2), folder);
    expect(await media.inspect(fitted.path)).toMatchObject({ mediaType: "image/webp", modality: "video", durationMs: 2000 });
  });

  test("an animation that is too tall to be opened as one picture is refused as too large", async () => {
    const folder = freshFolder();
    const strict = await startMedia({ ffmpeg, limits: { maxPixels: 10_000 } });
    onTestFinished(() => strict.stop());
    const moving = join(folder, "moving.gif");
    await sharp(noise(80 * 240 * 3), { raw: { width: 80, height: 240, channels: 3, pageHeight: 60 } })
      .gif({ delay: [500, 500, 500, 500] })
      .toFile(moving);
    const outcome = await strict.fit(moving, 4_000, folder).catch((error: unknown) => error);
    expect(outcome).toMatchObject({ name: "AttachmentError", told: "This is too large to send here, even after shrinking it." });
  });

  test("what cannot be small enough is refused in a sentence", async () => {
    const folder = freshFolder();
    const outcome = await media.fit(makeVideo(folder, "big.mp4", { seconds: 10 }), 2000, folder).catch((error: unknown) => error);
    expect(outcome).toMatchObject({ name: "AttachmentError", told: "This is too large to send here, even after shrinking it." });
  });

  test.each(["image", "audio", "video"] as const)("the preview of %s samples is a small PNG", async (type) => {
    const png = Buffer.from(await media.preview(samplesOf(type, freshFolder())), "base64");
    const { format, width } = await sharp(png).metadata();
    expect(format).toBe("png");
    expect(width).toBeLessThanOrEqual(128);
  });
});
