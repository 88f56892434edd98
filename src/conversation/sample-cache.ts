/** What people sent and what was made, decoded to the samples that the pack's encoders want; each file once, for as long as there is room. */

import { createHash } from "node:crypto";
import { mkdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Media } from "../media/media.ts";
import type { FileStore } from "../store/file-store.ts";
import type { FileId } from "../turn/part.ts";
import type { Samples, SamplesWish } from "../turn/samples.ts";

const MAX_BYTES = 512 * 2 ** 20;
/** A prompt that waits for the core may name samples; so long they stay in any case. */
const SAFE_MS = 10 * 60_000;

interface Cached {
  readonly fileId: FileId;
  readonly samples: Promise<Samples>;
  sizeBytes: number;
  usedAt: number;
}

export class SampleCache {
  readonly #folder: string;
  readonly #files: FileStore;
  readonly #media: Media;
  readonly #cached = new Map<string, Cached>();

  /** `folder` is the cache's own; what an earlier run left in it is removed. */
  static async open(folder: string, files: FileStore, media: Media): Promise<SampleCache> {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    return new SampleCache(folder, files, media);
  }

  private constructor(folder: string, files: FileStore, media: Media) {
    this.#folder = folder;
    this.#files = files;
    this.#media = media;
  }

  /**
   * The path is the same each time, so that the core knows again what it encoded. Undefined where the file gave way to the budget.
   * @throws AttachmentError, MediaError
   */
  async read(fileId: FileId, wish: SamplesWish): Promise<Samples | undefined> {
    const original = this.#files.pathOf(fileId);
    if (original === undefined) {
      await this.#drop((cached) => cached.fileId === fileId);
      return undefined;
    }
    const name = `${fileId}-${createHash("sha256").update(JSON.stringify(wish)).digest("hex").slice(0, 8)}`;
    const cached = this.#cached.get(name) ?? this.#add(name, fileId, this.#decode(original, wish, join(this.#folder, name)));
    cached.usedAt = Date.now();
    return await cached.samples;
  }

  /** Removes the samples of files that the store does not have any more. */
  async sweep(): Promise<void> {
    await this.#drop(({ fileId }) => this.#files.find(fileId)?.state !== "here");
  }

  #add(name: string, fileId: FileId, samples: Promise<Samples>): Cached {
    const cached: Cached = { fileId, samples, sizeBytes: 0, usedAt: Date.now() };
    this.#cached.set(name, cached);
    void this.#measure(cached).catch(() => this.#cached.delete(name));
    return cached;
  }

  async #measure(cached: Cached): Promise<void> {
    const { path } = await cached.samples;
    cached.sizeBytes = (await stat(path)).size;
    await this.#makeRoom();
  }

  async #decode(original: string, wish: SamplesWish, stem: string): Promise<Samples> {
    const samples = await this.#media.decode(original, wish, this.#folder);
    const path = `${stem}.${samples.type === "audio" ? "f32" : "rgb24"}`;
    await rename(samples.path, path);
    return { ...samples, path };
  }

  async #makeRoom(): Promise<void> {
    const oldestFirst = [...this.#cached.values()].sort((one, other) => one.usedAt - other.usedAt);
    let excess = oldestFirst.reduce((total, { sizeBytes }) => total + sizeBytes, -MAX_BYTES);
    const leaving = new Set<Cached>();
    for (const cached of oldestFirst) {
      if (excess <= 0 || cached.usedAt > Date.now() - SAFE_MS) break;
      leaving.add(cached);
      excess -= cached.sizeBytes;
    }
    await this.#drop((cached) => leaving.has(cached));
  }

  async #drop(isMeant: (cached: Cached) => boolean): Promise<void> {
    for (const [name, cached] of this.#cached) {
      if (!isMeant(cached)) continue;
      this.#cached.delete(name);
      const samples = await cached.samples.catch(() => undefined);
      if (samples !== undefined) await rm(samples.path, { force: true });
    }
  }
}
