/** Which older pieces a turn is about, so that the model sees them where it is asked about them. */

import type { PieceNumber } from "../turn/part.ts";
import { findPiece, findTurn, mediaOf, type Memory, type RememberedTurn, textOf } from "./memory.ts";

/** Numbers that the words name, as in "make #3 blue", in their order; whether there are such pieces is not asked. */
export function namedPieces(text: string): readonly PieceNumber[] {
  return [...text.matchAll(/(?<![\w#&/])#(\d{1,6})(?!\w)/g)].map(([, digits]) => Number(digits) as PieceNumber);
}

export interface ReferredPieces {
  /** Chosen by hand or by a reply: they stand in the turn wherever else they are seen. */
  readonly chosen: readonly PieceNumber[];
  /** Named by number: they stand in the turn only where the model does not see them otherwise. */
  readonly named: readonly PieceNumber[];
}

/** Pieces that exist, without those that the turn itself brings. */
export function referredPieces(memory: Memory, turn: RememberedTurn): ReferredPieces {
  const own = new Set(mediaOf(turn).map((part) => part.piece));
  const isOlder = (piece: PieceNumber) => !own.has(piece) && findPiece(memory, piece) !== undefined;
  const chosen = [...new Set([...turn.pieces, ...repliedPieces(memory, turn)])].filter(isOlder);
  const named = [...new Set(namedPieces(textOf(turn)))].filter((piece) => isOlder(piece) && !chosen.includes(piece));
  return { chosen, named };
}

/** What an answer's media are made from: all that the asking turn brings or refers to. */
export function parentsOf(memory: Memory, asked: RememberedTurn): readonly PieceNumber[] {
  const { chosen, named } = referredPieces(memory, asked);
  return [...mediaOf(asked).map((part) => part.piece), ...chosen, ...named];
}

/** A reply to what was said last adds nothing to see. */
function repliedPieces(memory: Memory, turn: RememberedTurn): readonly PieceNumber[] {
  const replied = turn.replyTo === undefined ? undefined : findTurn(memory, turn.replyTo);
  const before = memory.turns[memory.turns.findIndex(({ id }) => id === turn.id) - 1];
  return replied === undefined || replied === before ? [] : mediaOf(replied).map((part) => part.piece);
}
