/** The invisible mark on each message that Quartet posts: which answer it belongs to and as what, so that after a crash nothing is posted twice. */

import { createHash } from "node:crypto";
import type { types } from "@slack/bolt";
import { z } from "zod";
import type { TurnId } from "../../src/turn/turn.ts";
import type { SlackMessage } from "./events.ts";

export const ANSWER_METADATA = "quartet_answer";

/** On what a person asked by a command or a form, restated so that others see it. */
export const QUESTION_METADATA = "quartet_question";

/** On what belongs to no answer: a house command's reply to everybody, a session's board, what is posted there. */
export const HOUSE_METADATA = { event_type: "quartet_house", event_payload: {} };

export interface Mark {
  readonly answer: TurnId;
  /** "sign", "text-0", "notice-0", "piece-3", "doubt"; "piece-3.2" where a second part of its file stands. */
  readonly part: string;
  /** Of a piece: what its card says. */
  readonly state?: "making" | "made" | "dropped";
  /** Slack's id of the uploaded file, noted before the file is shared. */
  readonly file?: string;
  /** Hash of that file's bytes; of words and sentences, hash of what they say. */
  readonly sha256?: string;
  /** Which part of that file was uploaded, such as "2of3". */
  readonly share?: string;
}

const markShape = z.object({
  answer: z.string(),
  part: z.string(),
  state: z.enum(["making", "made", "dropped"]).exactOptional(),
  file: z.string().exactOptional(),
  sha256: z.string().exactOptional(),
  share: z.string().exactOptional(),
});

/** Of words: their mark also says what they say, so that a later run knows whether all of it stands there. */
export function wordsMark(part: string, words: string): Omit<Mark, "answer"> {
  return { part, sha256: createHash("sha256").update(words).digest("hex") };
}

export function metadataOf(mark: Mark): types.MessageMetadata {
  return { event_type: ANSWER_METADATA, event_payload: { ...mark } };
}

/** Undefined for what is not Quartet's or was never finished. */
export function markOf({ metadata }: SlackMessage): Mark | undefined {
  if (metadata?.event_type !== ANSWER_METADATA) return undefined;
  const { data } = markShape.safeParse(metadata.event_payload);
  return data && { ...data, answer: data.answer as TurnId };
}
