/** Windows that ask for words about a piece, and what comes of them; where they belong travels with them. */

import type { types } from "@slack/bolt";
import { z } from "zod";
import type { PieceRequest } from "../../src/conversation/request.ts";
import type { Sentences } from "../../src/language/language.ts";
import type { Inbound, Wish } from "../../src/turn/inbound.ts";
import { MEDIA_MODALITIES } from "../../src/turn/modality.ts";
import type { PieceNumber } from "../../src/turn/part.ts";
import type { Author } from "../../src/turn/turn.ts";
import { parseJson } from "./buttons.ts";
import type { ViewSubmission } from "./events.ts";
import { MAX_INPUT_LENGTH } from "./limits.ts";
import { type Place, saidAt } from "./parse.ts";

const CALLBACK = "piece";
const FIELD = "words";

/** Asks what to do with a piece. */
export function useForm({ slack }: Sentences, place: Place, piece: PieceNumber): types.ModalView {
  return formOf(slack.ask, slack.useTitle(piece), slack.useLabel, "", { ...place, pieces: [piece] });
}

/** Shows the request that a piece was made for, to be changed. */
export function editForm({ slack }: Sentences, place: Place, piece: PieceNumber, { text, pieces, modalities }: PieceRequest): types.ModalView {
  return formOf(slack.ask, slack.editTitle(piece), slack.editLabel, text, { ...place, pieces, modalities });
}

/** Where the answer goes, and what it is about. */
type About = Place & Pick<Wish, "pieces" | "modalities">;

const aboutShape = z.object({
  channelId: z.string(),
  threadId: z.string().optional(),
  pieces: z.array(z.int().positive()),
  modalities: z.array(z.enum(MEDIA_MODALITIES)).optional(),
});

function formOf(submit: string, title: string, label: string, words: string, about: About): types.ModalView {
  const initial = words === "" ? {} : { initial_value: words.slice(0, MAX_INPUT_LENGTH) };
  const element: types.PlainTextInput = { type: "plain_text_input", action_id: FIELD, multiline: true, max_length: MAX_INPUT_LENGTH, ...initial };
  return {
    type: "modal",
    callback_id: CALLBACK,
    private_metadata: JSON.stringify(about),
    title: { type: "plain_text", text: title },
    submit: { type: "plain_text", text: submit },
    blocks: [{ type: "input", block_id: FIELD, label: { type: "plain_text", text: label }, element }],
  };
}

/** Undefined for a window of somebody else. `nowTs` stands for the moment, in Slack's form. */
export function submittedOf({ view, user }: ViewSubmission, author: Author, nowTs: string): Inbound | undefined {
  const { data } = aboutShape.safeParse(parseJson(view.private_metadata));
  if (view.callback_id !== CALLBACK || data === undefined) return undefined;
  const place: Place = { channelId: data.channelId, ...(data.threadId === undefined ? {} : { threadId: data.threadId }) };
  const text = view.state.values[FIELD]?.[FIELD]?.value ?? "";
  const { pieces, modalities } = data;
  const wish = { pieces: pieces as PieceNumber[], ...(modalities === undefined ? {} : { modalities }) };
  return saidAt(place, nowTs, `slack:view:${view.id}:${user.id}`, author, { text, wish });
}
