/** Which tracks of a file are seen and heard: subtitles, covers and sounds of other codecs stand beside them and are in nobody's way. */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { freshFolder } from "../support/fresh-folder.ts";
import { startBuilds } from "./builds.ts";
import { fixture, makeVideo, makeWithFfmpeg, testPicture, tone } from "./sample-files.ts";

const sound = { type: "audio", sampleRateHz: 16_000, channels: 1, maxDurationMs: 4000 } as const;
const video = { type: "video", maxSide: 64, framesPerSecond: 8, maxDurationMs: 4000 } as const;
const dts = ["-c:a", "dca", "-strict", "-2", "-ar", "48000"];

function withSubtitles(folder: string, codec: string, name: string): string {
  writeFileSync(join(folder, "words.srt"), "1\n00:00:00,000 --> 00:00:01,000\nWords\n\n");
  return makeWithFfmpeg(folder, "-i", makeVideo(folder, "plain.mp4"), "-i", "words.srt", "-c:v", "copy", "-c:a", "copy", "-c:s", codec, name);
}

const withCover = (folder: string, codec: string, name: string) =>
  makeWithFfmpeg(
    folder,
    ...[...tone("0.5*sin(2764*t)"), "-i", fixture("photo-444.jpg"), "-map", "0:a", "-map", "1:v"],
    ...["-t", "1", "-c:v", codec, "-disposition:v:0", "attached_pic", name],
  );

describe.each(await startBuilds())("with the $build ffmpeg", ({ isMissing, media }) => {
  test.skipIf(isMissing).each([
    { codec: "mov_text", name: "a.mp4" },
    { codec: "srt", name: "a.mkv" },
    { codec: "ass", name: "b.mkv" },
    { codec: "webvtt", name: "c.mkv" },
  ])("a video with $codec subtitles is seen and heard", async ({ codec, name }) => {
    const folder = freshFolder();
    const path = withSubtitles(folder, codec, name);
    expect(await media.inspect(path)).toMatchObject({ modality: "video", width: 96, height: 64, hasSound: true });
    expect(await media.decode(path, video, folder)).toMatchObject({ frames: 16 });
    expect(await media.decode(path, sound, folder)).toMatchObject({ type: "audio" });
  });

  test.skipIf(isMissing).each([
    { codec: "mjpeg", name: "a.flac" },
    { codec: "png", name: "b.flac" },
    { codec: "png", name: "c.mp3" },
    { codec: "png", name: "d.m4a" },
  ])("a cover in $codec is no picture of $name", async ({ codec, name }) => {
    const folder = freshFolder();
    const path = withCover(folder, codec, name);
    const inspection = await media.inspect(path);
    expect(inspection).toMatchObject({ modality: "audio" });
    expect(inspection.width).toBeUndefined();
    expect(await media.decode(path, sound, folder)).toMatchObject({ type: "audio" });
  });

  test.skipIf(isMissing)("a sound of a codec that is not taken leaves a video without sound, or gives way to one that is", async () => {
    const folder = freshFolder();
    const pictures = [...testPicture("96x64"), ...tone("0.5*sin(2764*t)", 48_000), "-t", "2", "-pix_fmt", "yuv420p"];
    const mute = makeWithFfmpeg(folder, ...pictures, ...dts, "mute.mkv");
    expect(await media.inspect(mute)).toMatchObject({ modality: "video", hasSound: false });
    expect(await media.decode(mute, video, folder)).toMatchObject({ frames: 16 });
    await expect(media.decode(mute, sound, folder)).rejects.toMatchObject({ told: expect.stringContaining("no sound") });
    const both = makeWithFfmpeg(folder, ...pictures, "-map", "0:v", "-map", "1:a", "-map", "1:a", ...dts, "-c:a:1", "aac", "both.mkv");
    expect(await media.inspect(both)).toMatchObject({ modality: "video", hasSound: true });
    expect(await media.decode(both, sound, folder)).toMatchObject({ type: "audio" });
  });

  test.skipIf(isMissing)("a file with nothing that is taken says so, and not that it is damaged", async () => {
    const folder = freshFolder();
    const unheard = makeWithFfmpeg(folder, ...tone("0.5*sin(2764*t)", 48_000), "-t", "1", ...dts, "unheard.mka");
    await expect(media.inspect(unheard)).rejects.toMatchObject({ told: "This file has neither pictures nor sound that I can read." });
    const unseen = makeWithFfmpeg(folder, ...testPicture("96x64"), "-t", "1", "-c:v", "ffv1", "unseen.mkv");
    await expect(media.inspect(unseen)).rejects.toMatchObject({ told: "This file is damaged, or encoded in a way that I cannot read." });
  });
});
