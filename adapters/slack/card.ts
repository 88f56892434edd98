/** How an answer looks message by message: the sign that it waits, the card of a medium in the making, the finished medium, small print. */

import type { types } from "@slack/bolt";
import type { Delivery } from "../../src/adapter.ts";
import type { MediaModality } from "../../src/turn/modality.ts";
import type { PieceNumber } from "../../src/turn/part.ts";
import type { TurnId } from "../../src/turn/turn.ts";
import type { Sentences } from "../../src/language/language.ts";
import { type Button, cancelButton, mediumButtons, resendButton } from "./buttons.ts";
import { MAX_SECTION_LENGTH } from "./limits.ts";
import { escapeMarkup, shortenEscaped } from "./markup.ts";

/** One message as it should look; `text` is what notifications show. */
export interface Face {
  readonly text: string;
  readonly blocks: readonly (types.KnownBlock | types.Block)[];
  readonly buttons?: readonly Button[];
}

/** A medium in the making. */
export interface Making {
  readonly piece: PieceNumber;
  readonly modality: MediaModality;
  readonly caption: string;
  readonly step: number;
  readonly steps: number;
}

/** Where an answer stands in the queue. */
export type QueuePlace = Pick<Extract<Delivery, { type: "answer-start" }>, "waiting" | "etaMs">;

export function waitingWords({ slack }: Sentences, { waiting, etaMs }: QueuePlace): string {
  return waiting === 0 ? slack.thinking : slack.waiting(waiting, etaMs);
}

export function waitingFace(sentences: Sentences, turnId: TurnId, place: QueuePlace): Face {
  const text = `Quartet ${waitingWords(sentences, place)}`;
  return { text, blocks: [smallPrint(`⏳ ${text}`)], buttons: [cancelButton(sentences, turnId)] };
}

export function makingFace(sentences: Sentences, turnId: TurnId, making: Making): Face {
  const { piece, step, steps } = making;
  const text = titleOf(making);
  const progress = `${barOf(step, steps)} ${sentences.slack.progress(step, steps)}`;
  return { text, blocks: [section(text), smallPrint(progress)], buttons: [cancelButton(sentences, turnId, piece)] };
}

/** A medium that was made. */
export type Made = Omit<Making, "step" | "steps">;

/** `count`: of the parts that its file comes in. */
export function finishedFace(sentences: Sentences, turnId: TurnId, made: Made, count = 1): Face {
  const text = titleOf(made);
  const part = count === 1 ? [] : [smallPrint(sentences.links.part(1, count))];
  return { text, blocks: [section(text), ...part], buttons: mediumButtons(sentences, turnId, made.piece, made.modality) };
}

/** Above a further part of a file; all that can be done with the piece is done at its first one, but for Use. */
export function partFace(sentences: Sentences, turnId: TurnId, made: Made, number: number, count: number): Face {
  const text = titleOf(made);
  const buttons = mediumButtons(sentences, turnId, made.piece, made.modality).filter(({ press }) => press.verb === "use");
  return { text, blocks: [section(text), smallPrint(sentences.links.part(number, count))], buttons };
}

/** A sentence of Quartet's own. */
export function noticeFace(text: string): Face {
  return { text: escapeMarkup(text), blocks: [smallPrint(shortenEscaped(text, MAX_SECTION_LENGTH))] };
}

/** Whether the answer arrived could not be found out. */
export function doubtFace(sentences: Sentences, turnId: TurnId, text: string): Face {
  return { ...noticeFace(text), buttons: [resendButton(sentences, turnId)] };
}

const SIGNS: Readonly<Record<MediaModality, string>> = { image: "🖼️", audio: "🔊", video: "🎬" };
const MAX_CAPTION_LENGTH = 300;

function titleOf({ piece, modality, caption }: Made): string {
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
