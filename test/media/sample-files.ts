/** Makes the media files that the tests send through the door: ordinary ones by the bundled ffmpeg and sharp, odd ones by hand. */

import { execFileSync } from "node:child_process";
import { closeSync, copyFileSync, ftruncateSync, openSync, readFileSync, writeFileSync, writeSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { crc32 } from "node:zlib";
import sharp from "sharp";
import { findFfmpeg } from "../../src/media/ffmpeg.ts";

const { ffmpeg } = await findFfmpeg({ searchPath: "" });

export const fixture = (name: string): string => fileURLToPath(new URL(`../fixtures/media/${name}`, import.meta.url));

/** Runs ffmpeg in `folder`; the last argument is the file that it makes there. */
export function makeWithFfmpeg(folder: string, ...options: readonly string[]): string {
  execFileSync(ffmpeg, ["-hide_banner", "-loglevel", "error", "-y", ...options], { cwd: folder });
  return join(folder, options.at(-1) ?? "");
}

export const testPicture = (size: string, rate = 8): readonly string[] => ["-f", "lavfi", "-i", `testsrc=size=${size}:rate=${rate}`];
export const tone = (channels: string, rate = 44_100): readonly string[] => ["-f", "lavfi", "-i", `aevalsrc=${channels}:s=${rate}`];

const pictureCodecs: Readonly<Record<string, readonly string[]>> = { ".webm": ["libvpx"], ".avi": ["mpeg4"] };
const h264 = ["libx264", "-pix_fmt", "yuv420p", "-preset", "ultrafast"];

export function makeVideo(folder: string, name: string, { seconds = 2, sound = true, size = "96x64" } = {}): string {
  const inputs = [...testPicture(size), ...(sound ? tone("0.3*sin(2764*t)|0.3*sin(1382*t)") : [])];
  return makeWithFfmpeg(folder, ...inputs, "-t", String(seconds), "-c:v", ...(pictureCodecs[extname(name)] ?? h264), name);
}

/** As a phone writes it: the pictures lie on their side and a matrix says to turn them left. */
export function makeRotatedVideo(folder: string): string {
  const upright = makeVideo(folder, "lying.mp4", { sound: false });
  return makeWithFfmpeg(folder, "-i", upright, "-c", "copy", "-metadata:s:v:0", "rotate=90", "rotated.mp4");
}

/** Two seconds of red, green and blue, `moving.gif` or `moving.webp`. */
export async function makeAnimation(folder: string, name: string): Promise<string> {
  const path = join(folder, name);
  const frames = [
    [255, 0, 0],
    [0, 255, 0],
    [0, 0, 255],
    [255, 255, 0],
  ].map((colour) => Buffer.alloc(40 * 30 * 3, Buffer.from(colour)));
  const strip = sharp(Buffer.concat(frames), { raw: { width: 40, height: 120, channels: 3, pageHeight: 30 } });
  const delay = [500, 500, 500, 500];
  await (name.endsWith(".gif") ? strip.gif({ delay }) : strip.webp({ delay, lossless: true })).toFile(path);
  return path;
}

/** A header that claims a picture of 3.6 thousand million pixels, correct in its checksum. */
export function makePixelBomb(folder: string): string {
  const header = Buffer.from("IHDR\0\0\xea\x60\0\0\xea\x60\x08\x02\0\0\0", "latin1");
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(header));
  return write(
    folder,
    "bomb.png",
    Buffer.concat([
      Buffer.from("\x89PNG\r\n\x1a\n\0\0\0\x0d", "latin1"),
      header,
      sum,
      Buffer.from("\0\0\0\0IDAT\x35\xaf\x06\x1e\0\0\0\0IEND\xae\x42\x60\x82", "latin1"),
    ]),
  );
}

/** Four hours of silence in a sparse file: a header and a hole. */
export function makeLongSound(folder: string): string {
  const path = makeWithFfmpeg(folder, ...tone("0", 8000), "-t", "0.1", "-c:a", "pcm_s16le", "-bitexact", "long.wav");
  const dataBytes = 4 * 3600 * 8000 * 2;
  const file = openSync(path, "r+");
  const size = Buffer.alloc(4);
  size.writeUInt32LE(dataBytes);
  writeSync(file, size, 0, 4, 40);
  size.writeUInt32LE(dataBytes + 36);
  writeSync(file, size, 0, 4, 4);
  ftruncateSync(file, dataBytes + 44);
  closeSync(file);
  return path;
}

export function write(folder: string, name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

export function copyTo(path: string, folder: string, name = basename(path)): string {
  const copy = join(folder, name);
  copyFileSync(path, copy);
  return copy;
}

export function cut(path: string, share: number): string {
  const bytes = readFileSync(path);
  return write(dirname(path), `cut-${share}-${basename(path)}`, bytes.subarray(0, Math.floor(bytes.length * share)));
}

/** Overwrites a stretch in the middle with the same byte. */
export function corrupt(path: string): string {
  const bytes = readFileSync(path);
  bytes.fill(0x55, Math.floor(bytes.length * 0.5), Math.floor(bytes.length * 0.6));
  return write(dirname(path), `corrupt-${basename(path)}`, bytes);
}
