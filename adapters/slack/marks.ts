/** The invisible mark on each message that Quartet posts: which answer it belongs to and as what, so that after a crash nothing is posted twice. */

import type { types } from "@slack/bolt";
import type { TurnId } from "../../src/turn/turn.ts";
import type { SlackMessage } from "./events.ts";

export const ANSWER_METADATA = "quartet_answer";

export interface Mark {
  readonly answer: TurnId;
  /** "sign", "text-0", "notice-0", "piece-3". */
  readonly part: string;
  /** Of a piece: what its card says. */
  readonly state?: "making" | "made" | "dropped";
  /** Slack's id of the uploaded file, noted before the file is shared. */
  readonly file?: string;
  /** Hash of that file's bytes. */
  readonly sha256?: string;
}

export function metadataOf(mark: Mark): types.MessageMetadata {
  return { event_type: ANSWER_METADATA, event_payload: { ...mark } };
}

/** Undefined for what is not Quartet's or was never finished. */
export function markOf({ metadata }: SlackMessage): Mark | undefined {
  if (metadata?.event_type !== ANSWER_METADATA) return undefined;
  const { answer, part, file, sha256 } = metadata.event_payload;
  if (typeof answer !== "string" || typeof part !== "string") return undefined;
  return { answer: answer as TurnId, part, ...(typeof file === "string" && typeof sha256 === "string" ? { file, sha256 } : {}) };
}
