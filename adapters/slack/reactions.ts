/** What a reaction in Slack is on: a person's words, an answer, the card of a piece, or the file beneath that card. */

import type { webApi } from "@slack/bolt";
import { z } from "zod";
import { askedTurnOf } from "../../src/turn/inbound.ts";
import type { PieceNumber } from "../../src/turn/part.ts";
import type { Calls } from "./calls.ts";
import { messageShape, type SlackMessage } from "./events.ts";
import { markOf, QUESTION_METADATA } from "./marks.ts";
import { type Place, saidIdOf, type Shown, type Surroundings, turnOf } from "./parse.ts";

/** Undefined for what shows nothing of Quartet's. */
export async function shownIn(message: SlackMessage, place: Place, around: Surroundings, calls: Calls): Promise<Shown | undefined> {
  const { channelId } = place;
  if (message.user !== around.selfId) return shown(turnOf(channelId, message, around));
  if (message.metadata?.event_type === QUESTION_METADATA) return { turnId: askedTurnOf({ id: saidIdOf(channelId, message.ts) }) };
  const files = (message.files ?? []).map(({ id }) => id);
  const bearer = message.metadata == null && files.length > 0 ? await cardOf(files, message.ts, place, calls) : message;
  const mark = bearer && markOf(bearer);
  const [, digits] = /^piece-(\d+)$/.exec(mark?.part ?? "") ?? [];
  return mark && { turnId: mark.answer, ...(digits === undefined ? {} : { piece: Number(digits) as PieceNumber }) };
}

function shown(turnId: Shown["turnId"] | undefined): Shown | undefined {
  return turnId === undefined ? undefined : { turnId };
}

const PAGE = 200;
/** Slack waits 3 s for an acknowledgement. */
const MAX_PAGES = 3;
/** What is made takes less. */
const LONGEST_MAKING_S = 60 * 60;

/** Slack shows a file in a message of its own, which carries no mark: its card, which was posted before it, names it. */
async function cardOf(
  files: readonly string[],
  ts: string,
  { channelId: channel, threadId }: Place,
  calls: Calls,
): Promise<SlackMessage | undefined> {
  const around = { oldest: (Number(ts) - LONGEST_MAKING_S).toFixed(6), latest: ts, inclusive: true };
  const { client } = calls;
  for (let [cursor, page] = ["", 0]; page < MAX_PAGES; page++) {
    const common = { channel, ...around, limit: PAGE, include_all_metadata: true, ...(cursor === "" ? {} : { cursor }) };
    const answer = await calls.briefly<webApi.ConversationsHistoryResponse | webApi.ConversationsRepliesResponse>(() =>
      threadId === undefined ? client.conversations.history(common) : client.conversations.replies({ ...common, ts: threadId }),
    );
    const messages = z.array(messageShape).safeParse(answer?.messages ?? []).data ?? [];
    const card = messages.find((each) => files.includes(markOf(each)?.file ?? ""));
    cursor = answer?.response_metadata?.next_cursor ?? "";
    if (card !== undefined || cursor === "") return card;
  }
  return undefined;
}
