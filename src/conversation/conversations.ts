/** What is remembered of all conversations, and how it is forgotten, files included. */

import type { Store } from "../store/store.ts";
import type { Wish } from "../turn/inbound.ts";
import type { FileId, MediaPart, PieceNumber } from "../turn/part.ts";
import type { Author, ConversationId, Turn, TurnId } from "../turn/turn.ts";
import type { Entry, LearntCaption, Sequence } from "./entry.ts";
import { Locks } from "./locks.ts";
import { ConversationLogs } from "./log.ts";
import { foldMemory, mediaOf, type Memory, textOf } from "./memory.ts";
import { type ConversationSummary, People } from "./people.ts";
import type { ConversationChange, Watcher } from "./watchers.ts";

/** A medium on its way into a conversation, where it gets its number. */
export type UnnumberedPart = MediaPart extends infer Each ? (Each extends MediaPart ? Omit<Each, "piece"> : never) : never;

export interface MadeAnswer {
  readonly turn: Turn;
  readonly askedBy: Author["id"];
  readonly nextPiece: PieceNumber;
  readonly captions: readonly LearntCaption[];
}

export class Conversations {
  readonly #store: Store;
  readonly #logs: ConversationLogs;
  readonly #people: People;
  readonly #locks = new Locks();
  readonly #watchers: Watcher[] = [];

  constructor(store: Store) {
    this.#store = store;
    this.#logs = new ConversationLogs(store);
    this.#people = new People(store);
  }

  /** `watcher` is told after each change. */
  watch(watcher: Watcher): void {
    this.#watchers.push(watcher);
  }

  async memory(conversationId: ConversationId): Promise<Memory> {
    return foldMemory(await this.#logs.read(conversationId));
  }

  /** Every turn that is remembered, the oldest first; empty for an unknown conversation. */
  async turns(conversationId: ConversationId): Promise<readonly Turn[]> {
    return (await this.memory(conversationId)).turns;
  }

  /** Conversations in which the person spoke, the latest first. */
  async list(authorId: string): Promise<readonly ConversationSummary[]> {
    return await this.#people.list(authorId);
  }

  /** A file that this conversation shows; undefined where it does not, or where the bytes gave way to the budget. */
  async file(conversationId: ConversationId, fileId: FileId): Promise<{ readonly path: string; readonly mediaType: string } | undefined> {
    const memory = await this.memory(conversationId);
    const shown = memory.turns.flatMap(mediaOf).find((part) => part.file.id === fileId);
    const path = shown && this.#store.files.pathOf(fileId);
    return path === undefined ? undefined : { path, mediaType: shown?.file.mediaType ?? "" };
  }

  /** Whether the event was remembered already, by a try that did not come to its end. */
  async knows(conversationId: ConversationId, sequence: Sequence): Promise<boolean> {
    return (await this.#logs.get(conversationId, sequence)) !== undefined;
  }

  /** Gives `media` the next numbers, in their order, and keeps their files. What was wished belongs to the turn, except for its seed. */
  async said(sequence: Sequence, turn: Turn, media: readonly UnnumberedPart[], { pieces = [], modalities }: Wish): Promise<void> {
    const { conversationId } = turn;
    const wished = { pieces, ...(modalities === undefined ? {} : { modalities }) };
    await this.#locks.run(conversationId, async () => {
      const { nextPiece } = await this.memory(conversationId);
      const numbered = media.map((part, index) => ({ ...part, piece: (nextPiece + index) as PieceNumber }));
      const parts = [...turn.parts, ...numbered];
      await this.#put(sequence, { type: "said", turn: { ...turn, parts }, ...wished, nextPiece: (nextPiece + media.length) as PieceNumber });
    });
    await this.#people.spoke(turn.author.id, conversationId, { title: titleOf(turn), updatedAt: turn.createdAt });
  }

  async made(sequence: Sequence, answer: MadeAnswer): Promise<void> {
    await this.#locks.run(answer.turn.conversationId, () => this.#put(sequence, { type: "made", ...answer }));
  }

  async edited(conversationId: ConversationId, sequence: Sequence, turnId: TurnId, text: string): Promise<void> {
    await this.#locks.run(conversationId, () => this.#logs.put(conversationId, sequence, { type: "edited", turnId, text }));
    this.#tell(conversationId);
  }

  /** The turn's words leave the log, its files go unless something else shows them. */
  async deleted(conversationId: ConversationId, sequence: Sequence, turnId: TurnId): Promise<void> {
    await this.#locks.run(conversationId, async () => {
      await this.#erase(conversationId, sequence, ({ turn }) => turn.id === turnId);
      await this.#logs.put(conversationId, sequence, { type: "deleted", turnId });
    });
    this.#tell(conversationId);
  }

  /** One turn goes without leaving word of who took it back. */
  async withdraw(conversationId: ConversationId, turnId: TurnId): Promise<void> {
    await this.#locks.run(conversationId, () => this.#erase(conversationId, undefined, ({ turn }) => turn.id === turnId));
    this.#tell(conversationId);
  }

  /** Everything said before that event, the answers included. */
  async forget(conversationId: ConversationId, sequence: Sequence): Promise<void> {
    await this.#locks.run(conversationId, () => this.#erase(conversationId, sequence, () => true));
    await this.#people.left(conversationId);
    this.#tell(conversationId, { type: "forgotten" });
  }

  /** What one person said in one conversation before that event, and the answers to it, even to what was deleted meanwhile. */
  async forgetPerson(conversationId: ConversationId, sequence: Sequence, authorId: string): Promise<void> {
    const isTheirs = (entry: TurnEntry) => (entry.type === "said" ? entry.turn.author.id : entry.askedBy) === authorId;
    await this.#locks.run(conversationId, () => this.#erase(conversationId, sequence, isTheirs));
    await this.#people.left(conversationId, authorId);
    this.#tell(conversationId, { type: "forgotten", authorId });
  }

  /** Turns older than `before` (Unix milliseconds) go, in all conversations that are meant; returns how many. */
  async forgetBefore(before: number, isMeant: (conversationId: ConversationId) => boolean = () => true): Promise<number> {
    let forgotten = 0;
    for (const conversationId of (await this.#logs.list()).filter(isMeant)) {
      forgotten += await this.#locks.run(conversationId, () => this.#erase(conversationId, undefined, ({ turn }) => turn.createdAt < before));
      if ((await this.turns(conversationId)).length === 0) await this.#people.left(conversationId);
    }
    return forgotten;
  }

  /** Files are held before the entry that shows them, so that none is swept away in between. */
  async #put(sequence: Sequence, entry: TurnEntry): Promise<void> {
    const { conversationId, id } = entry.turn;
    for (const part of mediaOf(entry.turn)) this.#store.files.hold(part.file.id, conversationId, id);
    await this.#logs.put(conversationId, sequence, entry);
    this.#tell(conversationId);
  }

  #tell(conversationId: ConversationId, change: ConversationChange = { type: "grown" }): void {
    for (const watcher of this.#watchers) watcher(conversationId, change);
  }

  /** Replaces the turns by how far the numbers had come. Edits of them go too, for they hold words. */
  async #erase(conversationId: ConversationId, before: Sequence | undefined, isMeant: (entry: TurnEntry) => boolean): Promise<number> {
    const entries = await this.#logs.read(conversationId);
    const meant = entries.filter(({ sequence, entry }) => (before === undefined || sequence < before) && hasTurn(entry) && isMeant(entry));
    const last = meant.at(-1);
    if (last === undefined) return 0;
    const gone = new Set(meant.flatMap(({ entry }) => (hasTurn(entry) ? [entry.turn.id] : [])));
    const edits = entries.filter(({ entry }) => entry.type === "edited" && gone.has(entry.turnId));
    await this.#logs.put(conversationId, last.sequence, { type: "forgotten", nextPiece: foldMemory(entries).nextPiece });
    await this.#logs.remove(
      conversationId,
      [...meant, ...edits].filter((logged) => logged !== last).map((logged) => logged.sequence),
    );
    for (const turnId of gone) this.#store.files.release(conversationId, turnId);
    return meant.length;
  }
}

type TurnEntry = Extract<Entry, { type: "said" | "made" }>;

function hasTurn(entry: Entry): entry is TurnEntry {
  return entry.type === "said" || entry.type === "made";
}

const TITLE_LENGTH = 60;

function titleOf(turn: Turn): string {
  const words = textOf(turn).replaceAll(/\s+/g, " ").trim();
  return words.length > TITLE_LENGTH ? `${words.slice(0, TITLE_LENGTH - 1)}…` : words;
}
