/** What a reaction in Slack is on: a person's words, an answer, the card of a piece, or the file beneath that card. */

import { z } from "zod";
import { askedTurnOf } from "../../src/turn/inbound.ts";
import type { PieceNumber } from "../../src/turn/part.ts";
import type { Calls } from "./calls.ts";
import { messageShape, type SlackMessage } from "./events.ts";
import { markOf, QUESTION_METADATA } from "./marks.ts";
import { type Cursor, listMessages, pagesOf } from "./pages.ts";
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
async function cardOf(files: readonly string[], ts: string, place: Place, calls: Calls): Promise<SlackMessage | undefined> {
  const around = { oldest: (Number(ts) - LONGEST_MAKING_S).toFixed(6), latest: ts, inclusive: true };
  const wanted = { ...around, limit: PAGE, include_all_metadata: true };
  const ask = (cursor: Cursor) => calls.briefly(() => listMessages(calls.client, place, { ...wanted, ...cursor }));
  for await (const page of pagesOf(ask, MAX_PAGES)) {
    const messages = z.array(messageShape).safeParse(page.messages ?? []).data ?? [];
    const card = messages.find((each) => files.includes(markOf(each)?.file ?? ""));
    if (card !== undefined) return card;
  }
  return undefined;
}
