/** What people and channels have used up of what they may, kept in the store so that a restart gives nothing back. */

import type { Store } from "../store/store.ts";
import type { Source } from "../turn/inbound.ts";

export type UsageKind = "request" | "video";

/** Of one person, or of everybody in one channel. */
export type User = { readonly platform: Source["platform"] } & ({ readonly personId: string } | { readonly channelId: string });

export interface Use {
  readonly kind: UsageKind;
  /** The same event counts once, however often it is told. */
  readonly eventId: string;
  readonly source: Pick<Source, "platform" | "channelId">;
  readonly personId: string;
  /** One for a request, seconds of video. */
  readonly amount: number;
  /** Unix milliseconds. */
  readonly at: number;
}

export class Usage {
  readonly #statements: ReturnType<typeof prepare>;

  constructor({ database }: Pick<Store, "database">) {
    this.#statements = prepare(database);
  }

  count({ kind, eventId, source, personId, amount, at }: Use): void {
    this.#statements.count.run(kind, eventId, source.platform, source.channelId, personId, amount, at);
  }

  /** Undefined: there is room. Else the moment (Unix milliseconds) at which there is some again. */
  freeAt(user: User, kind: UsageKind, most: number, windowMs: number, now: number): number | undefined {
    const uses = this.#usesOf(user, kind, now - windowMs);
    let excess = uses.reduce((sum, { amount }) => sum + amount, 0) - most;
    if (excess < 0) return undefined;
    for (const { amount, at } of uses) {
      excess -= amount;
      if (excess < 0) return at + windowMs;
    }
    return now + windowMs;
  }

  /** What was used before that moment limits nothing any more. */
  sweep(before: number): void {
    this.#statements.sweep.run(before);
  }

  forgetChannel(platform: string, channelId: string): void {
    this.#statements.forgetChannel.run(platform, channelId);
  }

  show(platform: string, personId: string): readonly { readonly kind: string; readonly amount: number; readonly at: number }[] {
    return this.#statements.show.all(platform, personId).map((row) => ({ kind: String(row.kind), ...useOf(row) }));
  }

  /** The oldest first. */
  #usesOf(user: User, kind: UsageKind, since: number) {
    const rows =
      "personId" in user
        ? this.#statements.ofPerson.all(user.platform, user.personId, kind, since)
        : this.#statements.ofChannel.all(user.platform, user.channelId, kind, since);
    return rows.map(useOf);
  }
}

function useOf(row: Record<string, unknown>): { readonly amount: number; readonly at: number } {
  return { amount: Number(row.amount), at: Number(row.used_at) };
}

function prepare(database: Store["database"]) {
  return {
    count: database.prepare(
      "INSERT OR IGNORE INTO usage (kind, event_id, platform, channel_id, person_id, amount, used_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
    ),
    ofPerson: database.prepare(
      "SELECT amount, used_at FROM usage WHERE platform = ? AND person_id = ? AND kind = ? AND used_at > ? ORDER BY used_at",
    ),
    ofChannel: database.prepare(
      "SELECT amount, used_at FROM usage WHERE platform = ? AND channel_id = ? AND kind = ? AND used_at > ? ORDER BY used_at",
    ),
    sweep: database.prepare("DELETE FROM usage WHERE used_at < ?"),
    forgetChannel: database.prepare("DELETE FROM usage WHERE platform = ? AND channel_id = ?"),
    show: database.prepare("SELECT kind, amount, used_at FROM usage WHERE platform = ? AND person_id = ? ORDER BY used_at"),
  };
}
