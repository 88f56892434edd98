/** What Slack lists page by page, and which list holds the messages of a place. */

import type { webApi } from "@slack/bolt";
import type { Place } from "./parse.ts";

/** Where the next page begins; nothing for the first. */
export type Cursor = { readonly cursor?: string };

interface Page {
  readonly response_metadata?: { readonly next_cursor?: string };
}

/** One after the other, `most` at the most; ends where `ask` has nothing to give. Rejects where it does. */
export async function* pagesOf<Answer extends Page>(
  ask: (cursor: Cursor) => Promise<Answer | undefined>,
  most = Number.POSITIVE_INFINITY,
): AsyncGenerator<Answer> {
  for (let [page, next] = [0, ""]; page < most; page++) {
    const answer = await ask(next === "" ? {} : { cursor: next });
    if (answer === undefined) return;
    yield answer;
    next = answer.response_metadata?.next_cursor ?? "";
    if (next === "") return;
  }
}

export type Messages = webApi.ConversationsHistoryResponse | webApi.ConversationsRepliesResponse;

/** The messages of a thread, or of a channel outside of its threads. */
export function listMessages(
  { conversations }: webApi.WebClient,
  { channelId: channel, threadId }: Place,
  wanted: Cursor & Omit<webApi.ConversationsHistoryArguments, "channel" | "cursor" | "token">,
): Promise<Messages> {
  return threadId === undefined ? conversations.history({ channel, ...wanted }) : conversations.replies({ channel, ...wanted, ts: threadId });
}
