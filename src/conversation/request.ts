/** Requests about a piece: the one that it was made for, to be asked again in other words, and those that buttons beneath it make. */

import type { Wish } from "../turn/inbound.ts";
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

/** What somebody says who wants another medium of a piece. */
export function askAbout(verb: "animate" | "sound", piece: PieceNumber): { readonly text: string; readonly wish: Wish } {
  if (verb === "animate") return { text: `animate #${piece}`, wish: { modalities: ["video"], pieces: [piece] } };
  return { text: `what does #${piece} sound like?`, wish: { modalities: ["audio"], pieces: [piece] } };
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
