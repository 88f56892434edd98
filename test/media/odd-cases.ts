/** The table of what people send: how each file is made, and what it must give. */

import { join } from "node:path";
import sharp from "sharp";
import { expect } from "vitest";
import type { Inspection } from "../../src/media/media.ts";
import type { SamplesWish } from "../../src/turn/samples.ts";
import {
  copyTo,
  corrupt,
  cut,
  fixture,
  makeAnimation,
  makeLongSound,
  makePixelBomb,
  makeRotatedVideo,
  makeVideo,
  makeWithFfmpeg,
  tone,
  write,
} from "./sample-files.ts";

const picture: SamplesWish = { type: "image", maxSide: 512 };
const sound: SamplesWish = { type: "audio", sampleRateHz: 16_000, channels: 1, maxDurationMs: 4000 };
const video: SamplesWish = { type: "video", maxSide: 64, framesPerSecond: 8, maxDurationMs: 4000 };

export interface Case {
  readonly make: (folder: string) => string | Promise<string>;
  /** Part of what inspection finds; absent where the file is refused. */
  readonly seen?: Partial<Inspection>;
  readonly wish?: SamplesWish;
  readonly samples?: Record<string, unknown>;
  /** The sentence that the person reads. */
  readonly told?: RegExp;
}

const soundFile =
  (name: string, ...options: readonly string[]) =>
  (folder: string) =>
    makeWithFfmpeg(folder, ...tone("0.5*sin(2764*t)"), "-t", "1", ...options, name);
const withCover = (folder: string, name: string) =>
  makeWithFfmpeg(
    folder,
    ...tone("0.5*sin(2764*t)"),
    "-i",
    fixture("photo-444.jpg"),
    "-t",
    "1",
    "-c:v",
    "mjpeg",
    "-disposition:v:0",
    "attached_pic",
    name,
  );
/** Codecs add some milliseconds at either end. */
const samplesOfOneSecond = { type: "audio", sampleRateHz: 16_000, channels: 1, frames: expect.closeTo(16_000, -4) };
const still = (name: string, format: "png" | "jpeg" | "webp" | "avif" | "gif") => async (folder: string) => {
  const path = join(folder, name);
  await sharp({ create: { width: 50, height: 40, channels: 3, background: "#3366cc" } })
    .toFormat(format)
    .toFile(path);
  return path;
};

export const cases: Readonly<Record<string, Case>> = {
  "a PNG": {
    make: still("a.png", "png"),
    seen: { mediaType: "image/png", modality: "image", width: 50, height: 40 },
    wish: picture,
    samples: { width: 50, height: 40 },
  },
  "a JPEG": { make: still("a.jpg", "jpeg"), seen: { mediaType: "image/jpeg" }, wish: picture, samples: { width: 50, height: 40 } },
  "a still GIF": {
    make: still("a.gif", "gif"),
    seen: { mediaType: "image/gif", modality: "image" },
    wish: picture,
    samples: { width: 50, height: 40 },
  },
  "a still WebP": {
    make: still("a.webp", "webp"),
    seen: { mediaType: "image/webp", modality: "image" },
    wish: picture,
    samples: { width: 50, height: 40 },
  },
  "an AVIF": {
    make: still("a.avif", "avif"),
    seen: { mediaType: "image/avif", modality: "image" },
    wish: picture,
    samples: { width: 50, height: 40 },
  },
  "a HEIC": {
    make: () => fixture("red-and-blue.heic"),
    seen: { mediaType: "image/heic", width: 96, height: 64 },
    wish: picture,
    samples: { width: 96, height: 64 },
  },
  "an animated GIF": {
    make: (folder) => makeAnimation(folder, "moving.gif"),
    seen: { mediaType: "image/gif", modality: "video", width: 40, height: 30, durationMs: 2000 },
    wish: video,
    samples: { width: 40, height: 30, frames: 16 },
  },
  "an animated WebP": {
    make: (folder) => makeAnimation(folder, "moving.webp"),
    seen: { mediaType: "image/webp", modality: "video", durationMs: 2000 },
    wish: video,
    samples: { frames: 16 },
  },
  "an animated GIF as a picture": {
    make: (folder) => makeAnimation(folder, "first.gif"),
    wish: picture,
    samples: { type: "image", width: 40, height: 30 },
  },
  "a still picture as a video": { make: still("b.png", "png"), wish: video, samples: { type: "video", frames: 1 } },
  "a mono WAV": {
    make: soundFile("a.wav"),
    seen: { mediaType: "audio/wav", modality: "audio", durationMs: 1000 },
    wish: sound,
    samples: { ...samplesOfOneSecond, frames: 16_000 },
  },
  "a stereo Ogg/Opus": {
    make: soundFile("a.ogg", "-ac", "2", "-c:a", "libopus"),
    seen: { mediaType: "audio/ogg", modality: "audio" },
    wish: sound,
    samples: samplesOfOneSecond,
  },
  "an Ogg/Vorbis": { make: soundFile("v.ogg", "-c:a", "libvorbis"), seen: { mediaType: "audio/ogg" }, wish: sound, samples: samplesOfOneSecond },
  "an MP3": { make: soundFile("a.mp3"), seen: { mediaType: "audio/mpeg" }, wish: sound, samples: samplesOfOneSecond },
  "an MP3 with a cover": {
    make: (folder) => withCover(folder, "cover.mp3"),
    seen: { mediaType: "audio/mpeg", modality: "audio" },
    wish: sound,
    samples: samplesOfOneSecond,
  },
  "an M4A with a cover": {
    make: (folder) => withCover(folder, "cover.m4a"),
    seen: { mediaType: "audio/mp4", modality: "audio" },
    wish: sound,
    samples: samplesOfOneSecond,
  },
  "a picture of two kinds at once": {
    make: (folder) => write(folder, "two.gif", 'GIF89a<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
    told: /damaged/,
  },
  "a FLAC": { make: soundFile("a.flac"), seen: { mediaType: "audio/flac" }, wish: sound, samples: samplesOfOneSecond },
  "an M4A": { make: soundFile("a.m4a"), seen: { mediaType: "audio/mp4", modality: "audio" }, wish: sound, samples: samplesOfOneSecond },
  "an AAC": { make: soundFile("a.aac"), seen: { mediaType: "audio/aac" }, wish: sound, samples: samplesOfOneSecond },
  "a recording from a browser, which names no duration": {
    make: soundFile("live.webm", "-c:a", "libopus", "-live", "1"),
    seen: { mediaType: "audio/webm", modality: "audio" },
    wish: sound,
    samples: samplesOfOneSecond,
  },
  "a 5.1 sound": {
    make: (folder) => makeWithFfmpeg(folder, ...tone("0.5*sin(2764*t)|0|0|0|0|0:c=5.1"), "-t", "1", "six.wav"),
    wish: sound,
    samples: { channels: 1, frames: 16_000 },
  },
  "an MP4 with sound": {
    make: (folder) => makeVideo(folder, "a.mp4"),
    seen: { mediaType: "video/mp4", modality: "video", width: 96, height: 64, hasSound: true },
    wish: video,
    samples: { width: 64, height: 43, frames: 16 },
  },
  "the sound of an MP4": { make: (folder) => makeVideo(folder, "b.mp4"), wish: sound, samples: { type: "audio" } },
  "the first frame of an MP4": { make: (folder) => makeVideo(folder, "c.mp4"), wish: picture, samples: { type: "image", width: 96, height: 64 } },
  "a MOV": { make: (folder) => makeVideo(folder, "a.mov"), seen: { mediaType: "video/quicktime" }, wish: video, samples: { frames: 16 } },
  "a WebM": {
    make: (folder) => makeVideo(folder, "a.webm"),
    seen: { mediaType: "video/webm", modality: "video" },
    wish: video,
    samples: { frames: 16 },
  },
  "a Matroska": { make: (folder) => makeVideo(folder, "a.mkv"), seen: { mediaType: "video/x-matroska" }, wish: video, samples: { frames: 16 } },
  /** ffmpeg writes the first frame twice into an AVI. */
  "an AVI": { make: (folder) => makeVideo(folder, "a.avi"), seen: { mediaType: "video/x-msvideo" }, wish: video, samples: { frames: 17 } },
  "a rotated phone video": {
    make: (folder) => makeRotatedVideo(folder),
    seen: { width: 64, height: 96 },
    wish: video,
    samples: { width: 43, height: 64, frames: 16 },
  },
  "a silent video": {
    make: (folder) => makeVideo(folder, "silent.mp4", { sound: false }),
    seen: { hasSound: false },
    wish: video,
    samples: { frames: 16 },
  },
  "the sound of a silent video": { make: (folder) => makeVideo(folder, "mute.mp4", { sound: false }), wish: sound, told: /no sound/ },
  "the sound of a picture": { make: still("c.png", "png"), wish: sound, told: /no sound/ },
  "the pictures of a sound": { make: soundFile("b.wav"), wish: video, told: /no pictures/ },
  "a PNG named .jpg": {
    make: async (folder) => copyTo(await still("d.png", "png")(folder), folder, "d.jpg"),
    seen: { mediaType: "image/png" },
    wish: picture,
    samples: { width: 50 },
  },
  "an MP4 named .mp3": {
    make: (folder) => copyTo(makeVideo(folder, "e.mp4"), folder, "e.mp3"),
    seen: { mediaType: "video/mp4" },
    wish: video,
    samples: { frames: 16 },
  },
  "a video with a corrupted middle": { make: (folder) => corrupt(makeVideo(folder, "f.mp4")), wish: video, samples: { type: "video" } },
  "a truncated MP4 without its index": { make: (folder) => cut(makeVideo(folder, "g.mp4"), 0.5), told: /damaged|cut off/ },
  "a truncated WAV": { make: (folder) => cut(soundFile("c.wav")(folder), 0.5), wish: sound, samples: { frames: expect.closeTo(8000, -2) } },
  "a truncated JPEG": { make: (folder) => cut(copyTo(fixture("photo-444.jpg"), folder), 0.5), told: /damaged|cut off/ },
  "a truncated HEIC": { make: (folder) => cut(copyTo(fixture("red-and-blue.heic"), folder), 0.7), told: /damaged|cut off/ },
  "an empty file": { make: (folder) => write(folder, "empty.png", ""), told: /empty/ },
  "a text file named .mp4": { make: (folder) => write(folder, "words.mp4", "These are only words.\n".repeat(50)), told: /a text file/ },
  "an SVG": { make: (folder) => write(folder, "a.svg", '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'), told: /an SVG drawing/ },
  "a web page": { make: (folder) => write(folder, "a.html", "<!doctype html><p>Sign in</p>"), told: /a web page/ },
  "a PDF": { make: (folder) => write(folder, "a.pdf", "%PDF-1.7\n"), told: /a PDF document/ },
  "a ZIP": { make: (folder) => write(folder, "a.zip", "PK\x03\x04rest"), told: /a ZIP archive/ },
  "a bomb of pixels": { make: (folder) => makePixelBomb(folder), told: /60000 × 60000/ },
  "a sound of four hours": { make: (folder) => makeLongSound(folder), told: /4:00:00 hours.*30:00 minutes/ },
  "a playlist": { make: (folder) => write(folder, "list.mp4", "#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n"), told: /a playlist/ },
  "a concat script": { make: (folder) => write(folder, "concat.mp4", "ffconcat version 1.0\nfile /etc/passwd\n"), told: /a playlist/ },
  "a playlist behind an ID3 tag": {
    make: (folder) => write(folder, "tag.mp3", `ID3\x04\0\0\0\0\0\x0a${"\0".repeat(10)}#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1/\n`),
    told: /damaged|cannot read|neither/,
  },
  "a playlist behind an MP4 box": {
    make: (folder) => write(folder, "box.mp4", "\0\0\0\x10ftypisom\0\0\0\0#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n"),
    told: /damaged|cannot read/,
  },
  noise: {
    make: (folder) => write(folder, "noise.bin", Buffer.from(Array.from({ length: 5000 }, (_, index) => (index * 7919 + 13) % 251))),
    told: /do not know/,
  },
};
