/** The request that a piece was made for, to be asked again in other words. */

import type { MediaModality } from "../turn/modality.ts";
import type { PieceNumber } from "../turn/part.ts";
import type { ConversationId } from "../turn/turn.ts";
import type { Conversations } from "./conversations.ts";
import { findPiece, findTurn, mediaOf } from "./memory.ts";

export interface PieceRequest {
  readonly text: string;
  /** What it was made from. */
  readonly pieces: readonly PieceNumber[];
  readonly modalities: readonly MediaModality[];
}

/** Undefined where the piece is not remembered any more, or was sent and not made. */
export async function requestFor(
  conversations: Conversations,
  conversationId: ConversationId,
  piece: PieceNumber,
): Promise<PieceRequest | undefined> {
  const memory = await conversations.memory(conversationId);
  const made = findPiece(memory, piece);
  if (made?.lineage.type !== "made") return undefined;
  const answer = memory.turns.find((turn) => mediaOf(turn).includes(made));
  const asked = answer?.replyTo === undefined ? undefined : findTurn(memory, answer.replyTo);
  const { prompt, parents } = made.lineage;
  return { text: prompt === "" ? made.caption : prompt, pieces: parents, modalities: asked?.modalities ?? [made.type] };
}
