/** How an answer looks message by message: the sign that it waits, the card of a medium in the making, the finished medium. */

import type { DeliveredFile, Preview } from "../../src/adapter.ts";
import type { Sentences } from "../../src/language/language.ts";
import { momentIn } from "../../src/language/moment.ts";
import type { MediaModality } from "../../src/turn/modality.ts";
import type { PieceNumber } from "../../src/turn/part.ts";
import type { TurnId } from "../../src/turn/turn.ts";
import { type Button, cancelButton, mediumButtons, resendButton } from "./buttons.ts";
import { MAX_ALT_TEXT_LENGTH } from "./limits.ts";

export interface CardFile {
  readonly content: { readonly path: string } | { readonly base64: string };
  readonly name: string;
  readonly altText: string;
}

/** One message as it should look. */
export interface Face {
  readonly content: string;
  readonly buttons: readonly Button[];
  readonly file?: CardFile;
  /** The file is a voice message: alone in its message, which nobody can edit. */
  readonly voice?: Voice;
}

export interface Voice {
  /** Base64, at most 256 bytes: how loud it is over time. */
  readonly waveform: string;
  readonly durationMs: number;
  readonly sizeBytes: number;
}

/** A medium in the making. */
export interface Making {
  readonly piece: PieceNumber;
  readonly modality: MediaModality;
  readonly caption: string;
  readonly step: number;
  readonly steps: number;
  readonly preview?: Preview;
}

/** A medium that was made. */
export type Made = Pick<Making, "piece" | "modality" | "caption">;

/** While nothing is said yet; `beginsAt` (Unix milliseconds) where that can be foretold. */
export function openingFace(sentences: Sentences, turnId: TurnId, waiting: number, beginsAt?: number): Face {
  const { discord } = sentences;
  const begins = beginsAt === undefined ? undefined : momentIn(beginsAt);
  const content = waiting === 0 ? `✏️ ${discord.yourTurn}` : `⏳ ${discord.waiting(waiting, begins)}`;
  return { content: `-# ${content}`, buttons: [cancelButton(sentences, turnId)] };
}

export function makingFace(sentences: Sentences, turnId: TurnId, { piece, modality, caption, step, steps, preview }: Making): Face {
  const { discord } = sentences;
  const content = `${titleOf(piece, modality, caption)}\n-# ${barOf(step, steps)} ${discord.progress(step, steps)}`;
  const file: CardFile | undefined = preview && {
    content: { base64: preview.pngBase64 },
    name: `preview-${piece}.png`,
    altText: discord.previewOf(piece),
  };
  return { content, buttons: [cancelButton(sentences, turnId, piece)], ...(file ? { file } : {}) };
}

/** One with the whole, or one a part: the first carries the buttons, the others only that which says whose they are. */
export function finishedFaces(sentences: Sentences, turnId: TurnId, made: Made, files: readonly DeliveredFile[]): readonly Face[] {
  const title = titleFace(sentences, turnId, made);
  if (files.length === 1) return files.map((file) => ({ ...title, file: cardFileOf(file) }));
  return files.map((file, index) => ({
    content: `${title.content}\n-# ${sentences.links.part(index + 1, files.length)}`,
    buttons: index === 0 ? title.buttons : title.buttons.filter(({ press }) => press.verb === "use"),
    file: cardFileOf(file),
  }));
}

/** What is heard on its own beneath the card that names it. */
export function voiceFace(file: DeliveredFile, voice: Voice): Face {
  return { content: "", buttons: [], file: cardFileOf(file), voice };
}

/** A finished medium whose file stands elsewhere. */
export function titleFace(sentences: Sentences, turnId: TurnId, { piece, modality, caption }: Made): Face {
  return { content: titleOf(piece, modality, caption), buttons: mediumButtons(sentences, turnId, piece, modality) };
}

/** Small print: a sentence of Quartet's own. */
export function noticeFace(text: string): Face {
  return { content: text.replaceAll(/^(?=.)/gm, "-# "), buttons: [] };
}

/** Whether the answer arrived could not be found out. */
export function doubtFace(sentences: Sentences, turnId: TurnId, text: string): Face {
  return { ...noticeFace(text), buttons: [resendButton(sentences, turnId)] };
}

/** What did not come to be, in the place of its card. */
export function droppedFace(piece: PieceNumber, told: string): Face {
  return noticeFace(`#${piece}: ${told}`);
}

export function textFace(sentences: Sentences, content: string, turnId: TurnId, isLast: boolean): Face {
  return { content, buttons: isLast ? [cancelButton(sentences, turnId)] : [] };
}

function cardFileOf({ path, name, altText, isSensitive }: DeliveredFile): CardFile {
  // Discord covers what is named so until a person uncovers it.
  return { content: { path }, name: isSensitive ? `SPOILER_${name}` : name, altText: altText.slice(0, MAX_ALT_TEXT_LENGTH) };
}

const SIGNS: Readonly<Record<MediaModality, string>> = { image: "🖼️", audio: "🔊", video: "🎬" };
const MAX_CAPTION_LENGTH = 300;

function titleOf(piece: PieceNumber, modality: MediaModality, caption: string): string {
  const flat = caption.replaceAll(/\s+/g, " ").trim();
  const words = flat.length > MAX_CAPTION_LENGTH ? `${flat.slice(0, MAX_CAPTION_LENGTH - 1)}…` : flat;
  return `${SIGNS[modality]} **#${piece}** ${words.toWellFormed()}`.trimEnd();
}

const BAR_LENGTH = 12;

function barOf(step: number, steps: number): string {
  const filled = Math.min(BAR_LENGTH, Math.round((BAR_LENGTH * step) / Math.max(1, steps)));
  return "▰".repeat(filled) + "▱".repeat(BAR_LENGTH - filled);
}
