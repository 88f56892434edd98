/** Pictures by sharp (HEIC by heic-decode): checked, turned upright, flattened on white, given as rgb24. */

import { readFile, writeFile } from "node:fs/promises";
import decodeHeic from "heic-decode";
import sharp, { type Metadata, type Sharp } from "sharp";
import { AttachmentError } from "../errors.ts";
import type { ImageSamples } from "../turn/samples.ts";
import type { Sniffed, Tools } from "./guards.ts";

/** How long a frame of an animation that names no delay is shown; browsers do the same for 10 ms and less. */
const DEFAULT_DELAY_MS = 100;
const MAX_PAGES = 5000;

export interface Picture {
  /** Upright size of one frame. */
  readonly width: number;
  readonly height: number;
  /** One per frame; a still picture has exactly one. */
  readonly delaysMs: readonly number[];
}

sharp.cache(false);
sharp.concurrency(2);
/** libvips looks at the content once more and knows formats that are not taken, SVG among them: only these loaders may answer. */
sharp.block({ operation: ["VipsForeignLoad"] });
sharp.unblock({ operation: ["Jpeg", "Png", "Nsgif", "Webp", "Heif"].map((format) => `VipsForeignLoad${format}File`) });

/** Reads the header and holds it against the limits; throws AttachmentError. */
export async function readPicture(tools: Tools, file: Sniffed): Promise<Picture> {
  const metadata = await damagedOtherwise(file, () => sharp(file.path, { limitInputPixels: false }).metadata());
  const picture = { ...uprightSize(metadata), delaysMs: delaysOf(file, metadata) };
  if (picture.width * picture.height > tools.limits.maxPixels || picture.delaysMs.length > MAX_PAGES) {
    throw new AttachmentError(
      `The picture has ${picture.width} x ${picture.height} pixels in ${picture.delaysMs.length} frames; expected at most ${tools.limits.maxPixels} pixels in ${MAX_PAGES} frames.`,
      ["pictureTooLarge", picture.width, picture.height],
    );
  }
  return picture;
}

/** Decodes the whole picture once at little cost, so that a damaged one is refused when it arrives and not when it is needed. */
export async function provePicture(tools: Tools, file: Sniffed): Promise<void> {
  const source = await openPicture(tools, file, 0);
  await damagedOtherwise(file, () => source.resize(16, 16, { fit: "fill" }).raw().toBuffer());
}

/** Writes rgb24. A picture larger than `maxSide` is reduced by lanczos3 to fit, any other stays as it is, pixel for pixel. */
export async function decodePicture(tools: Tools, file: Sniffed, maxSide: number, output: string): Promise<ImageSamples> {
  await readPicture(tools, file);
  const { data, width, height } = await decodePage(tools, file, 0, maxSide);
  await writeFile(output, data);
  return { type: "image", path: output, width, height };
}

/** One frame of a picture as rgb24. */
export async function decodePage(
  tools: Tools,
  file: Sniffed,
  page: number,
  maxSide: number,
): Promise<{ data: Buffer; width: number; height: number }> {
  const source = await openPicture(tools, file, page);
  const upright = source
    .autoOrient()
    .resize({ width: maxSide, height: maxSide, fit: "inside", withoutEnlargement: true, kernel: "lanczos3", fastShrinkOnLoad: false })
    .flatten({ background: "#ffffff" })
    .toColourspace("srgb")
    .removeAlpha()
    .raw({ depth: "uchar" });
  const { data, info } = await damagedOtherwise(file, () => upright.toBuffer({ resolveWithObject: true }));
  return { data, width: info.width, height: info.height };
}

/** `pages` -1 takes the whole animation. sharp reads the header of a HEIC file but not its pixels; heic-decode turns it upright by itself. */
export async function openPicture(tools: Tools, file: Sniffed, page: number, pages = 1): Promise<Sharp> {
  const options = { limitInputPixels: tools.limits.maxPixels, failOn: "error" as const };
  if (file.type !== "image/heic") return sharp(file.path, { ...options, sequentialRead: true, page, pages });
  const bytes = await readFile(file.path);
  const { data, width, height } = await damagedOtherwise(file, () => decodeHeic({ buffer: bytes }));
  return sharp(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), { ...options, raw: { width, height, channels: 4 } });
}

function uprightSize({ autoOrient, pageHeight, width, height }: Metadata): { width: number; height: number } {
  return pageHeight === undefined ? { width: autoOrient.width, height: autoOrient.height } : { width, height: pageHeight ?? height };
}

/** The pages of a HEIC or AVIF file are pictures of a collection, of which the first is seen. */
function delaysOf({ type }: Sniffed, { pages, delay }: Metadata): readonly number[] {
  if (type !== "image/gif" && type !== "image/webp") return [DEFAULT_DELAY_MS];
  return Array.from({ length: pages ?? 1 }, (_, page) => {
    const delayMs = delay?.[page] ?? 0;
    return delayMs > 10 ? delayMs : DEFAULT_DELAY_MS;
  });
}

async function damagedOtherwise<T>(file: Sniffed, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AttachmentError(`The ${file.type} file cannot be decoded: ${reason}`, ["pictureDamaged"], cause);
  }
}
