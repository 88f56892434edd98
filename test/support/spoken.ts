/** Short ways to write down conversations for tests of memory. */

import type { Conversations, UnnumberedPart } from "../../src/conversation/conversations.ts";
import { sequenceOfAnswer, sequenceOfEvent } from "../../src/conversation/entry.ts";
import type { FileId, ImagePart, Part, PieceNumber } from "../../src/turn/part.ts";
import { type Author, type ConversationId, conversationIdOf, type Turn, type TurnId } from "../../src/turn/turn.ts";

export const ROOM = conversationIdOf("web", "room");
export const ANA: Author = { id: "ana", name: "Ana" };
export const BEN: Author = { id: "ben", name: "Ben" };

export interface Spoken {
  readonly text?: string;
  readonly media?: readonly UnnumberedPart[];
  readonly author?: Author;
  readonly pieces?: readonly number[];
  readonly replyTo?: TurnId;
  readonly createdAt?: number;
  readonly conversationId?: ConversationId;
}

/** The turn of event `inboxId`. */
export function turnId(inboxId: number): TurnId {
  return `t${inboxId}` as TurnId;
}

export function answerId(inboxId: number): TurnId {
  return `t${inboxId}/answer` as TurnId;
}

export async function say(conversations: Conversations, inboxId: number, spoken: Spoken): Promise<void> {
  const { text = "", media = [], author = ANA, pieces = [], replyTo, createdAt = inboxId, conversationId = ROOM } = spoken;
  const parts: readonly Part[] = text === "" ? [] : [{ type: "text", text }];
  const turn: Turn = { id: turnId(inboxId), conversationId, role: "user", author, parts, createdAt, ...(replyTo ? { replyTo } : {}) };
  await conversations.said(sequenceOfEvent(inboxId), turn, media, { pieces: pieces as readonly PieceNumber[] });
}

/** `asked`: the event that is answered, by default the one before; `nextPiece` counts what was dropped too. */
export async function answer(
  conversations: Conversations,
  inboxId: number,
  parts: readonly Part[],
  nextPiece: number,
  asked = inboxId,
  askedBy = ANA,
): Promise<void> {
  const author: Author = { id: "quartet", name: "Quartet" };
  const turn: Turn = { id: answerId(inboxId), conversationId: ROOM, role: "bot", author, parts, replyTo: turnId(asked), createdAt: inboxId };
  await conversations.made(sequenceOfAnswer(inboxId), { turn, askedBy: askedBy.id, nextPiece: nextPiece as PieceNumber, captions: [] });
}

export function text(words: string): Part {
  return { type: "text", text: words };
}

export function sentImage(id: FileId, caption = ""): UnnumberedPart {
  const file = { id, mediaType: "image/png", sizeBytes: 1 };
  return { type: "image", file, caption, lineage: { type: "sent", name: "a.png" }, width: 1, height: 1 };
}

export function madeImage(id: FileId, piece: number, caption: string): ImagePart {
  const file = { id, mediaType: "image/png", sizeBytes: 1 };
  return {
    type: "image",
    file,
    piece: piece as PieceNumber,
    caption,
    lineage: { type: "made", prompt: "", seed: 1, parents: [] },
    width: 1,
    height: 1,
  };
}
