/** What is remembered of all conversations, and how it is forgotten, files included. */

import type { Store } from "../store/store.ts";
import type { Wish } from "../turn/inbound.ts";
import type { FileId, MediaPart, PieceNumber } from "../turn/part.ts";
import { type Author, type ConversationId, type Platform, placeOfConversation, type Turn, type TurnId } from "../turn/turn.ts";
import type { LearntCaption, Sequence } from "./entry.ts";
import { Erasing, type Keeps } from "./erasing.ts";
import { Locks } from "./locks.ts";
import { ConversationLogs } from "./log.ts";
import { foldMemory, mediaOf, type Memory } from "./memory.ts";
import { titleOf } from "./titles.ts";
import { isOf, type TurnEntry, turnsIn } from "./turn-entries.ts";
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
  readonly #erasing: Erasing;
  readonly #locks = new Locks();
  readonly #watchers: Watcher[] = [];

  constructor(store: Store) {
    this.#store = store;
    this.#logs = new ConversationLogs(store);
    this.#people = new People(store);
    this.#erasing = new Erasing(store, this.#logs, this.#people);
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

  async listOn(platform: Platform, authorId: string): Promise<readonly ConversationSummary[]> {
    return (await this.list(authorId)).filter(({ conversationId }) => placeOfConversation(conversationId).platform === platform);
  }

  /** Every conversation that is remembered. */
  async all(): Promise<readonly ConversationId[]> {
    return await this.#logs.list();
  }

  /** What the person said on a platform and what was answered to it, by conversation. */
  async turnsOf(platform: Platform, authorId: string): Promise<readonly (ConversationSummary & { readonly turns: readonly Turn[] })[]> {
    return await Promise.all(
      (await this.listOn(platform, authorId)).map(async (summary) => {
        const entries = await this.#logs.read(summary.conversationId);
        const theirs = turnsIn(entries.filter(({ entry }) => isOf(entry, authorId)));
        return { ...summary, turns: foldMemory(entries).turns.filter(({ id }) => theirs.has(id)) };
      }),
    );
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
      // First who speaks here: a crash in between leaves nothing that nobody finds when that person is forgotten.
      await this.#people.spoke(turn.author.id, conversationId, { title: titleOf(turn), updatedAt: turn.createdAt });
      await this.#put(sequence, { type: "said", turn: { ...turn, parts }, ...wished, nextPiece: (nextPiece + media.length) as PieceNumber });
    });
  }

  async made(sequence: Sequence, answer: MadeAnswer): Promise<void> {
    await this.#locks.run(answer.turn.conversationId, () => this.#put(sequence, { type: "made", ...answer }));
  }

  async edited(conversationId: ConversationId, sequence: Sequence, turnId: TurnId, text: string): Promise<void> {
    await this.#locks.run(conversationId, async () => {
      await this.#logs.put(conversationId, sequence, { type: "edited", turnId, text });
      const turn = (await this.turns(conversationId)).find(({ id }) => id === turnId);
      if (turn?.role === "user") await this.#erasing.renewTitles(conversationId, new Set([turn.author.id]));
    });
    this.#tell(conversationId);
  }

  /** The turn's words leave the log, its files go unless something else shows them. */
  async deleted(conversationId: ConversationId, sequence: Sequence, turnId: TurnId): Promise<void> {
    await this.#locks.run(conversationId, async () => {
      await this.#erasing.erase(conversationId, sequence, ({ turn }) => turn.id === turnId);
      await this.#logs.put(conversationId, sequence, { type: "deleted", turnId });
    });
    this.#tell(conversationId);
  }

  /** One turn goes without leaving word of who took it back. */
  async withdraw(conversationId: ConversationId, turnId: TurnId): Promise<void> {
    await this.#locks.run(conversationId, () => this.#erasing.erase(conversationId, undefined, ({ turn }) => turn.id === turnId));
    this.#tell(conversationId);
  }

  /** Everything said before that event, the answers included. */
  async forget(conversationId: ConversationId, sequence: Sequence): Promise<void> {
    await this.#locks.run(conversationId, () => this.#erasing.erase(conversationId, sequence, () => true));
    this.#tell(conversationId, { type: "forgotten" });
  }

  /**
   * What one person said in one conversation before that event, and the answers to it, even to what was deleted meanwhile; what `keeps`
   * names stays without the person. Resolves with the turns that went.
   */
  async forgetPerson(
    conversationId: ConversationId,
    sequence: Sequence,
    authorId: string,
    keeps: Keeps = () => new Set(),
  ): Promise<readonly TurnId[]> {
    const gone = await this.#locks.run(conversationId, async () => {
      await this.#erasing.anonymise(conversationId, sequence, authorId, keeps);
      const erased = await this.#erasing.erase(conversationId, sequence, (entry) => isOf(entry, authorId));
      await this.#erasing.renewTitles(conversationId, new Set([authorId]));
      return erased;
    });
    this.#tell(conversationId, { type: "forgotten", authorId });
    return gone;
  }

  /** Turns older than `before` (Unix milliseconds) go, in all conversations that are meant; returns how many. */
  async forgetBefore(before: number, isMeant: (conversationId: ConversationId) => boolean = () => true): Promise<number> {
    let forgotten = 0;
    for (const conversationId of (await this.#logs.list()).filter(isMeant)) {
      const gone = await this.#locks.run(conversationId, () => this.#erasing.erase(conversationId, undefined, ({ turn }) => turn.createdAt < before));
      if (gone.length > 0) this.#tell(conversationId, { type: "expired" });
      forgotten += gone.length;
    }
    return forgotten;
  }

  /** As if these had never been. */
  async purge(conversationIds: readonly ConversationId[]): Promise<void> {
    // First who spoke there: where it breaks off, the logs that are left name the rest.
    await this.#people.left(new Set(conversationIds));
    for (const conversationId of conversationIds) {
      await this.#locks.run(conversationId, () => this.#erasing.clear(conversationId));
      this.#tell(conversationId, { type: "forgotten" });
    }
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
}
