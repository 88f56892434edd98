/** Waiting, but not for ever: platforms want their acknowledgement within three seconds. */

import { setTimeout as delay } from "node:timers/promises";

/** Whether the work ended, well or badly, within that time. */
export async function settledWithin(work: Promise<unknown>, timeoutMs: number): Promise<boolean> {
  const stop = new AbortController();
  const settled = work.then(
    () => true,
    () => true,
  );
  const late = delay(timeoutMs, false, { ref: false, signal: stop.signal }).catch(() => false);
  try {
    return await Promise.race([settled, late]);
  } finally {
    stop.abort();
  }
}
