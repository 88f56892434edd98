/** The outbox: what is owed of every finished answer, row by row, with how far it has come; after a crash the rows decide. */

import type { DeliveryTarget, Owed } from "../adapter.ts";
import type { Ledger, OwedState } from "../router/owed.ts";
import type { Store } from "../store/store.ts";
import type { ConversationId, TurnId } from "../turn/turn.ts";

export interface OutboxRow extends Owed {
  readonly state: OwedState;
}

export class Outbox {
  readonly #store: Store;
  readonly #statements: ReturnType<typeof prepare>;

  constructor(store: Store) {
    this.#store = store;
    this.#statements = prepare(store.database);
  }

  /** Owed before there is an answer: a sentence on what was left out of the question. */
  note(inboxId: number, target: DeliveryTarget, owed: readonly Owed[]): void {
    this.#put(
      inboxId,
      target,
      owed.map((each) => ({ ...each, state: "queued" as const })),
    );
  }

  /** The answer is finished: from now on its rows decide. */
  answered(inboxId: number, target: DeliveryTarget, rows: readonly OutboxRow[]): void {
    this.#store.transaction(() => {
      this.#put(inboxId, target, rows);
      this.#statements.answered.run(Date.now(), inboxId);
    });
  }

  isAnswered(inboxId: number): boolean {
    return this.#statements.isAnswered.get(inboxId)?.answered_at != null;
  }

  /** In the order in which they are told. */
  rows(inboxId: number): readonly OutboxRow[] {
    return this.#statements.rows.all(inboxId).map(({ name, content, state }) => ({
      name: String(name),
      content: JSON.parse(String(content)) as Owed["content"],
      state: state as OwedState,
    }));
  }

  /** The sentences among them. */
  notices(inboxId: number): readonly string[] {
    return this.rows(inboxId).flatMap(({ content }) => (content.type === "notice" ? [content.text] : []));
  }

  /** Nobody could find out whether these arrived. */
  doubt(inboxId: number): void {
    this.#statements.doubt.run(Date.now(), inboxId);
  }

  ledgerOf(answer: TurnId): Ledger {
    return (name, state, fault) => void this.#statements.mark.run(state, Date.now(), fault ?? null, answer, name);
  }

  /** Whatever has not arrived will not. */
  giveUp(inboxId: number, fault: string): void {
    this.#statements.giveUp.run(Date.now(), fault, inboxId);
  }

  /** What could not be confirmed of an answer becomes the answer to another event; false where nothing is left of it. */
  readdress(answer: TurnId, inboxId: number, { answerTurn }: DeliveryTarget): boolean {
    return this.#store.transaction(() => {
      const moved = Number(this.#statements.readdress.run(answerTurn, inboxId, Date.now(), answer).changes) > 0;
      if (moved) this.#statements.answered.run(Date.now(), inboxId);
      return moved;
    });
  }

  /** What might have been sent again of a conversation that is forgotten; everything else left its words behind already. */
  forget(conversationId: ConversationId): void {
    this.#statements.forget.run(conversationId);
  }

  /** The same of these answers only. */
  forgetAnswers(answers: readonly TurnId[]): void {
    for (const answer of answers) this.#statements.forgetAnswer.run(answer);
  }

  #put(inboxId: number, { answerTurn, conversationId }: DeliveryTarget, rows: readonly OutboxRow[]): void {
    for (const [position, { name, content, state }] of rows.entries())
      this.#statements.put.run(answerTurn, name, position, inboxId, conversationId, JSON.stringify(content), state, Date.now());
  }
}

function prepare(database: Store["database"]) {
  return {
    put: database.prepare(
      "INSERT OR REPLACE INTO outbox (answer, name, position, inbox_id, conversation_id, content, state, changed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    ),
    answered: database.prepare("UPDATE inbox SET answered_at = ?, tries = 0 WHERE id = ?"),
    isAnswered: database.prepare("SELECT answered_at FROM inbox WHERE id = ?"),
    rows: database.prepare("SELECT name, content, state FROM outbox WHERE inbox_id = ? AND content IS NOT NULL ORDER BY position"),
    mark: database.prepare("UPDATE outbox SET state = ?, changed_at = ?, fault = ? WHERE answer = ? AND name = ?"),
    giveUp: database.prepare(
      "UPDATE outbox SET state = 'failed', changed_at = ?, fault = ? WHERE inbox_id = ? AND state IN ('queued', 'sending', 'unconfirmed')",
    ),
    doubt: database.prepare("UPDATE outbox SET state = 'unconfirmed', changed_at = ? WHERE inbox_id = ? AND state IN ('queued', 'sending')"),
    readdress: database.prepare(
      "UPDATE outbox SET answer = ?, inbox_id = ?, state = 'queued', changed_at = ? WHERE answer = ? AND state = 'unconfirmed' AND content IS NOT NULL",
    ),
    forgetAnswer: database.prepare("DELETE FROM outbox WHERE answer = ? AND state = 'unconfirmed'"),
    forget: database.prepare("DELETE FROM outbox WHERE conversation_id = ? AND state = 'unconfirmed'"),
  };
}
