/** Says what a file is: its type by content, its modality as people see it, its size and duration. */

import { stat } from "node:fs/promises";
import type { Sniffed, Tools } from "./guards.ts";
import { provePicture, readPicture } from "./image.ts";
import type { Inspection } from "./media.ts";
import { probeFile } from "./probe.ts";
import { sniffFile } from "./sniff.ts";

/** Throws AttachmentError for every file that is not taken. */
export async function inspect(tools: Tools, path: string): Promise<Inspection> {
  const file: Sniffed = { path, type: await sniffFile(path) };
  const { size: sizeBytes } = await stat(path);
  return { sizeBytes, ...(isPictureType(file.type) ? await inspectPicture(tools, file) : await inspectStreams(tools, file)) };
}

export function isPictureType(type: Sniffed["type"]): boolean {
  return type.startsWith("image/");
}

async function inspectPicture(tools: Tools, file: Sniffed): Promise<Omit<Inspection, "sizeBytes">> {
  const { width, height, delaysMs } = await readPicture(tools, file);
  await provePicture(tools, file);
  if (delaysMs.length === 1) return { mediaType: file.type, modality: "image", width, height };
  return { mediaType: file.type, modality: "video", width, height, durationMs: delaysMs.reduce((sum, delayMs) => sum + delayMs, 0), hasSound: false };
}

async function inspectStreams(tools: Tools, file: Sniffed): Promise<Omit<Inspection, "sizeBytes">> {
  const { picture, sound, durationMs } = await probeFile(tools, file);
  if (picture === undefined) return { mediaType: withModality(file.type, "audio"), modality: "audio", durationMs };
  const { width, height } = picture;
  return { mediaType: withModality(file.type, "video"), modality: "video", width, height, durationMs, hasSound: sound !== undefined };
}

/** An MP4 without pictures is audio/mp4, an Ogg with them video/ogg; AVI and Matroska have no name of their own for sound. */
function withModality(type: Sniffed["type"], modality: "audio" | "video"): string {
  const [, format = ""] = type.split("/", 2);
  return modality === "audio" && type === "video/quicktime" ? "audio/mp4" : `${modality}/${format}`;
}
