/** The two ends of a turn in memory: what a person said, with its media taken in, and what the bot answered. */

import type { Adapter } from "../adapter.ts";
import { askedTurnOf, type Inbound } from "../turn/inbound.ts";
import type { Part, PieceNumber } from "../turn/part.ts";
import type { Author, Turn, TurnId } from "../turn/turn.ts";
import { learnCaptions } from "./captions.ts";
import type { Conversations } from "./conversations.ts";
import { sequenceOfAnswer, sequenceOfEvent } from "./entry.ts";
import type { Memory, RememberedTurn } from "./memory.ts";
import { type Door, type SkippedAttachment, takeAttachments } from "./take-attachments.ts";

type Said = Extract<Inbound, { type: "said" }>;

const BOT: Author = { id: "quartet", name: "Quartet" };

export interface Hearing {
  readonly conversations: Conversations;
  readonly door: Door;
  readonly inboxId: number;
  readonly said: Said;
  readonly adapter: Adapter;
  readonly signal: AbortSignal;
  /** Is given the attachments that were left out, before the turn is remembered. */
  readonly note: (skipped: readonly SkippedAttachment[]) => void;
}

/**
 * What an earlier try remembered stays as it is.
 * @throws CancelledError when `signal` is aborted
 */
export async function rememberSaid({ conversations, door, inboxId, said, adapter, signal, note }: Hearing): Promise<void> {
  const { conversationId, author, replyTo, attachments, receivedAt, wish } = said;
  if (await conversations.knows(conversationId, sequenceOfEvent(inboxId))) return;
  const { media, skipped } = await takeAttachments(door, adapter, attachments, signal);
  note(skipped);
  const text = said.text.trim();
  const parts: readonly Part[] = text === "" ? [] : [{ type: "text", text }];
  const turn: Turn = {
    id: askedTurnOf(said),
    conversationId,
    role: "user",
    author,
    parts,
    createdAt: receivedAt,
    ...(replyTo === undefined ? {} : { replyTo }),
  };
  await conversations.said(sequenceOfEvent(inboxId), turn, media, wish ?? {});
  for (const { fetchKey } of attachments) await adapter.releaseAttachment?.(fetchKey);
}

export interface Answered {
  readonly parts: readonly Part[];
  readonly nextPiece: PieceNumber;
}

/** An answer without words and without a number used leaves no turn behind. */
export async function rememberAnswer(
  conversations: Conversations,
  inboxId: number,
  id: TurnId,
  before: Memory,
  asked: RememberedTurn,
  { parts, nextPiece }: Answered,
): Promise<void> {
  if (parts.length === 0 && nextPiece === before.nextPiece) return;
  const turn: Turn = { id, conversationId: asked.conversationId, role: "bot", author: BOT, parts, replyTo: asked.id, createdAt: Date.now() };
  await conversations.made(sequenceOfAnswer(inboxId), { turn, askedBy: asked.author.id, nextPiece, captions: learnCaptions(asked, turn) });
}
