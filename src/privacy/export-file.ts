/** One JSON file with everything about a person, their media inside as data: addresses, as far as the place takes so large a file. */

import { mkdtemp, open, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { DeliveredFile } from "../adapter.ts";
import type { FileStore } from "../store/file-store.ts";
import { isHere, type Kept } from "./kept.ts";

export interface ExportParts {
  readonly files: FileStore;
  readonly scratchFolder: string;
}

export interface ExportFile {
  readonly file: DeliveredFile;
  /** Media that are named but not inside, because the file would be too large. */
  readonly leftOut: number;
  /** Removes it again: it is made to be handed out once. */
  drop(): Promise<void>;
}

/** Larger ones are a burden for whoever opens them. */
const MAX_BYTES = 200 * 2 ** 20;
/** For what stands around a file's content. */
const FRAME_BYTES = 400;

/** @param about what stands before everything else, such as whose it is */
export async function writeExport(
  { files, scratchFolder }: ExportParts,
  about: Readonly<Record<string, string>>,
  kept: Kept,
  maxBytes: number,
): Promise<ExportFile> {
  const folder = await mkdtemp(join(scratchFolder, "export-"));
  const name = `quartet-${about.madeAt?.slice(0, 10) ?? "export"}.json`;
  const path = join(folder, name);
  const drop = () => rm(folder, { recursive: true, force: true });
  try {
    const leftOut = await write(path, files, about, kept, Math.min(maxBytes, MAX_BYTES));
    return { file: { path, name, mediaType: "application/json", sizeBytes: (await stat(path)).size, altText: "" }, leftOut, drop };
  } catch (error) {
    await drop();
    throw error;
  }
}

/** Piece by piece, so that it never lies in memory as a whole. Returns how many media were left out. */
async function write(path: string, files: FileStore, about: object, kept: Kept, maxBytes: number): Promise<number> {
  const { files: media, ...rest } = kept;
  const head = JSON.stringify({ ...about, ...rest }, undefined, 2).replace(/\n\}$/, ',\n  "files": [');
  await using file = await open(path, "wx");
  await file.writeFile(head);
  let roomBytes = maxBytes - Buffer.byteLength(head) - media.length * FRAME_BYTES;
  let leftOut = 0;
  for (const [index, medium] of media.entries()) {
    const isGone = !isHere(files, medium);
    const fits = base64Bytes(medium.sizeBytes) <= roomBytes;
    if (!isGone && !fits) leftOut++;
    const from = isGone || !fits ? undefined : files.pathOf(medium.id);
    const content = from && `data:${medium.mediaType};base64,${(await readFile(from)).toString("base64")}`;
    if (content) roomBytes -= content.length;
    const state = content ? { content } : { missing: isGone ? "gone" : "too-large" };
    await file.writeFile(`${index === 0 ? "" : ","}\n    ${JSON.stringify({ ...medium, ...state })}`);
  }
  await file.writeFile("\n  ]\n}\n");
  return leftOut;
}

function base64Bytes(sizeBytes: number): number {
  return Math.ceil(sizeBytes / 3) * 4;
}
