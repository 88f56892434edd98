/** The buttons beneath what Quartet writes. What they mean stands in their values, signed, so that they work for ever, restarts included. */

import type { types } from "@slack/bolt";
import { z } from "zod";
import type { Sentences } from "../../src/language/language.ts";
import type { MediaModality } from "../../src/turn/modality.ts";
import type { PieceNumber } from "../../src/turn/part.ts";
import type { Signer } from "../../src/turn/sign.ts";
import type { TurnId } from "../../src/turn/turn.ts";

const ANSWER_VERBS = ["cancel", "again", "vary", "edit", "use", "animate", "sound", "resend", "report"] as const;
export type AnswerVerb = (typeof ANSWER_VERBS)[number];

/** About an answer, or a piece of it; `turnId` is the answer's. */
export interface AnswerPress {
  readonly verb: AnswerVerb;
  readonly turnId: TurnId;
  readonly piece?: PieceNumber;
}

/** A button before it is signed. */
export interface Button {
  readonly label: string;
  readonly press: AnswerPress;
  readonly style?: "danger";
}

export function cancelButton(sentences: Sentences, turnId: TurnId, piece?: PieceNumber): Button {
  return { label: sentences.buttons.cancel, press: { verb: "cancel", turnId, ...(piece === undefined ? {} : { piece }) }, style: "danger" };
}

/** Beneath a finished medium. A video is not animated again. */
export function mediumButtons({ buttons }: Sentences, turnId: TurnId, piece: PieceNumber, modality: MediaModality): readonly Button[] {
  const about = (verb: AnswerVerb): Button => ({ label: buttons[verb], press: { verb, turnId, piece } });
  return [
    ...(["again", "vary", "edit", "use"] as const).map(about),
    ...(modality === "video" ? [] : [about("animate")]),
    ...(modality === "audio" ? [] : [about("sound")]),
    about("report"),
  ];
}

/** Beneath what may not have arrived. */
export function resendButton({ buttons }: Sentences, turnId: TurnId): Button {
  return { label: buttons.resend, press: { verb: "resend", turnId } };
}

export function rowOf(buttons: readonly Button[], signer: Signer): types.ActionsBlock {
  return { type: "actions", elements: buttons.map((button) => elementOf(button, signer)) };
}

/** Undefined for what is none of ours, or was altered on its way. */
export function parsePress(actionId: string, value: string | undefined, signer: Signer): AnswerPress | undefined {
  const [, text = "", signature = ""] = /^(.+)\.([^.]+)$/.exec(value ?? "") ?? [];
  if (!signer.isSigned(purposeOf(actionId), text, signature)) return undefined;
  const verb = ANSWER_VERBS.find((each) => each === actionId);
  const { data } = pressValue.safeParse(parseJson(text));
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

/** A value that was signed for one verb does not pass for another. */
function purposeOf(actionId: string): string {
  return `slack-button-${actionId}`;
}

function elementOf({ label, press: { verb, ...about }, style }: Button, signer: Signer): types.Button {
  const text = JSON.stringify(about);
  const value = `${text}.${signer.sign(purposeOf(verb), text)}`;
  return { type: "button", action_id: verb, text: { type: "plain_text", text: label }, value, ...(style === undefined ? {} : { style }) };
}
