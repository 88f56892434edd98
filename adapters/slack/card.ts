/** How an answer looks message by message: the sign that it waits, the card of a medium in the making, the finished medium, small print. */

import type { types } from "@slack/bolt";
import type { MediaModality } from "../../src/turn/modality.ts";
import type { PieceNumber } from "../../src/turn/part.ts";
import type { TurnId } from "../../src/turn/turn.ts";
import { cancelRow, mediumRow } from "./buttons.ts";
import { MAX_SECTION_LENGTH } from "./limits.ts";
import { escapeMarkup, shortenEscaped } from "./markup.ts";

/** One message as it should look; `text` is what notifications show. */
export interface Face {
  readonly text: string;
  readonly blocks: (types.KnownBlock | types.Block)[];
}

/** A medium in the making. */
export interface Making {
  readonly piece: PieceNumber;
  readonly modality: MediaModality;
  readonly caption: string;
  readonly step: number;
  readonly steps: number;
}

export function waitingWords(waiting: number): string {
  if (waiting === 0) return "is thinking…";
  return `is waiting: ${waiting === 1 ? "1 answer comes" : `${waiting} answers come`} before yours`;
}

export function waitingFace(turnId: TurnId, waiting: number): Face {
  const text = `Quartet ${waitingWords(waiting)}`;
  return { text, blocks: [smallPrint(`⏳ ${text}`), cancelRow(turnId)] };
}

export function makingFace(turnId: TurnId, making: Making): Face {
  const { piece, step, steps } = making;
  const text = titleOf(making);
  return { text, blocks: [section(text), smallPrint(`${barOf(step, steps)} ${step} of ${steps}`), cancelRow(turnId, piece)] };
}

export function finishedFace(turnId: TurnId, made: Omit<Making, "step" | "steps">): Face {
  const text = titleOf(made);
  return { text, blocks: [section(text), mediumRow(turnId, made.piece, made.modality)] };
}

/** A sentence of Quartet's own. */
export function noticeFace(text: string): Face {
  return { text: escapeMarkup(text), blocks: [smallPrint(shortenEscaped(text, MAX_SECTION_LENGTH))] };
}

const SIGNS: Readonly<Record<MediaModality, string>> = { image: "🖼️", audio: "🔊", video: "🎬" };
const MAX_CAPTION_LENGTH = 300;

function titleOf({ piece, modality, caption }: Omit<Making, "step" | "steps">): string {
  return `${SIGNS[modality]} *#${piece}* ${shortenEscaped(caption.replaceAll(/\s+/g, " ").trim(), MAX_CAPTION_LENGTH)}`.trimEnd();
}

const BAR_LENGTH = 12;

function barOf(step: number, steps: number): string {
  const filled = Math.min(BAR_LENGTH, Math.round((BAR_LENGTH * step) / Math.max(1, steps)));
  return "▰".repeat(filled) + "▱".repeat(BAR_LENGTH - filled);
}

function section(text: string): types.SectionBlock {
  return { type: "section", text: { type: "mrkdwn", text } };
}

function smallPrint(text: string): types.ContextBlock {
  return { type: "context", elements: [{ type: "mrkdwn", text }] };
}
