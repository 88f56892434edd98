/** How turns leave a conversation, with their files, edits and titles: the log itself last, so that a try that broke off anywhere is found and finished by the next. */

import type { Store } from "../store/store.ts";
import type { ConversationId, TurnId } from "../turn/turn.ts";
import type { PieceNumber } from "../turn/part.ts";
import type { Sequence } from "./entry.ts";
import type { ConversationLogs, LoggedEntry } from "./log.ts";
import { foldMemory, mediaOf, type Memory } from "./memory.ts";
import type { People, Spoken } from "./people.ts";
import { spokenBy } from "./titles.ts";
import { authorsIn, editsOf, hasTurn, isOf, type TurnEntry, turnsIn } from "./turn-entries.ts";
import { withoutPerson } from "./without-person.ts";

/** Which pieces stay when the turns `theirs` are forgotten. */
export type Keeps = (memory: Memory, theirs: ReadonlySet<TurnId>) => ReadonlySet<PieceNumber>;

/** Of whom something may be left, and no word. */
const WORDLESS: Spoken = { title: "", updatedAt: 0 };

export class Erasing {
  readonly #store: Store;
  readonly #logs: ConversationLogs;
  readonly #people: People;

  constructor(store: Store, logs: ConversationLogs, people: People) {
    this.#store = store;
    this.#logs = logs;
    this.#people = people;
  }

  /** Replaces the turns by how far the numbers had come, and resolves with them. Edits of them go too, for they hold words. */
  async erase(conversationId: ConversationId, before: Sequence | undefined, isMeant: (entry: TurnEntry) => boolean): Promise<readonly TurnId[]> {
    const entries = await this.#logs.read(conversationId);
    const meant = entries.filter(({ sequence, entry }) => (before === undefined || sequence < before) && hasTurn(entry) && isMeant(entry));
    const [gone, authorIds] = [turnsIn(meant), authorsIn(meant)];
    if (gone.size === 0) return [];
    const edits = editsOf(entries, gone);
    const leaving = new Set([...meant, ...edits]);
    await this.#renew(
      conversationId,
      authorIds,
      entries.filter((logged) => !leaving.has(logged)),
      WORDLESS,
    );
    for (const turnId of gone) this.#store.files.release(conversationId, turnId);
    await this.#remove(conversationId, edits);
    await this.#replace(conversationId, meant, foldMemory(entries).nextPiece);
    await this.renewTitles(conversationId, authorIds);
    return [...gone];
  }

  /** What `keeps` names of a person's turns stays without the person. */
  async anonymise(conversationId: ConversationId, before: Sequence, authorId: string, keeps: Keeps): Promise<void> {
    const entries = await this.#logs.read(conversationId);
    const theirs = entries.filter(({ sequence, entry }) => sequence < before && isOf(entry, authorId));
    const kept = keeps(foldMemory(entries), turnsIn(theirs));
    for (const { sequence, entry } of theirs) {
      const anonymous = hasTurn(entry) ? withoutPerson(entry, kept) : undefined;
      if (anonymous === undefined) continue;
      const { id, parts } = anonymous.turn;
      const shown = mediaOf({ parts }).map(({ file }) => file.id);
      this.#store.files.holdOnly(shown, conversationId, id);
      await this.#remove(conversationId, editsOf(entries, new Set([id])));
      await this.#logs.put(conversationId, sequence, anonymous);
    }
  }

  /** The list of a person's conversations names none in which nothing of theirs or answered to them is left, and none by words that went. */
  async renewTitles(conversationId: ConversationId, authorIds: ReadonlySet<string>): Promise<void> {
    if (authorIds.size > 0) await this.#renew(conversationId, authorIds, await this.#logs.read(conversationId));
  }

  /** As if it had never been; who spoke there is a matter of the list. */
  async clear(conversationId: ConversationId): Promise<void> {
    this.#store.files.releaseAll(conversationId);
    await this.#logs.clear(conversationId);
  }

  /** `emptied`: what the list says of whoever has nothing left; absent: it does not name them. */
  async #renew(conversationId: ConversationId, authorIds: ReadonlySet<string>, entries: readonly LoggedEntry[], emptied?: Spoken): Promise<void> {
    const { turns } = foldMemory(entries);
    for (const authorId of authorIds) {
      const theirs = turnsIn(entries.filter(({ entry }) => isOf(entry, authorId)));
      await this.#people.renew(authorId, conversationId, spokenBy(turns, authorId, theirs) ?? emptied);
    }
  }

  /** The numbers are written down before the first turn goes, and stand at last where the last one stood. */
  async #replace(conversationId: ConversationId, meant: readonly LoggedEntry[], nextPiece: PieceNumber): Promise<void> {
    const [first, last] = [meant.at(0), meant.at(-1)];
    if (first === undefined || last === undefined) return;
    await this.#logs.put(conversationId, first.sequence, { type: "forgotten", nextPiece });
    await this.#remove(conversationId, meant.slice(1, -1));
    await this.#logs.put(conversationId, last.sequence, { type: "forgotten", nextPiece });
    if (first !== last) await this.#remove(conversationId, [first]);
  }

  async #remove(conversationId: ConversationId, entries: readonly LoggedEntry[]): Promise<void> {
    await this.#logs.remove(
      conversationId,
      entries.map(({ sequence }) => sequence),
    );
  }
}
