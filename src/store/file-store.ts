/** Media as files named by the sha256 of their bytes: which turns show them, and which give way when the budget is full. */

import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { StoreError } from "../errors.ts";
import type { FileId, StoredFile } from "../turn/part.ts";
import type { ConversationId, TurnId } from "../turn/turn.ts";
import { syncFolder, writeDraft } from "./draft.ts";
import { prepareFileStatements, type FileStatements } from "./file-statements.ts";
import { removeStrays } from "./strays.ts";

/** `gone`: the bytes gave way to the budget; what is known of the file stays. */
export interface FileRecord extends StoredFile {
  readonly state: "here" | "gone";
}

export class FileStore {
  readonly #folder: string;
  readonly #budgetBytes: number;
  readonly #statements: FileStatements;
  /** Put, and on their way to the turn that will hold them. */
  readonly #fresh = new Set<string>();
  #lastTick = 0;

  constructor(folder: string, database: DatabaseSync, budgetBytes = Number.POSITIVE_INFINITY) {
    this.#folder = folder;
    this.#budgetBytes = budgetBytes;
    this.#statements = prepareFileStatements(database);
  }

  /**
   * Stores the bytes, or those of the file at a path, which stays where it is. The new file always fits: others give way, oldest use
   * first. It is kept for a day until a turn holds it.
   */
  async put(source: string | Uint8Array, mediaType: string): Promise<StoredFile> {
    const { path, id, sizeBytes } = await writeDraft(source, join(this.#folder, "drafts"));
    // Without a pause from here to the end, so that no release() comes between the bytes and their row.
    const target = this.#locate(id);
    mkdirSync(dirname(target), { recursive: true });
    renameSync(path, target);
    syncFolder(dirname(target));
    const tick = this.#tick();
    this.#statements.put.run(id, mediaType, sizeBytes, tick, tick);
    this.#fresh.add(id);
    this.#makeRoom(id);
    return { id, mediaType, sizeBytes };
  }

  find(id: FileId): FileRecord | undefined {
    const row = this.#statements.find.get(id);
    if (row === undefined) return undefined;
    return { id, mediaType: String(row.media_type), sizeBytes: Number(row.size_bytes), state: row.state === "here" ? "here" : "gone" };
  }

  /** Where the bytes are, for reading now; undefined where they are gone. Counts as a use of the file. */
  pathOf(id: FileId): string | undefined {
    if (Number(this.#statements.touch.run(this.#tick(), id).changes) === 0) return undefined;
    const path = this.#locate(id);
    if (existsSync(path)) return path;
    this.#statements.leave.run(id);
    return undefined;
  }

  /** The turn shows the file, which stays until the turn is released. Holding again changes nothing, so that a turn may be replayed. */
  hold(id: FileId, conversationId: ConversationId, turnId: TurnId): void {
    if (this.find(id) === undefined) throw new StoreError(`File ${id} is not in the store: put it before a turn holds it.`);
    this.#statements.hold.run(conversationId, turnId, id);
    this.#fresh.delete(id);
  }

  /** The turn is forgotten, and with it every file that no other turn shows. */
  release(conversationId: ConversationId, turnId: TurnId): void {
    this.#removeUnheld(this.#statements.release.all(conversationId, turnId).map((row) => String(row.file_id)));
  }

  /** Of what the turn showed, only these stay. */
  holdOnly(ids: readonly FileId[], conversationId: ConversationId, turnId: TurnId): void {
    const others = this.#statements.heldBy
      .all(conversationId, turnId)
      .flatMap((row) => (ids.some((id) => id === row.file_id) ? [] : String(row.file_id)));
    for (const id of others) this.#statements.releaseOne.run(conversationId, turnId, id);
    this.#removeUnheld(others);
  }

  /** The conversation is forgotten, and with it every file that no other one shows. */
  releaseAll(conversationId: ConversationId): void {
    this.#statements.unpinAll.run(conversationId);
    this.#removeUnheld(this.#statements.releaseAll.all(conversationId).map((row) => String(row.file_id)));
  }

  /** How many turns of all conversations show the file. */
  countHolds(id: FileId): number {
    return Number(this.#statements.countHolds.get(id)?.holds);
  }

  /** A pinned file does not give way while a turn of the conversation shows it. */
  pin(id: FileId, conversationId: ConversationId): void {
    if (this.#statements.isHeldBy.get(conversationId, id) === undefined) {
      throw new StoreError(`File ${id} cannot be pinned: no turn of conversation ${conversationId} shows it.`);
    }
    this.#statements.pin.run(conversationId, id);
  }

  unpin(id: FileId, conversationId: ConversationId): void {
    this.#statements.unpin.run(conversationId, id);
  }

  /** Bytes of all media that are here. */
  totalBytes(): number {
    return Number(this.#statements.total.get()?.bytes);
  }

  /** Removes what a crash left behind, what nobody held for a day, and what a smaller budget leaves no room for. */
  tidy(): void {
    const dayAgo = Date.now() - DAY_MS;
    const stale = this.#statements.unheldSince.all(dayAgo).map((row) => String(row.id));
    for (const id of stale) this.#fresh.delete(id);
    this.#removeUnheld(stale);
    removeStrays(this.#folder, dayAgo, (name) => this.find(name as FileId)?.state === "here");
    this.#makeRoom();
  }

  #makeRoom(newest?: FileId): void {
    let excessBytes = this.totalBytes() - this.#budgetBytes;
    if (excessBytes <= 0) return;
    for (const row of this.#statements.unpinned.all(newest ?? "")) {
      if (excessBytes <= 0) return;
      this.#statements.leave.run(row.id ?? null);
      rmSync(this.#locate(String(row.id)), { force: true });
      excessBytes -= Number(row.size_bytes);
    }
  }

  #removeUnheld(ids: readonly string[]): void {
    for (const id of ids) {
      if (this.#fresh.has(id)) continue;
      if (Number(this.#statements.removeUnheld.run(id).changes) > 0) rmSync(this.#locate(id), { force: true });
    }
  }

  #locate(id: string): string {
    return join(this.#folder, id.slice(0, 2), id);
  }

  /** Milliseconds that never repeat, so that uses have one order. */
  #tick(): number {
    this.#lastTick = Math.max(Date.now(), this.#lastTick + 1);
    return this.#lastTick;
  }
}

const DAY_MS = 24 * 60 * 60 * 1000;
