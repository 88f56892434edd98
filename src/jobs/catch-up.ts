/** After a start: what was said while Quartet was away, or was heard but never stored, is asked of the platform. */

import { setTimeout as delay } from "node:timers/promises";
import type { Adapter } from "../adapter.ts";
import type { Logger } from "../logger.ts";
import type { Inbox } from "./inbox.ts";

/** Longest time for it: what is found later is heard too, but perhaps behind newer words. */
const LONGEST_MS = 20_000;
/** Clocks differ, and what came last need not have been stored last. */
const MARGIN_MS = 5 * 60_000;
/** Where Quartet was spoken to within so long before, it looks in any case. */
const KNOWN_MS = 7 * 24 * 60 * 60_000;

/** `lastSeenMs`: when the last event was stored, Unix milliseconds. Never rejects. */
export async function catchUp(adapter: Adapter, inbox: Inbox, lastSeenMs: number, logger: Logger): Promise<void> {
  const sinceMs = lastSeenMs - MARGIN_MS;
  const asked = adapter.backfill?.(sinceMs, inbox.conversations(adapter.platform, sinceMs - KNOWN_MS)) ?? Promise.resolve();
  const heard = asked.catch((error: unknown) => logger.warn({ err: error }, "what was said while Quartet was away could not all be read"));
  await Promise.race([heard, delay(LONGEST_MS, undefined, { ref: false })]);
}
