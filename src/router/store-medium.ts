/** From the core's samples to a stored file that a platform can show: encoded with provenance, kept under the hash of its bytes. */

import { rm } from "node:fs/promises";
import type { DeliveredFile } from "../adapter.ts";
import { captionOf } from "../conversation/captions.ts";
import { MediaError } from "../errors.ts";
import type { EncodedFile, Media } from "../media/media.ts";
import type { FileStore } from "../store/file-store.ts";
import type { Lineage, MediaPart, PieceNumber, StoredFile } from "../turn/part.ts";
import type { FileLinks } from "./file-links.ts";
import type { Samples } from "../turn/samples.ts";

export interface MadeMedium {
  readonly piece: PieceNumber;
  readonly samples: Samples;
  readonly caption: string;
  readonly lineage: Extract<Lineage, { type: "made" }>;
  /** Blurred, or behind the platform's own curtain. */
  readonly veil?: "blur" | "curtain";
}

export interface Workshop {
  readonly media: Media;
  readonly files: FileStore;
  /** For files on their way. */
  readonly scratchFolder: string;
  /** Name of the pack, for the provenance. */
  readonly pack: string;
  /** Where a stored file can be fetched by whoever has the link; undefined where nobody could. Absent: nowhere. */
  readonly linkTo?: FileLinks["linkTo"];
}

/** @throws MediaError, StoreError */
export async function storeMedium(
  { media, files, scratchFolder, pack }: Workshop,
  made: MadeMedium,
): Promise<{ part: MediaPart; file: DeliveredFile }> {
  const blur = made.veil === "blur" ? { isBlurred: true as const } : {};
  const encoded = await media.encode(made.samples, { pack, madeAt: Date.now(), ...blur }, scratchFolder);
  try {
    const part = partOf(made, await files.put(encoded.path, encoded.mediaType), encoded);
    return { part, file: deliveredFileOf(part, files) };
  } finally {
    await rm(encoded.path, { force: true });
  }
}

/** @throws MediaError where the bytes gave way to the budget */
export function deliveredFileOf(part: MediaPart, files: FileStore): DeliveredFile {
  const path = files.pathOf(part.file.id);
  if (path === undefined) throw new MediaError(`The bytes of piece #${part.piece} are gone: the media budget is too small for what is in use.`);
  const { mediaType, sizeBytes } = part.file;
  return {
    path,
    name: fileNameOf(part.piece, mediaType),
    mediaType,
    sizeBytes,
    altText: captionOf(part),
    ...(part.isSensitive ? { isSensitive: true } : {}),
  };
}

/** Which part of a file it is, and of how many. */
export type Share = readonly [number: number, count: number];

export function fileNameOf(piece: PieceNumber, mediaType: string, share?: Share): string {
  const part = share === undefined ? "" : `-${share.join("of")}`;
  return `quartet-${piece}${part}.${EXTENSIONS[mediaType] ?? "bin"}`;
}

/** Whether these files are all of a piece: the whole, or every one of its parts. */
export function areWhole(piece: PieceNumber, names: readonly string[]): boolean {
  const shares = names.flatMap((name) => {
    const [, of, number = "1", count = "1"] = /^quartet-(\d+)(?:-(\d+)of(\d+))?\./.exec(name) ?? [];
    return Number(of) === piece ? [{ number: Number(number), count: Number(count) }] : [];
  });
  return shares.some(({ count }) => new Set(shares.filter((share) => share.count === count).map(({ number }) => number)).size === count);
}

const EXTENSIONS: Readonly<Record<string, string>> = {
  "image/png": "png",
  "image/jpeg": "jpg",
  "image/webp": "webp",
  "audio/ogg": "ogg",
  "audio/wav": "wav",
  "video/mp4": "mp4",
};

function partOf(
  { piece, caption, lineage, samples, veil }: MadeMedium,
  file: StoredFile,
  { width, height, durationMs, waveform }: EncodedFile,
): MediaPart {
  const common = { file, piece, caption, lineage, ...(veil === undefined ? {} : { isSensitive: true as const }) };
  const frame = () => ({ width: required(width), height: required(height) });
  switch (samples.type) {
    case "image":
      return { type: "image", ...common, ...frame() };
    case "audio":
      return { type: "audio", ...common, durationMs: required(durationMs), ...(waveform === undefined ? {} : { waveform }) };
    case "video":
      return { type: "video", ...common, ...frame(), durationMs: required(durationMs) };
    default:
      return samples satisfies never;
  }
}

function required(measure: number | undefined): number {
  if (measure === undefined) throw new MediaError("Expected the media process to say the size and duration of what it wrote.");
  return measure;
}
