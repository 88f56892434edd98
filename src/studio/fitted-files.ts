/** The files of a book, each made smaller where together they would be too large for where the book goes. */

import { rm } from "node:fs/promises";
import type { Media } from "../media/media.ts";
import type { FileStore } from "../store/file-store.ts";
import type { Scene } from "./scenes.ts";
import type { StudioPiece } from "./studio.ts";

export interface FittingParts {
  readonly files: FileStore;
  readonly media: Media;
  readonly scratchFolder: string;
}

interface BookFile {
  readonly path: string;
  readonly mediaType: string;
}

/** As text a byte takes four thirds, and the picture of the cover comes twice. */
const TEXT_GROWTH = 4 / 3;
const LEAST_BYTES = 2_000;

export class FittedFiles {
  readonly #parts: FittingParts;
  /** What they all take in a book as they are. */
  readonly wholeBytes: number;
  readonly #share: number;
  readonly #fitted = new Map<string, Promise<BookFile>>();

  /** `roomBytes`: for all of them in the book; absent: files stay as they are. */
  constructor(parts: FittingParts, scenes: readonly Scene[], roomBytes: number | undefined) {
    this.#parts = parts;
    const sizes = scenes.flatMap(({ visual, sounds }) => [...(visual ? [visual] : []), ...sounds]).map(({ part }) => part.file.sizeBytes);
    this.wholeBytes = (sizes.reduce((total, size) => total + size, 0) + Math.max(0, ...sizes)) * TEXT_GROWTH;
    this.#share = roomBytes === undefined ? 1 : Math.min(1, Math.max(1, roomBytes) / Math.max(1, this.wholeBytes));
  }

  /** Undefined where the bytes are not kept any more. @throws AttachmentError where no tolerable quality is small enough */
  async fileOf({ part }: StudioPiece): Promise<BookFile | undefined> {
    const { id, sizeBytes, mediaType } = part.file;
    const path = this.#parts.files.pathOf(id);
    if (path === undefined || this.#share === 1) return path === undefined ? undefined : { path, mediaType };
    const fitted = this.#fitted.get(id) ?? this.#fit(path, Math.max(LEAST_BYTES, Math.floor(sizeBytes * this.#share)));
    this.#fitted.set(id, fitted);
    return await fitted;
  }

  /** What was made for the book goes. */
  async drop(): Promise<void> {
    const made = await Promise.all([...this.#fitted.values()].map((fitted) => fitted.catch(() => undefined)));
    for (const file of made) if (file?.path.startsWith(this.#parts.scratchFolder)) await rm(file.path, { force: true });
  }

  async #fit(path: string, maxBytes: number): Promise<BookFile> {
    const { path: fitted, mediaType } = await this.#parts.media.fit(path, maxBytes, this.#parts.scratchFolder);
    return { path: fitted, mediaType };
  }
}
