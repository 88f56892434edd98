/** Films: cards and pages become scenes of one form, which are joined to one file that plays everywhere. */

import { execFileSync } from "node:child_process";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findFfmpeg, type FoundFfmpeg } from "../../src/media/ffmpeg.ts";
import type { Media } from "../../src/media/media.ts";
import { readProvenance } from "../../src/media/provenance.ts";
import { startMedia } from "../../src/media/supervisor.ts";
import { freshFolder } from "../support/fresh-folder.ts";
import { makeAnimation, makeVideo, makeWithFfmpeg, tone, write } from "./sample-files.ts";

let media: Media;
let found: FoundFfmpeg;
beforeAll(async () => {
  found = await findFfmpeg();
  media = await startMedia({ ffmpeg: found });
});
afterAll(() => media.stop());

function probe(path: string): { readonly codecs: string; readonly seconds: number } {
  const show = (entries: string) => execFileSync(found.ffprobe, ["-v", "error", "-show_entries", entries, "-of", "csv=p=0", path]).toString();
  return { codecs: show("stream=codec_name,width,height").trim().replaceAll("\n", " "), seconds: Number(show("format=duration")) };
}

/** The loudest value within a stretch, in decibels. */
function loudness(path: string, from: number, seconds: number): number {
  const stretch = ["-ss", String(from), "-t", String(seconds), "-i", path];
  const { stderr } = spawn([...stretch, "-af", "volumedetect", "-vn", "-f", "null", "-"]);
  return Number(/max_volume: (-?[\d.]+) dB/.exec(stderr)?.[1]);
}

function spawn(options: readonly string[]): { readonly stderr: string } {
  return { stderr: execFileSync("/bin/sh", ["-c", '"$0" "$@" 2>&1', found.ffmpeg, "-hide_banner", ...options]).toString() };
}

/** The colour in the middle of a moment. */
async function middleColour(path: string, at: number, folder: string): Promise<readonly number[]> {
  const still = makeWithFfmpeg(folder, "-ss", String(at), "-i", path, "-frames:v", "1", `still-${at}.png`);
  const { data } = await sharp(still).extract({ left: 630, top: 280, width: 1, height: 1 }).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return [...data];
}

test("a title, a picture with its sound, a clip and a sound alone follow each other", async () => {
  const folder = freshFolder();
  const red = join(folder, "red.png");
  await sharp({ create: { width: 64, height: 64, channels: 3, background: "#d01010" } })
    .png()
    .toFile(red);
  const sound = makeWithFfmpeg(folder, ...tone("0.4*sin(2764*t)"), "-t", "2", "-c:a", "libopus", "sound.ogg");
  const clip = makeVideo(folder, "clip.mp4");
  const words = { caption: 'a boat <span size="9000">& a bell</span>\u0000', byline: "#1 · Ana" };
  const scenes = [
    { type: "card", title: "A storybook about a lighthouse and everybody who ever lived in it", lines: ["by Ana and Ben"] },
    { type: "page", visual: red, sounds: [sound], ...words },
    { type: "page", visual: clip, sounds: [], ...words },
    { type: "page", sounds: [sound, sound], ...words },
  ] as const;
  const segments = await Promise.all(scenes.map((scene) => media.filmScene(scene, folder)));
  const film = await media.film(segments, { pack: "tiny", madeAt: Date.UTC(2026, 0, 2) }, folder);
  const { codecs, seconds } = probe(film.path);
  expect(codecs).toBe("h264,1280,720 aac");
  expect(Math.abs(seconds * 1000 - (film.durationMs ?? 0))).toBeLessThan(500);
  expect(await readProvenance(film.path)).toEqual({ pack: "tiny", madeAt: Date.UTC(2026, 0, 2) });
  const starts = segments.map((_, index) => segments.slice(0, index).reduce((total, segment) => total + (segment.durationMs ?? 0) / 1000, 0));
  const [, ofRed = 0, ofClip = 0] = starts;
  const [r = 0, g = 0, b = 0] = await middleColour(film.path, ofRed + 2, folder);
  expect([r > 180, g < 60, b < 60]).toEqual([true, true, true]);
  expect(loudness(film.path, ofRed, 2)).toBeGreaterThan(-20);
  expect(loudness(film.path, ofClip, 1.5)).toBeGreaterThan(-20);
  expect(loudness(film.path, 0.2, 2)).toBeLessThan(-60);
}, 120_000);

test("an animation of a picture format and a card without words are scenes too", async () => {
  const folder = freshFolder();
  const visual = await makeAnimation(folder, "moving.webp");
  expect((await media.filmScene({ type: "page", visual, sounds: [], caption: "", byline: "" }, folder)).durationMs).toBe(4500);
  expect((await media.filmScene({ type: "card", title: "", lines: [] }, folder)).durationMs).toBe(3500);
}, 60_000);

test.each([
  { channels: "0.4*sin(2764*t)", name: "one.wav" },
  { channels: "0.4*sin(2764*t)|0.4*sin(2764*t)", name: "two.ogg" },
])(
  "$name is heard as loud as it is",
  async ({ channels, name }) => {
    const folder = freshFolder();
    const sound = makeWithFfmpeg(folder, ...tone(channels, 48_000), "-t", "2", ...(name.endsWith(".ogg") ? ["-c:a", "libopus"] : []), name);
    const scene = await media.filmScene({ type: "page", sounds: [sound], caption: "a tone", byline: "" }, folder);
    expect(Math.abs(loudness(scene.path, 0.5, 1) - loudness(sound, 0.5, 1))).toBeLessThan(1.5);
  },
  60_000,
);

test.each(["\u200b", "\u200d\ufe0f", "\u202e\u2060\ufeff", "\u2800"])(
  "words that nobody can see (%j) are no reason to make no film",
  async (words) => {
    const folder = freshFolder();
    await expect(media.filmScene({ type: "card", title: words, lines: [words, "by Ana"] }, folder)).resolves.toMatchObject({ durationMs: 3500 });
  },
  60_000,
);

test("what is no medium is refused, and blamed on the file", async () => {
  const folder = freshFolder();
  const words = write(folder, "words.png", "just some words");
  const scene = { type: "page", visual: words, sounds: [], caption: "", byline: "" } as const;
  await expect(media.filmScene(scene, folder)).rejects.toMatchObject({ code: "attachment" });
});
