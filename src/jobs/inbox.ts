/** The inbox: every event of a platform is here before it is acknowledged, and leaves its words behind when it is handled. */

import type { Store } from "../store/store.ts";
import type { Inbound } from "../turn/inbound.ts";
import { type ConversationId, conversationIdOf, type Platform } from "../turn/turn.ts";

export interface InboxRow {
  /** Counted from 1 in the order of arrival. */
  readonly id: number;
  readonly inbound: Inbound;
  /** How often it was begun. */
  readonly tries: number;
}

export class Inbox {
  readonly #statements: ReturnType<typeof prepare>;

  constructor(store: Store) {
    this.#statements = prepare(store.database);
  }

  /** Undefined where the event is here already. */
  add(inbound: Inbound): InboxRow | undefined {
    const { id, source, conversationId, receivedAt } = inbound;
    const row = this.#statements.add.get(id, source.platform, conversationId, JSON.stringify(inbound), receivedAt);
    return row === undefined ? undefined : { id: Number(row.id), inbound, tries: 0 };
  }

  /** What was not handled to its end, in the order in which it happened. */
  unfinished(platform: Platform): readonly InboxRow[] {
    return this.#statements.unfinished
      .all(platform)
      .map((row) => ({ id: Number(row.id), inbound: JSON.parse(String(row.inbound)) as Inbound, tries: Number(row.tries) }));
  }

  /** Whether an event, by the platform's own id, is here and was not handled to its end. */
  isWaiting(eventId: string): boolean {
    return this.#statements.isWaiting.get(eventId) !== undefined;
  }

  /** The newest event of a platform, handled or not; undefined where there was none. What claims to come from after `nowMs` was dated by a wrong clock. */
  last(platform: Platform, nowMs = Date.now()): { readonly id: number; readonly receivedAt: number } | undefined {
    const { id, received_at: receivedAt } = this.#statements.last.get(platform, nowMs, platform) ?? {};
    return id == null ? undefined : { id: Number(id), receivedAt: Number(receivedAt ?? nowMs) };
  }

  /** Conversations in which something happened since then, the latest first. */
  conversations(platform: Platform, sinceMs: number): readonly ConversationId[] {
    return this.#statements.conversations.all(platform, sinceMs).map((row) => String(row.conversation_id) as ConversationId);
  }

  begin(id: number): void {
    this.#statements.begin.run(id);
  }

  /** What was begun last and is not handled yet ended in good order, and does not count. */
  endTry(id: number): void {
    this.#statements.endTry.run(id);
  }

  /** Its words go, its id stays, so that it counts as a duplicate when it comes again. `fault`: what was not delivered, for the operator. */
  finish(id: number, fault?: string): void {
    this.#statements.finish.run(fault ?? null, id);
  }

  /** Removes what was handled before `receivedBefore` (Unix milliseconds): no platform sends an event again after so long. */
  sweep(receivedBefore: number): void {
    this.#statements.sweep.run(receivedBefore);
  }

  /** Every event of a channel and its threads, handled or not, with what is owed of it. */
  forgetChannel(platform: Platform, channelId: string): void {
    const conversationId = conversationIdOf(platform, channelId);
    this.#statements.forgetChannel.run(conversationId, `${conversationId}:`, `${conversationId};`);
  }
}

function prepare(database: Store["database"]) {
  return {
    add: database.prepare(
      "INSERT INTO inbox (event_id, platform, conversation_id, inbound, received_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT (event_id) DO NOTHING RETURNING id",
    ),
    unfinished: database.prepare("SELECT id, inbound, tries FROM inbox WHERE platform = ? AND state = 'waiting' ORDER BY received_at, id"),
    isWaiting: database.prepare("SELECT 1 FROM inbox WHERE event_id = ? AND state = 'waiting'"),
    last: database.prepare(
      "SELECT MAX(id) AS id, (SELECT MAX(received_at) FROM inbox WHERE platform = ? AND received_at <= ?) AS received_at FROM inbox WHERE platform = ?",
    ),
    conversations: database.prepare(
      "SELECT conversation_id FROM inbox WHERE platform = ? AND received_at > ? GROUP BY conversation_id ORDER BY MAX(received_at) DESC",
    ),
    begin: database.prepare("UPDATE inbox SET tries = tries + 1 WHERE id = ?"),
    endTry: database.prepare("UPDATE inbox SET tries = MAX(0, tries - 1) WHERE id = ? AND state = 'waiting'"),
    finish: database.prepare("UPDATE inbox SET state = 'done', inbound = NULL, fault = ? WHERE id = ?"),
    /** A thread's id goes on with a colon, after which the semicolon comes. */
    forgetChannel: database.prepare("DELETE FROM inbox WHERE conversation_id = ? OR (conversation_id >= ? AND conversation_id < ?)"),
    sweep: database.prepare("DELETE FROM inbox WHERE state = 'done' AND received_at < ?"),
  };
}
