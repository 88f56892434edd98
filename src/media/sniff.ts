/** Knows what a file is by its first bytes, and by nothing else: names, extensions and declared types are never looked at. */

import { type FileHandle, open } from "node:fs/promises";
import { AttachmentError } from "../errors.ts";
import type { FileKind } from "../language/english-faults.ts";

const HEAD_BYTES = 4096;

/** The containers and pictures that are taken. Whether an MP4, Ogg or Matroska file holds pictures is seen later, by its streams. */
export type SniffedType =
  | "image/png"
  | "image/jpeg"
  | "image/gif"
  | "image/webp"
  | "image/avif"
  | "image/heic"
  | "audio/wav"
  | "audio/ogg"
  | "audio/mpeg"
  | "audio/flac"
  | "audio/aac"
  | "audio/mp4"
  | "video/mp4"
  | "video/quicktime"
  | "video/webm"
  | "video/x-matroska"
  | "video/x-msvideo";

/** Reads the head of the file. Throws AttachmentError for an empty file and for everything that is not taken, by its name. */
export async function sniffFile(path: string): Promise<SniffedType> {
  const file = await open(path, "r");
  try {
    const head = await readAt(file, 0);
    const type = sniff(head);
    const tagEnd = tagBytesOf(head);
    return tagEnd + FRAME_HEAD_BYTES <= head.length ? type : (framesIn(await readAt(file, tagEnd)) ?? type);
  } finally {
    await file.close();
  }
}

async function readAt(file: FileHandle, position: number): Promise<Buffer> {
  const { bytesRead, buffer } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, position);
  return buffer.subarray(0, bytesRead);
}

/** The same for bytes in hand: the first 4096, or all of a shorter file. */
export function sniff(head: Buffer): SniffedType {
  if (head.length === 0) throw new AttachmentError("The file has 0 bytes.", ["fileEmpty"]);
  const type = magicOf(head) ?? boxOf(head) ?? riffOf(head) ?? matroskaOf(head) ?? frameOf(head);
  if (type !== undefined) return type;
  const kind = refusedKindOf(head);
  throw new AttachmentError(`The content is of the kind "${kind}"; expected an image, audio or video file.`, ["fileKind", kind]);
}

function magicOf(head: Buffer): SniffedType | undefined {
  if (startsWith(head, "\x89PNG\r\n\x1a\n")) return "image/png";
  if (startsWith(head, "\xff\xd8\xff")) return "image/jpeg";
  if (startsWith(head, "GIF87a") || startsWith(head, "GIF89a")) return "image/gif";
  if (startsWith(head, "OggS")) return "audio/ogg";
  if (startsWith(head, "fLaC")) return "audio/flac";
  return undefined;
}

const AVIF_BRANDS = ["avif", "avis"];
const HEIC_BRANDS = ["heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1"];
const AUDIO_BRANDS = ["M4A ", "M4B ", "M4P ", "F4A "];
const OLD_QUICKTIME_BOXES = ["moov", "mdat", "wide", "free", "skip", "pnot"];

/** ISO base media files: the first box is `ftyp` with a major brand and compatible brands; old QuickTime files have none. */
function boxOf(head: Buffer): SniffedType | undefined {
  const box = text(head, 4, 8);
  if (box !== "ftyp") return OLD_QUICKTIME_BOXES.includes(box) ? "video/quicktime" : undefined;
  const boxEnd = Math.min(head.length, Math.max(16, head.readUInt32BE(0)));
  const brands: string[] = [text(head, 8, 12)];
  for (let at = 16; at + 4 <= boxEnd; at += 4) brands.push(text(head, at, at + 4));
  const major = brands[0] ?? "";
  if (AVIF_BRANDS.includes(major) || (HEIC_BRANDS.includes(major) && brands.some((brand) => AVIF_BRANDS.includes(brand)))) return "image/avif";
  if (HEIC_BRANDS.includes(major)) return "image/heic";
  if (AUDIO_BRANDS.includes(major)) return "audio/mp4";
  return major === "qt  " ? "video/quicktime" : "video/mp4";
}

function riffOf(head: Buffer): SniffedType | undefined {
  if (!startsWith(head, "RIFF")) return undefined;
  const form = text(head, 8, 12);
  if (form === "WEBP") return "image/webp";
  if (form === "WAVE") return "audio/wav";
  return form === "AVI " ? "video/x-msvideo" : undefined;
}

/** EBML: the DocType element (0x4282) in the header names the format. */
function matroskaOf(head: Buffer): SniffedType | undefined {
  if (!startsWith(head, "\x1a\x45\xdf\xa3")) return undefined;
  const docType = head.indexOf(Buffer.from([0x42, 0x82]));
  return docType >= 0 && text(head, docType + 3, docType + 7) === "webm" ? "video/webm" : "video/x-matroska";
}

const FRAME_HEAD_BYTES = 4;

/** Formats that are only a row of frames: MP3 (also behind an ID3 tag, which may be longer than the head) and AAC in ADTS. */
function frameOf(head: Buffer): SniffedType | undefined {
  const at = tagBytesOf(head);
  return framesIn(head.subarray(at)) ?? (at > 0 ? "audio/mpeg" : undefined);
}

/** 0 where there is none. */
function tagBytesOf(head: Buffer): number {
  if (!startsWith(head, "ID3") || head.length < 10) return 0;
  return 10 + [6, 7, 8, 9].reduce((sum, index) => (sum << 7) | ((head[index] ?? 0) & 0x7f), 0);
}

function framesIn(bytes: Buffer): SniffedType | undefined {
  if (startsWith(bytes, "fLaC")) return "audio/flac";
  const [first = 0, second = 0, third = 0] = bytes;
  if (bytes.length < FRAME_HEAD_BYTES || first !== 0xff || (second & 0xe0) !== 0xe0) return undefined;
  const layer = (second >> 1) & 3;
  if ((second & 0xf0) === 0xf0 && layer === 0) return "audio/aac";
  const hasVersion = ((second >> 3) & 3) !== 1;
  return hasVersion && layer === 1 && third >> 4 !== 15 && ((third >> 2) & 3) !== 3 ? "audio/mpeg" : undefined;
}

const REFUSED: readonly (readonly [magic: string, kind: FileKind])[] = [
  ["%PDF", "pdf"],
  ["PK\x03\x04", "zip"],
  ["PK\x05\x06", "empty-zip"],
  ["\x1f\x8b", "gzip"],
  ["7z\xbc\xaf\x27\x1c", "7z"],
  ["Rar!", "rar"],
  ["\xfd7zXZ", "xz"],
  ["\x7fELF", "program"],
  ["MZ", "windows-program"],
  ["BM", "bmp"],
  ["II*\0", "tiff"],
  ["MM\0*", "tiff"],
  ["\0\0\x01\0", "icon"],
  ["8BPS", "photoshop"],
  ["\xff\x0a", "jxl"],
  ["\0\0\0\x0cJXL ", "jxl"],
  ["\x30\x26\xb2\x75", "windows-media"],
  ["FLV", "flash"],
  ["FORM", "aiff"],
  ["MThd", "midi"],
  ["#!AMR", "amr"],
  ["caff", "caf"],
  ["SQLite format 3", "database"],
];

function refusedKindOf(head: Buffer): FileKind {
  const known = REFUSED.find(([magic]) => startsWith(head, magic));
  if (known !== undefined) return known[1];
  if (!looksLikeText(head)) return "unknown";
  const start = head
    .toString("utf8")
    .replace(/^\ufeff/, "")
    .trimStart()
    .toLowerCase();
  if (/<svg[\s>]/.test(start)) return "svg";
  if (start.startsWith("<!doctype html") || /<html[\s>]/.test(start)) return "html";
  if (start.startsWith("#extm3u") || start.startsWith("ffconcat")) return "playlist";
  return start.startsWith("<?xml") ? "xml" : "text";
}

/** UTF-8 without control characters; the last character may be cut off by the end of the head. */
function looksLikeText(head: Buffer): boolean {
  if (head.some((byte) => byte < 0x20 && ![0x09, 0x0a, 0x0c, 0x0d, 0x1b].includes(byte))) return false;
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    return false;
  }
}

function startsWith(head: Buffer, magic: string): boolean {
  return text(head, 0, magic.length) === magic;
}

function text(head: Buffer, from: number, to: number): string {
  return head.toString("latin1", from, to);
}
