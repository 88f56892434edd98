/** What is made small enough sounds as loud as before, whatever its channels. */

import { execFileSync } from "node:child_process";
import { readdirSync, statSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { freshFolder } from "../support/fresh-folder.ts";
import { startBuilds } from "./builds.ts";
import { makeWithFfmpeg, testPicture, tone } from "./sample-files.ts";

const one = "0.5*sin(2764*t)";
describe.each(await startBuilds())("with the $build ffmpeg", ({ ffmpeg, isMissing, media }) => {
  /** Of all channels together, in decibels. */
  function loudness(path: string): number {
    const measured = execFileSync("/bin/sh", ["-c", '"$0" -hide_banner -i "$1" -vn -af volumedetect -f null - 2>&1', ffmpeg.ffmpeg, path]);
    return Number(/mean_volume: (-?[\d.]+) dB/.exec(measured.toString())?.[1]);
  }

  test.skipIf(isMissing).each([
    { channels: one, name: "mono.wav", bitsPerSecond: 100_000 },
    { channels: one, name: "mono.ogg", bitsPerSecond: 60_000 },
    { channels: one, name: "mono.wav", bitsPerSecond: 20_000 },
    { channels: `${one}|${one}`, name: "stereo.wav", bitsPerSecond: 100_000 },
    { channels: `${one}|${one}`, name: "stereo.ogg", bitsPerSecond: 20_000 },
  ])("$name in $bitsPerSecond bits a second", async ({ channels, name, bitsPerSecond }) => {
    const folder = freshFolder();
    const codec = name.endsWith(".ogg") ? ["-c:a", "libopus", "-b:a", "128k"] : [];
    const path = makeWithFfmpeg(folder, ...tone(channels, 48_000), "-t", "4", ...codec, name);
    const span = { startMs: 1000, durationMs: 2000 };
    const fitted = await media.fit(path, (bitsPerSecond * span.durationMs) / 8000, folder, span);
    expect(Math.abs(loudness(fitted.path) - loudness(path))).toBeLessThan(1);
  });

  test.skipIf(isMissing)("what fails half-way leaves nothing behind", async () => {
    const folder = freshFolder();
    const clip = makeWithFfmpeg(folder, ...testPicture("96x64", 8), ...tone(one), "-t", "2", "-c:v", "libx264", "-pix_fmt", "yuv420p", "whole.mp4");
    const before = readdirSync(folder);
    await expect(media.fit(clip, 100_000, folder, { startMs: 1990, durationMs: 100 })).rejects.toMatchObject({ code: "attachment" });
    expect(readdirSync(folder)).toEqual(before);
  });

  test.skipIf(isMissing).each([one, `${one}|${one}`])("a clip with the sound %s", async (channels) => {
    const folder = freshFolder();
    const sound = ["-c:a", "aac", "-b:a", "128k"];
    const path = makeWithFfmpeg(
      folder,
      ...testPicture("320x240", 25),
      ...tone(channels, 48_000),
      "-t",
      "4",
      "-pix_fmt",
      "yuv420p",
      ...sound,
      "a.mp4",
    );
    const fitted = await media.fit(path, Math.floor(statSync(path).size * 0.8), folder);
    expect(Math.abs(loudness(fitted.path) - loudness(path))).toBeLessThan(1);
  });
});
