/** A sentence for one person's eyes, where they are. */

import type { Calls } from "./calls.ts";
import type { Place } from "./parse.ts";

/** What is refused or comes too late is no loss: the person sees what became of it. */
export async function whisper(calls: Calls, { channelId: channel, threadId }: Place, user: string, text: string): Promise<void> {
  const where = threadId === undefined ? { channel } : { channel, thread_ts: threadId };
  await calls.briefly(() => calls.client.chat.postEphemeral({ ...where, user, text }));
}
