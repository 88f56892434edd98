/** What was done about whom, where, when and by which rule; never what somebody said. */

import type { Store } from "../store/store.ts";
import type { Source } from "../turn/inbound.ts";

/** What the screen held back, what moderators did, and what people reported. */
export const AUDITED = [
  ...(["prompt-refused", "text-refused", "medium-refused", "medium-blurred", "medium-reported"] as const),
  ...(["cancelled", "deleted", "paused", "resumed", "blocked", "unblocked", "settings-changed"] as const),
] as const;
export type Audited = (typeof AUDITED)[number];

export interface AuditEntry {
  readonly what: Audited;
  /** The rule of the screen, the number of a piece, or who was blocked. */
  readonly rule?: string;
  readonly source: Source;
  /** Who did it. */
  readonly personId: string;
}

export interface AuditRow {
  readonly at: number;
  readonly personId: string;
  readonly what: Audited;
  readonly rule?: string;
}

export class Audit {
  readonly #statements: ReturnType<typeof prepare>;

  constructor({ database }: Pick<Store, "database">) {
    this.#statements = prepare(database);
  }

  note({ what, rule, source, personId }: AuditEntry, at: number): void {
    this.#statements.note.run(at, source.platform, source.guildId ?? null, source.channelId, personId, what, rule ?? null);
  }

  /** Whether the same person did the same there, and it is not swept yet. */
  isNoted({ what, rule, source, personId }: AuditEntry): boolean {
    return this.#statements.isNoted.get(source.platform, source.channelId, personId, what, rule ?? null) !== undefined;
  }

  /** The latest of a channel, the newest first. */
  latest({ platform, channelId }: Pick<Source, "platform" | "channelId">, most: number): readonly AuditRow[] {
    return this.#statements.latest.all(platform, channelId, most).map(rowOf);
  }

  sweep(before: number): void {
    this.#statements.sweep.run(before);
  }

  show(platform: string, personId: string): readonly AuditRow[] {
    return this.#statements.show.all(platform, personId).map(rowOf);
  }

  forgetGuild(platform: string, guildId: string): void {
    this.#statements.forgetGuild.run(platform, guildId);
  }
}

function rowOf(row: Record<string, unknown>): AuditRow {
  const rule = row.rule === null ? {} : { rule: String(row.rule) };
  return { at: Number(row.at), personId: String(row.person_id), what: String(row.what) as Audited, ...rule };
}

function prepare(database: Store["database"]) {
  return {
    note: database.prepare("INSERT INTO audit (at, platform, guild_id, channel_id, person_id, what, rule) VALUES (?, ?, ?, ?, ?, ?, ?)"),
    isNoted: database.prepare("SELECT 1 FROM audit WHERE platform = ? AND channel_id = ? AND person_id = ? AND what = ? AND rule IS ?"),
    latest: database.prepare("SELECT at, person_id, what, rule FROM audit WHERE platform = ? AND channel_id = ? ORDER BY id DESC LIMIT ?"),
    sweep: database.prepare("DELETE FROM audit WHERE at < ?"),
    /** What the person did, and what was done about them: a block names whom it shuts out as its rule. */
    show: database.prepare(
      `SELECT at, person_id, what, rule FROM audit
       WHERE platform = ?1 AND (person_id = ?2 OR (what IN ('blocked', 'unblocked') AND rule = ?2)) ORDER BY id`,
    ),
    forgetGuild: database.prepare("DELETE FROM audit WHERE platform = ? AND guild_id = ?"),
  };
}
