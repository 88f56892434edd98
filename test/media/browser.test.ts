/** What is made plays in a real browser, whichever ffmpeg made it. */

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { afterAll, describe, expect, test } from "vitest";
import { findFfmpeg } from "../../src/media/ffmpeg.ts";
import { startMedia } from "../../src/media/supervisor.ts";
import type { Samples } from "../../src/turn/samples.ts";
import { freshFolder } from "../support/fresh-folder.ts";

const executablePath = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((path) => existsSync(path));
const browser = executablePath === undefined ? undefined : await chromium.launch({ executablePath, args: ["--no-sandbox"] });
afterAll(() => browser?.close());

const system = await findFfmpeg();
const builds = [system, ...(system.bundled ? [] : [await findFfmpeg({ searchPath: "" })])];

describe.skipIf(browser === undefined)(`in ${executablePath ?? "Chromium (skipped, because there is none)"}`, () => {
  test.each(builds)("sound and video made by ffmpeg $version play to their end", async (ffmpeg) => {
    const folder = freshFolder();
    const media = await startMedia({ ffmpeg });
    const page = await browser?.newPage();
    for (const [samples, audioFormat] of [
      [soundIn(folder), "ogg"],
      [soundIn(folder), "wav"],
      [videoIn(folder), "ogg"],
    ] as const) {
      const file = await media.encode(samples, { pack: "storybook", madeAt: 0, audioFormat }, folder);
      const url = `data:${file.mediaType};base64,${readFileSync(file.path).toString("base64")}`;
      const played = await page?.evaluate(`(${playToEnd})(${JSON.stringify({ tag: samples.type, url })})`);
      expect(played).toEqual({ seconds: expect.closeTo(1, 1), width: file.width ?? 0, height: file.height ?? 0 });
    }
    await media.stop();
  });
});

/** Runs in the page, so it is plain JavaScript. */
const playToEnd = `({ tag, url }) => new Promise((resolve, reject) => {
  const player = Object.assign(document.createElement(tag), { src: url, muted: true });
  player.onended = () => resolve({ seconds: player.duration, width: player.videoWidth ?? 0, height: player.videoHeight ?? 0 });
  player.onerror = () => reject(new Error(player.error.message));
  player.play().catch(reject);
})`;

function soundIn(folder: string): Samples {
  const path = join(folder, "sound.f32");
  writeFileSync(path, Buffer.from(Float32Array.from({ length: 16_000 }, (_, index) => 0.3 * Math.sin(index / 9)).buffer));
  return { type: "audio", path, sampleRateHz: 16_000, channels: 1, frames: 16_000 };
}

function videoIn(folder: string): Samples {
  const path = join(folder, "video.rgb");
  writeFileSync(path, Buffer.from(Uint8Array.from({ length: 64 * 48 * 3 * 8 }, (_, index) => (index * 5) & 255)));
  return { type: "video", path, width: 64, height: 48, frames: 8, framesPerSecond: 8 };
}
