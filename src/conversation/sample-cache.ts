/** What people sent and what was made, decoded to the samples that the pack's encoders want; each file once, for as long as there is room. */

import { createHash } from "node:crypto";
import { rmSync } from "node:fs";
import { mkdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Media } from "../media/media.ts";
import type { FileStore } from "../store/file-store.ts";
import type { FileId } from "../turn/part.ts";
import type { Samples, SamplesWish } from "../turn/samples.ts";

const MAX_BYTES = 512 * 2 ** 20;

interface Cached {
  readonly name: string;
  readonly fileId: FileId;
  readonly samples: Promise<Samples>;
  /** Whose prompts name it. */
  readonly holders: Set<symbol>;
  sizeBytes: number;
  usedAt: number;
}

/** What one answer reads stays on the disk until this is disposed of, whatever is forgotten meanwhile: its prompt may still wait for the core. */
export interface HeldSamples extends Disposable {
  /** @throws AttachmentError, MediaError */
  read(fileId: FileId, wish: SamplesWish): Promise<Samples | undefined>;
}

export class SampleCache {
  readonly #folder: string;
  readonly #files: FileStore;
  readonly #media: Media;
  readonly #cached = new Map<string, Cached>();
  /** Dropped while an answer held them. */
  readonly #leaving = new Set<Cached>();

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

  hold(): HeldSamples {
    const holder = Symbol("answer");
    let isOver = false;
    return {
      read: (fileId, wish) => this.#read(fileId, wish, isOver ? undefined : holder),
      [Symbol.dispose]: () => {
        isOver = true;
        this.#release(holder);
      },
    };
  }

  /** Removes the samples of files that the store does not have any more. */
  async sweep(): Promise<void> {
    await this.#drop(({ fileId }) => this.#files.find(fileId)?.state !== "here");
  }

  /** The path is the same each time, so that the core knows again what it encoded. Undefined where the file gave way to the budget. */
  async #read(fileId: FileId, wish: SamplesWish, holder: symbol | undefined): Promise<Samples | undefined> {
    const original = this.#files.pathOf(fileId);
    if (original === undefined) {
      await this.#drop((cached) => cached.fileId === fileId);
      return undefined;
    }
    const name = `${fileId}-${createHash("sha256").update(JSON.stringify(wish)).digest("hex").slice(0, 8)}`;
    const cached = this.#cached.get(name) ?? this.#add(name, fileId, this.#decode(original, wish, join(this.#folder, name)));
    if (holder !== undefined) cached.holders.add(holder);
    cached.usedAt = Date.now();
    return await cached.samples;
  }

  #release(holder: symbol): void {
    for (const cached of [...this.#cached.values(), ...this.#leaving]) cached.holders.delete(holder);
    const removing = [this.#makeRoom(), ...[...this.#leaving].map((cached) => this.#remove(cached))];
    // What cannot be removed now is removed by the next start.
    for (const removed of removing) removed.catch(() => undefined);
  }

  #add(name: string, fileId: FileId, samples: Promise<Samples>): Cached {
    const cached: Cached = { name, fileId, samples, holders: new Set(), sizeBytes: 0, usedAt: Date.now() };
    this.#cached.set(name, cached);
    void this.#measure(cached).catch(() => {
      if (this.#cached.get(name) === cached) this.#cached.delete(name);
    });
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
      if (excess <= 0) break;
      if (cached.holders.size > 0) continue;
      leaving.add(cached);
      excess -= cached.sizeBytes;
    }
    await this.#drop((cached) => leaving.has(cached));
  }

  async #drop(isMeant: (cached: Cached) => boolean): Promise<void> {
    for (const [name, cached] of this.#cached) {
      if (!isMeant(cached)) continue;
      this.#cached.delete(name);
      this.#leaving.add(cached);
      await this.#remove(cached);
    }
  }

  /** Unless an answer holds it still; and the same file may have come back to the same path meanwhile. */
  async #remove(cached: Cached): Promise<void> {
    const samples = await cached.samples.catch(() => undefined);
    const isHeld = [...this.#leaving].some(({ name, holders }) => name === cached.name && holders.size > 0);
    if (isHeld || !this.#leaving.delete(cached)) return;
    if (samples !== undefined && !this.#cached.has(cached.name)) rmSync(samples.path, { force: true });
  }
}
