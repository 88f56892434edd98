/** What was said while Quartet was away: in the channels that it is in, and in the threads that it takes part in. */

import { z } from "zod";
import type { ConversationId } from "../../src/turn/turn.ts";
import { type Calls, codeOf } from "./calls.ts";
import { messageShape } from "./events.ts";
import { type Cursor, listMessages, pagesOf } from "./pages.ts";

/** A message event as Slack would have sent it. */
export type MissedEvent = z.infer<typeof listedShape> & { readonly type: "message"; readonly channel: string };

const listedShape = messageShape.extend({ latest_reply: z.string().optional() });

const PAGE = 100;
/** Of one place; whoever wrote more than that meanwhile asks again. */
const MAX_PAGES = 5;
const MAX_CHANNELS = 100;
const MAX_THREADS = 50;
const ALL_TYPES = "public_channel,private_channel,mpim,im";

/** The oldest first in each place. What may not be read is left out. */
export async function* missedEvents(calls: Calls, sinceMs: number, known: readonly ConversationId[]): AsyncGenerator<MissedEvent> {
  const since = (sinceMs / 1000).toFixed(6);
  const places = known.map((conversationId) => conversationId.split(":"));
  const threads = new Map(places.flatMap(([, channel = "", thread]) => (thread === undefined ? [] : [[thread, channel] as const])));
  const channels = new Set([...places.map(([, channel = ""]) => channel), ...(await joinedChannels(calls))]);
  for (const channel of [...channels].slice(0, MAX_CHANNELS)) {
    for (const message of await listSince(calls, channel, undefined, since)) {
      yield message;
      if (message.latest_reply !== undefined) threads.set(message.ts, channel);
    }
  }
  for (const [thread, channel] of [...threads].slice(0, MAX_THREADS)) yield* await listSince(calls, channel, thread, since);
}

async function joinedChannels(calls: Calls): Promise<readonly string[]> {
  const list = (types: string) => calls.repeatable(() => calls.client.users.conversations({ types, exclude_archived: true, limit: 200 }));
  const answer = await list(ALL_TYPES).catch((error: unknown) =>
    codeOf(error) === "missing_scope" ? list("public_channel") : Promise.reject(error),
  );
  return (answer.channels ?? []).flatMap(({ id }) => id ?? []);
}

async function listSince(calls: Calls, channel: string, thread: string | undefined, oldest: string): Promise<readonly MissedEvent[]> {
  const place = { channelId: channel, ...(thread === undefined ? {} : { threadId: thread }) };
  const ask = (cursor: Cursor) =>
    calls.repeatable(() => listMessages(calls.client, place, { oldest, limit: PAGE, ...cursor })).catch(() => undefined);
  const messages: z.infer<typeof listedShape>[] = [];
  for await (const page of pagesOf(ask, MAX_PAGES)) messages.push(...z.array(listedShape).parse(page.messages ?? []));
  const young = messages.filter(({ ts }) => Number(ts) > Number(oldest)).sort((a, b) => Number(a.ts) - Number(b.ts));
  return young.map((message) => ({ ...message, type: "message", channel }));
}
