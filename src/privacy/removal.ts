/** A server or workspace that removed the app: nothing is made there any more, and within 30 days nothing of it is stored, unless it comes back. */

import type { Conversations } from "../conversation/conversations.ts";
import type { SampleCache } from "../conversation/sample-cache.ts";
import type { Core } from "../core/protocol.ts";
import type { House } from "../house/house.ts";
import type { Inbox } from "../jobs/inbox.ts";
import type { Logger } from "../logger.ts";
import type { Studios } from "../studio/studios.ts";
import type { Platform } from "../turn/turn.ts";
import type { Guild, Guilds } from "./guilds.ts";

export interface RemovalParts {
  readonly guilds: Guilds;
  readonly conversations: Conversations;
  readonly inbox: Pick<Inbox, "forgetChannel">;
  readonly house: Pick<House, "places" | "usage" | "audit" | "blocks">;
  readonly studios: Pick<Studios, "drop">;
  readonly core: Pick<Core, "forget">;
  readonly samples: Pick<SampleCache, "sweep">;
  readonly logger: Logger;
  /** Platforms that will connect. */
  readonly awaited: readonly Platform[];
}

/** Swept once a day: after so many days whole, it is gone within 30. */
const KEPT_DAYS = 29;
const DAY_MS = 24 * 60 * 60 * 1000;

export class Removal {
  readonly #parts: RemovalParts;
  /** Not swept yet, because nobody knows who came back meanwhile. */
  readonly #awaited: Set<Platform>;

  constructor(parts: RemovalParts) {
    this.#parts = parts;
    this.#awaited = new Set(parts.awaited);
  }

  /** `present`: where the app is installed now; undefined where the platform does not tell. What changed while Quartet was away is made up for. */
  async connected(platform: Platform, present: readonly string[] | undefined, now: number): Promise<void> {
    if (present !== undefined) this.#compare(platform, new Set(present), now);
    this.#awaited.delete(platform);
    await this.sweep(now);
  }

  #compare(platform: Platform, present: ReadonlySet<string>, now: number): void {
    const { guilds } = this.#parts;
    for (const guildId of present) guilds.restore({ platform, guildId });
    for (const guildId of guilds.known(platform)) if (!present.has(guildId)) guilds.remove({ platform, guildId }, now);
  }

  /** @param now Unix milliseconds */
  async sweep(now: number): Promise<void> {
    const { guilds, samples, logger } = this.#parts;
    const due = guilds.removedBefore(now - KEPT_DAYS * DAY_MS).filter(({ platform }) => !this.#awaited.has(platform));
    for (const guild of due) {
      await this.#forget(guild);
      logger.info({ platform: guild.platform }, "a server or workspace removed the app a month ago; everything of it is forgotten");
    }
    if (due.length > 0) await samples.sweep();
  }

  /** Which channels are its own goes last, so that a crash in between leaves nothing behind. */
  async #forget(guild: Guild): Promise<void> {
    const { guilds, conversations, inbox, house, studios, core } = this.#parts;
    const { platform, guildId } = guild;
    const channelIds = guilds.channelsOf(guild);
    studios.drop(platform, channelIds);
    const theirs = (await conversations.all()).filter(guilds.within(guild));
    await conversations.purge(theirs);
    for (const conversationId of theirs) core.forget(conversationId);
    for (const channelId of channelIds) {
      house.places.forget({ platform, channelId });
      house.usage.forgetChannel(platform, channelId);
      house.blocks.forgetArea(platform, channelId);
      inbox.forgetChannel(platform, channelId);
    }
    house.blocks.forgetArea(platform, guildId);
    house.audit.forgetGuild(platform, guildId);
    guilds.forget(guild);
  }
}
