/** The servers and workspaces in which Quartet is or was: which channels are theirs, and since when the app is removed. In the store. */

import type { Store } from "../store/store.ts";
import type { Source } from "../turn/inbound.ts";
import { type ConversationId, placeOfConversation, type Platform } from "../turn/turn.ts";

export interface Guild {
  readonly platform: Platform;
  readonly guildId: string;
}

export class Guilds {
  readonly #statements: ReturnType<typeof prepare>;
  /** Channels that are written down already, so that events seldom write. */
  readonly #heard = new Set<string>();

  constructor({ database }: Pick<Store, "database">) {
    this.#statements = prepare(database);
  }

  /** Something of that place is about to be stored. */
  hear({ platform, channelId, guildId }: Pick<Source, "platform" | "channelId" | "guildId">): void {
    const key = `${platform} ${channelId} ${guildId}`;
    if (guildId === undefined || this.#heard.has(key)) return;
    this.#statements.hear.run(platform, channelId, guildId);
    this.#heard.add(key);
  }

  channelsOf({ platform, guildId }: Guild): ReadonlySet<string> {
    return new Set(this.#statements.channelsOf.all(platform, guildId).map((row) => String(row.channel_id)));
  }

  /** Whether a conversation is in one of its channels, in one of their threads too; by the channels that are known now. */
  within(guild: Guild): (conversation: ConversationId) => boolean {
    const channelIds = this.channelsOf(guild);
    return (conversation) => {
      const { platform, channelId } = placeOfConversation(conversation);
      return platform === guild.platform && channelIds.has(channelId);
    };
  }

  /** Those of which something may be stored. */
  known(platform: Platform): readonly string[] {
    return this.#statements.known.all(platform).map((row) => String(row.guild_id));
  }

  /** The app was removed at that time (Unix milliseconds); the first telling counts. */
  remove({ platform, guildId }: Guild, at: number): void {
    this.#statements.remove.run(platform, guildId, at);
  }

  /** The app is there again. */
  restore({ platform, guildId }: Guild): void {
    this.#statements.restore.run(platform, guildId);
  }

  /** In which the app was removed before that moment and is not back. */
  removedBefore(before: number): readonly Guild[] {
    return this.#statements.removedBefore.all(before).map((row) => ({ platform: row.platform as Platform, guildId: String(row.guild_id) }));
  }

  /** Nothing of it is stored any more. */
  forget({ platform, guildId }: Guild): void {
    this.#statements.forget.run(platform, guildId);
    this.restore({ platform, guildId });
    this.#heard.clear();
  }
}

function prepare(database: Store["database"]) {
  return {
    hear: database.prepare("INSERT OR REPLACE INTO channels (platform, channel_id, guild_id) VALUES (?, ?, ?)"),
    channelsOf: database.prepare("SELECT channel_id FROM channels WHERE platform = ? AND guild_id = ?"),
    known: database.prepare("SELECT DISTINCT guild_id FROM channels WHERE platform = ?"),
    remove: database.prepare("INSERT OR IGNORE INTO removals (platform, guild_id, removed_at) VALUES (?, ?, ?)"),
    restore: database.prepare("DELETE FROM removals WHERE platform = ? AND guild_id = ?"),
    removedBefore: database.prepare("SELECT platform, guild_id FROM removals WHERE removed_at < ?"),
    forget: database.prepare("DELETE FROM channels WHERE platform = ? AND guild_id = ?"),
  };
}
