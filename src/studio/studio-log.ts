/** The events of all group sessions, where each is held, and which state its board shows. */

import type { Store } from "../store/store.ts";
import type { Source } from "../turn/inbound.ts";
import { type ConversationId, conversationIdOf, type Platform, SOMEBODY } from "../turn/turn.ts";
import type { StudioEvent } from "./event.ts";

export interface StudioRecord {
  readonly conversationId: ConversationId;
  /** Where it is held; `messageId` is the board's, where it is the root of a thread. */
  readonly source: Source;
  /** The platform's id of the board's message. */
  readonly boardId?: string;
  /** Digest of what the board shows. */
  readonly shown?: string;
  readonly isOpen: boolean;
}

export class StudioLog {
  readonly #statements: ReturnType<typeof prepare>;
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
    this.#statements = prepare(store.database);
  }

  /** False where the same event was taken before. */
  add(eventId: string, conversationId: ConversationId, event: StudioEvent): boolean {
    return this.#statements.add.get(eventId, conversationId, JSON.stringify(event)) !== undefined;
  }

  /** In the order in which they happened. */
  events(conversationId: ConversationId): readonly StudioEvent[] {
    return this.#statements.events.all(conversationId).map((row) => JSON.parse(String(row.event)) as StudioEvent);
  }

  /** Begins a session there, with the event that opens it; one that was closed before may begin anew. */
  open(eventId: string, source: Source, event: Extract<StudioEvent, { type: "opened" }>, boardId?: string): ConversationId {
    const { platform, channelId, threadId } = source;
    const conversationId = conversationIdOf(platform, channelId, threadId);
    this.#store.transaction(() => {
      this.#statements.open.run(conversationId, platform, channelId, JSON.stringify(source), boardId ?? null);
      this.add(eventId, conversationId, event);
    });
    return conversationId;
  }

  /** The session that this event opened; undefined where it opened none. */
  openedBy(eventId: string): StudioRecord | undefined {
    const row = this.#statements.openedBy.get(eventId);
    return row === undefined ? undefined : recordOf(row);
  }

  /** False where no session is open there. */
  close(eventId: string, conversationId: ConversationId, event: Extract<StudioEvent, { type: "closed" }>): boolean {
    return this.#store.transaction(() => {
      const isClosed = Number(this.#statements.close.run(conversationId).changes) > 0;
      if (isClosed) this.add(eventId, conversationId, event);
      return isClosed;
    });
  }

  find(conversationId: ConversationId): StudioRecord | undefined {
    const row = this.#statements.find.get(conversationId);
    return row === undefined ? undefined : recordOf(row);
  }

  /** Those that are open in a channel, its threads included. */
  openIn({ platform, channelId }: Pick<Source, "platform" | "channelId">): readonly StudioRecord[] {
    return this.#statements.openIn.all(platform, channelId).map(recordOf);
  }

  all(platform: Platform): readonly StudioRecord[] {
    return this.#statements.all.all(platform).map(recordOf);
  }

  noteShown(conversationId: ConversationId, boardId: string | undefined, shown: string): void {
    this.#statements.shown.run(boardId ?? null, shown, conversationId);
  }

  forget(conversationId: ConversationId): void {
    this.#store.transaction(() => {
      this.#statements.forgetEvents.run(conversationId);
      this.#statements.forget.run(conversationId);
    });
  }

  /** The person's votes go, and their name and words: what they opened stays, without a title of theirs. False where there is nothing. */
  forgetPerson(conversationId: ConversationId, authorId: string): boolean {
    const theirs = this.#statements.rows
      .all(conversationId)
      .map((row) => ({ id: Number(row.id), event: JSON.parse(String(row.event)) as StudioEvent }))
      .filter(({ event }) => event.by.id === authorId);
    this.#store.transaction(() => {
      for (const { id, event } of theirs) {
        if (event.type === "voted" || event.type === "styled") this.#statements.drop.run(id);
        else this.#statements.replace.run(JSON.stringify({ ...event, by: SOMEBODY, ...(event.type === "opened" ? { title: "" } : {}) }), id);
      }
    });
    return theirs.length > 0;
  }
}

type Row = Readonly<Record<string, unknown>>;

function recordOf(row: Row): StudioRecord {
  return {
    conversationId: String(row.conversation_id) as ConversationId,
    source: JSON.parse(String(row.source)) as Source,
    ...(row.board_id == null ? {} : { boardId: String(row.board_id) }),
    ...(row.shown == null ? {} : { shown: String(row.shown) }),
    isOpen: Number(row.is_open) === 1,
  };
}

function prepare(database: Store["database"]) {
  return {
    add: database.prepare(
      "INSERT INTO studio_events (event_id, conversation_id, event) VALUES (?, ?, ?) ON CONFLICT (event_id) DO NOTHING RETURNING id",
    ),
    events: database.prepare("SELECT event FROM studio_events WHERE conversation_id = ? ORDER BY id"),
    rows: database.prepare("SELECT id, event FROM studio_events WHERE conversation_id = ? ORDER BY id"),
    drop: database.prepare("DELETE FROM studio_events WHERE id = ?"),
    replace: database.prepare("UPDATE studio_events SET event = ? WHERE id = ?"),
    open: database.prepare(
      `INSERT INTO studios (conversation_id, platform, channel_id, source, board_id) VALUES (?, ?, ?, ?, ?) ON CONFLICT (conversation_id)
       DO UPDATE SET source = excluded.source, board_id = excluded.board_id, shown = NULL, is_open = 1`,
    ),
    openedBy: database.prepare("SELECT * FROM studios WHERE conversation_id = (SELECT conversation_id FROM studio_events WHERE event_id = ?)"),
    close: database.prepare("UPDATE studios SET is_open = 0 WHERE conversation_id = ? AND is_open = 1"),
    find: database.prepare("SELECT * FROM studios WHERE conversation_id = ?"),
    openIn: database.prepare("SELECT * FROM studios WHERE platform = ? AND channel_id = ? AND is_open = 1"),
    all: database.prepare("SELECT * FROM studios WHERE platform = ?"),
    shown: database.prepare("UPDATE studios SET board_id = ?, shown = ? WHERE conversation_id = ?"),
    forgetEvents: database.prepare("DELETE FROM studio_events WHERE conversation_id = ?"),
    forget: database.prepare("DELETE FROM studios WHERE conversation_id = ?"),
  };
}
