/** The buttons beneath what Quartet writes. What they mean stands in their values, so that they work for ever, restarts included. */

import type { types } from "@slack/bolt";
import { z } from "zod";
import type { MediaModality } from "../../src/turn/modality.ts";
import type { PieceNumber } from "../../src/turn/part.ts";
import type { TurnId } from "../../src/turn/turn.ts";

const VERBS = ["cancel", "again", "use", "animate", "sound"] as const;
export type Verb = (typeof VERBS)[number];

/** `turnId` is the answer's. */
export interface ButtonPress {
  readonly verb: Verb;
  readonly turnId: TurnId;
  readonly piece?: PieceNumber;
}

export function cancelRow(turnId: TurnId, piece?: PieceNumber): types.ActionsBlock {
  return rowOf([buttonOf("Cancel", { verb: "cancel", turnId, ...(piece === undefined ? {} : { piece }) }, "danger")]);
}

/** Beneath a finished medium. A video is not animated again. */
export function mediumRow(turnId: TurnId, piece: PieceNumber, modality: MediaModality): types.ActionsBlock {
  const buttons = [buttonOf("Again", { verb: "again", turnId, piece }), buttonOf("Use", { verb: "use", turnId, piece })];
  if (modality !== "video") buttons.push(buttonOf("Animate", { verb: "animate", turnId, piece }));
  if (modality !== "audio") buttons.push(buttonOf("Sound", { verb: "sound", turnId, piece }));
  return rowOf(buttons);
}

/** Undefined for what is none of ours: Slack hands over values as they were posted, and only from this app's own messages. */
export function parsePress(actionId: string, value: string | undefined): ButtonPress | undefined {
  const verb = VERBS.find((each) => each === actionId);
  const { data } = pressValue.safeParse(parseJson(value));
  if (verb === undefined || data === undefined) return undefined;
  const { turnId, piece } = data;
  return { verb, turnId: turnId as TurnId, ...(piece === undefined ? {} : { piece: piece as PieceNumber }) };
}

const pressValue = z.object({ turnId: z.string().startsWith("slack:").max(300), piece: z.int().positive().optional() });

export function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? "");
  } catch {
    return undefined;
  }
}

function rowOf(elements: types.Button[]): types.ActionsBlock {
  return { type: "actions", elements };
}

function buttonOf(label: string, { verb, ...value }: ButtonPress, style?: "danger"): types.Button {
  const text = { type: "plain_text", text: label } as const;
  return { type: "button", action_id: verb, text, value: JSON.stringify(value), ...(style === undefined ? {} : { style }) };
}
