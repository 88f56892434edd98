/** Bytes on their way into the file store: written beside it, hashed while they pass, and safe on the disk before they count. */

import { createHash, randomUUID } from "node:crypto";
import { closeSync, createReadStream, fsyncSync, openSync } from "node:fs";
import { mkdir, open, rm } from "node:fs/promises";
import { join } from "node:path";
import { StoreError } from "../errors.ts";
import type { FileId } from "../turn/part.ts";

export interface Draft {
  readonly path: string;
  readonly id: FileId;
  readonly sizeBytes: number;
}

/** Copies a file (by its path) or bytes into `folder`; throws StoreError and leaves nothing where that fails. */
export async function writeDraft(source: string | Uint8Array, folder: string): Promise<Draft> {
  const path = join(folder, randomUUID());
  try {
    await mkdir(folder, { recursive: true });
    return { path, ...(await copy(source, path)) };
  } catch (error) {
    await rm(path, { force: true });
    throw new StoreError(
      `${typeof source === "string" ? source : `${source.length} bytes`} cannot be stored in ${folder}: check its rights and space.`,
      { cause: error },
    );
  }
}

/** Makes a rename inside `folder` survive a power cut; Windows has no such call and needs none. */
export function syncFolder(folder: string): void {
  if (process.platform === "win32") return;
  const handle = openSync(folder, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

async function copy(source: string | Uint8Array, path: string): Promise<Pick<Draft, "id" | "sizeBytes">> {
  const hash = createHash("sha256");
  let sizeBytes = 0;
  await using target = await open(path, "wx");
  for await (const chunk of chunksOf(source)) {
    hash.update(chunk);
    sizeBytes += chunk.length;
    await target.writeFile(chunk);
  }
  await target.sync();
  return { id: hash.digest("hex") as FileId, sizeBytes };
}

async function* chunksOf(source: string | Uint8Array): AsyncGenerator<Uint8Array> {
  if (typeof source === "string") yield* createReadStream(source);
  else yield source;
}
