/** What moderators set for a channel, and whether it is paused and introduced; in the store. */

import { LANGUAGES, type Language } from "../language/language.ts";
import type { Store } from "../store/store.ts";
import type { Source } from "../turn/inbound.ts";
import { MEDIA_MODALITIES, type MediaModality } from "../turn/modality.ts";

/** A thread is as its channel is. */
export type Place = Pick<Source, "platform" | "channelId">;

/** Absent: the default. */
export interface PlaceSettings {
  readonly language?: Language;
  /** The only media that are made there. */
  readonly modalities?: readonly MediaModality[];
  readonly retentionDays?: number;
  /** Words that everything made there should look like. */
  readonly style?: string;
}

export class Places {
  readonly #statements: ReturnType<typeof prepare>;

  constructor({ database }: Pick<Store, "database">) {
    this.#statements = prepare(database);
  }

  at({ platform, channelId }: Place): PlaceSettings {
    const row = this.#statements.get.get(platform, channelId);
    if (row === undefined) return {};
    const language = LANGUAGES.find((each) => each === row.language);
    const modalities = row.modalities === null ? undefined : MEDIA_MODALITIES.filter((each) => String(row.modalities).split(",").includes(each));
    return {
      ...(language === undefined ? {} : { language }),
      ...(modalities === undefined ? {} : { modalities }),
      ...(row.retention_days === null ? {} : { retentionDays: Number(row.retention_days) }),
      ...(row.style === null ? {} : { style: String(row.style) }),
    };
  }

  /** Everything that is left out goes back to its default. */
  set({ platform, channelId }: Place, { language, modalities, retentionDays, style }: PlaceSettings): void {
    this.#statements.set.run(platform, channelId, language ?? null, modalities?.join(",") ?? null, retentionDays ?? null, style ?? null);
  }

  /** Each retention that some channel has of its own, in days. */
  retentions(): readonly number[] {
    return this.#statements.retentions.all().map((row) => Number(row.retention_days));
  }

  isPaused({ platform, channelId }: Place): boolean {
    return this.#statements.get.get(platform, channelId)?.is_paused === 1;
  }

  pause({ platform, channelId }: Place, isPaused: boolean): void {
    this.#statements.pause.run(platform, channelId, isPaused ? 1 : 0);
  }

  isIntroduced({ platform, channelId }: Place): boolean {
    return this.#statements.get.get(platform, channelId)?.introduced_at != null;
  }

  introduced({ platform, channelId }: Place, at: number): void {
    this.#statements.introduce.run(platform, channelId, at);
  }

  forget({ platform, channelId }: Place): void {
    this.#statements.forget.run(platform, channelId);
  }
}

function prepare(database: Store["database"]) {
  const put = (columns: string, values: string, update: string) =>
    database.prepare(
      `INSERT INTO place_settings (platform, channel_id, ${columns}) VALUES (?, ?, ${values}) ON CONFLICT (platform, channel_id) DO UPDATE SET ${update}`,
    );
  return {
    get: database.prepare("SELECT * FROM place_settings WHERE platform = ? AND channel_id = ?"),
    set: put(
      "language, modalities, retention_days, style",
      "?, ?, ?, ?",
      "language = excluded.language, modalities = excluded.modalities, retention_days = excluded.retention_days, style = excluded.style",
    ),
    retentions: database.prepare("SELECT DISTINCT retention_days FROM place_settings WHERE retention_days IS NOT NULL"),
    pause: put("is_paused", "?", "is_paused = excluded.is_paused"),
    introduce: put("introduced_at", "?", "introduced_at = excluded.introduced_at"),
    forget: database.prepare("DELETE FROM place_settings WHERE platform = ? AND channel_id = ?"),
  };
}
