/** What time takes away: turns older than the retention, places that removed the app, files that nobody shows, events handled long ago. At the start and once a day. */

import type { Conversations } from "../conversation/conversations.ts";
import type { SampleCache } from "../conversation/sample-cache.ts";
import type { House } from "../house/house.ts";
import type { Logger } from "../logger.ts";
import type { Removal } from "../privacy/removal.ts";
import type { Store } from "../store/store.ts";
import { removeStrays } from "../store/strays.ts";
import { type ConversationId, placeOfConversation } from "../turn/turn.ts";
import type { Inbox } from "./inbox.ts";

export interface SweptParts {
  readonly conversations: Conversations;
  readonly samples: SampleCache;
  readonly inbox: Inbox;
  readonly store: Store;
  /** Files on their way: what a job that was killed left there is swept too. */
  readonly scratchFolder: string;
  readonly logger: Logger;
  /** Where a channel has no retention of its own; absent: turns are kept for ever. */
  readonly retentionDays?: number;
  readonly house?: House;
  readonly removal?: Pick<Removal, "sweep">;
}

const DAY_MS = 24 * 60 * 60 * 1000;
/** No platform repeats an event after so long; gone within 30 days, though it is looked for once a day only. */
const INBOX_DAYS = 29;

/** Sweeps at once and then daily, until disposed of, which waits for a sweep that runs. */
export function sweepDaily(parts: SweptParts): AsyncDisposable {
  let running = sweep(parts, Date.now());
  const timer = setInterval(() => {
    running = sweep(parts, Date.now());
  }, DAY_MS).unref();
  return {
    [Symbol.asyncDispose]: async () => {
      clearInterval(timer);
      await running;
    },
  };
}

/** Never rejects: what one part cannot take away keeps no other from its work. @param now Unix milliseconds */
export async function sweep(parts: SweptParts, now: number): Promise<void> {
  const { samples, inbox, store, house, removal, scratchFolder, logger } = parts;
  const steps: Readonly<Record<string, () => void | Promise<void>>> = {
    turns: async () => {
      const forgotten = await forgetOld(parts, now);
      if (forgotten > 0) logger.info({ forgotten }, "old turns are forgotten");
    },
    house: () => house?.sweep(now),
    removal: () => removal?.sweep(now),
    inbox: () => inbox.sweep(now - INBOX_DAYS * DAY_MS),
    files: () => store.files.tidy(),
    scratch: () => removeStrays(scratchFolder, now - DAY_MS, () => false),
    samples: () => samples.sweep(),
  };
  for (const [part, step] of Object.entries(steps)) {
    try {
      await step();
    } catch (error) {
      logger.error({ err: error, part }, "sweeping failed; it is tried again tomorrow");
    }
  }
}

/** Each channel's own retention before the default. */
async function forgetOld({ conversations, retentionDays, house }: SweptParts, now: number): Promise<number> {
  const own = (conversationId: ConversationId) => house?.places.at(placeOfConversation(conversationId)).retentionDays;
  let forgotten = 0;
  for (const days of new Set([...(house?.places.retentions() ?? []), ...(retentionDays === undefined ? [] : [retentionDays])]))
    forgotten += await conversations.forgetBefore(now - days * DAY_MS, (conversationId) => (own(conversationId) ?? retentionDays) === days);
  return forgotten;
}
