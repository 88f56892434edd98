/** What encoders are fed, against Pillow, torch, torchaudio and the training code. */

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { clipStarts } from "../../../src/core/encoders/clips.ts";
import { kaldiFbank } from "../../../src/core/encoders/kaldi-fbank.ts";
import { logMel } from "../../../src/core/encoders/log-mel.ts";
import { prepareAudio } from "../../../src/core/encoders/prepare-audio.ts";
import { prepareImage } from "../../../src/core/encoders/prepare-image.ts";
import { prepareVideo } from "../../../src/core/encoders/prepare-video.ts";
import { MediaError } from "../../../src/errors.ts";
import { CLIP, formulaPixels, formulaWave, largestDifference, referenceBytes, referenceFloats } from "./reference.ts";

const folder = mkdtempSync(join(tmpdir(), "quartet-prepare-"));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, data: Uint8Array | Float32Array): string {
  const path = join(folder, name);
  writeFileSync(path, new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  return path;
}

const MEL = {
  type: "log-mel",
  sampleRateHz: 16000,
  samples: 65536,
  fftSize: 1024,
  hopSize: 256,
  mels: 64,
  frames: 256,
  lowHz: 0,
  highHz: 8000,
  floor: 1e-5,
  mean: -1,
  std: 8,
} as const;

describe("image", () => {
  test.each([
    [53, 37],
    [30, 61],
    [40, 41],
    [1, 300],
  ])("covers from %i x %i bit for bit as torchvision does", (width, height) => {
    const path = file(`${width}x${height}.rgb24`, formulaPixels(3 * width * height));
    const tensor = prepareImage({ type: "image", path, width, height }, { type: "image", size: 24, fit: "cover", resample: "bicubic", ...CLIP });
    expect(tensor.shape).toEqual([1, 3, 24, 24]);
    expect(Buffer.compare(new Uint8Array(tensor.data.buffer), referenceBytes(`cover-${width}x${height}`))).toBe(0);
  });

  test("stretches both sides", () => {
    const path = file("wide.rgb24", formulaPixels(3 * 40 * 10));
    const tensor = prepareImage(
      { type: "image", path, width: 40, height: 10 },
      { type: "image", size: 16, fit: "stretch", resample: "box", mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5] },
    );
    expect(tensor.shape).toEqual([1, 3, 16, 16]);
    expect(tensor.data.every((value) => value >= -1 && value <= 1)).toBe(true);
  });

  test("a file of the wrong size is a clear fault", () => {
    const path = file("short.rgb24", new Uint8Array(10));
    const preprocess = { type: "image", size: 8, fit: "cover", resample: "box", ...CLIP } as const;
    expect(() => prepareImage({ type: "image", path, width: 4, height: 4 }, preprocess)).toThrow(/expected 48 bytes of image, got 10/);
    expect(() => prepareImage({ type: "image", path: join(folder, "none"), width: 4, height: 4 }, preprocess)).toThrow(MediaError);
  });
});

describe("audio", () => {
  test("log-mel equals the training code", () => {
    const mel = logMel(formulaWave(65536), MEL);
    const everyThird = Float32Array.from({ length: 64 * 86 }, (_, i) => mel.data[Math.floor(i / 86) * 256 + (i % 86) * 3] ?? 0);
    expect(mel.shape).toEqual([1, 1, 64, 256]);
    expect(largestDifference(everyThird, referenceFloats("log-mel"))).toBeLessThan(2e-7);
  });

  test("a short sound is followed by silence, a long one cut", () => {
    const wave = formulaWave(70000);
    expect(logMel(wave, MEL).data).toEqual(logMel(wave.slice(0, 65536), MEL).data);
    const short = logMel(wave.slice(0, 8192), MEL);
    expect(short.data[255]).toBeCloseTo((Math.log(1e-5) + 1) / 8, 6);
  });

  test("two equal channels mean the same as one", () => {
    const wave = formulaWave(65536);
    const both = Float32Array.from({ length: 2 * 65536 }, (_, i) => wave[i >> 1] ?? 0);
    const base = { type: "audio", sampleRateHz: 16000, frames: 65536 } as const;
    const stereo = prepareAudio({ ...base, channels: 2, path: file("stereo.f32", both) }, MEL);
    const mono = prepareAudio({ ...base, channels: 1, path: file("mono.f32", wave) }, MEL);
    expect(stereo.data).toEqual(mono.data);
  });

  test("another sample rate than asked for is refused", () => {
    const samples = { type: "audio", path: "unread", sampleRateHz: 44100, channels: 1, frames: 5 } as const;
    expect(() => prepareAudio(samples, MEL)).toThrow(/expected 16000 Hz/);
  });

  test("Kaldi's filter banks equal torchaudio's within its own 32-bit rounding", () => {
    const preprocess = {
      type: "kaldi-fbank",
      sampleRateHz: 16000,
      clipSeconds: 0.5,
      clips: 2,
      clipSpacing: "by-count",
      mels: 128,
      frames: 52,
      mean: -4.268,
      std: 9.138,
    } as const;
    const banks = kaldiFbank(formulaWave(40000), 2, preprocess);
    expect(banks.shape).toEqual([1, 2, 1, 128, 52]);
    expect(largestDifference(banks.data, referenceFloats("kaldi-fbank"))).toBeLessThan(1e-3);
  });
});

describe("video", () => {
  test.each([
    [40, 30],
    [30, 40],
  ])("ImageBind's clips and crops of %i x %i equal torch's", (width, height) => {
    const path = file(`${width}x${height}.rgb24`, formulaPixels(3 * width * height * 12));
    const tensor = prepareVideo(
      { type: "video", path, width, height, frames: 12, framesPerSecond: 4 },
      { type: "imagebind-clips", size: 16, clips: 2, clipSeconds: 1, clipSpacing: "by-count", framesPerClip: 2, crops: 3, ...CLIP },
    );
    expect(tensor.shape).toEqual([1, 6, 3, 2, 16, 16]);
    expect(largestDifference(tensor.data, referenceFloats(`clips-${width}x${height}`))).toBeLessThan(1e-5);
  });

  test("even frames are those shown in the middles of their intervals, and the last one is held", () => {
    const shades = Uint8Array.from({ length: 6 * 3 * 4 }, (_, i) => 10 * Math.floor(i / 12));
    const flat = { type: "video", path: file("flat.rgb24", shades), width: 2, height: 2, frames: 6, framesPerSecond: 4 } as const;
    const tensor = prepareVideo(flat, {
      type: "frames",
      size: 2,
      frames: 4,
      seconds: 2,
      fit: "cover",
      resample: "box",
      mean: [0, 0, 0],
      std: [1, 1, 1],
    });
    expect(tensor.shape).toEqual([1, 4, 3, 2, 2]);
    expect([0, 1, 2, 3].map((frame) => Math.round((tensor.data[frame * 12] ?? 0) * 255))).toEqual([10, 30, 50, 50]);
  });
});

test("clips are spread by their number, or evenly to the end", () => {
  expect(clipStarts(10, 2, 4, "by-count")).toEqual([0, 2, 4, 6]);
  expect(clipStarts(10, 2, 5, "even")).toEqual([0, 2, 4, 6, 8]);
  expect(clipStarts(1, 2, 3, "even")).toEqual([0, 0, 0]);
});
