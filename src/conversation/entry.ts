/** What a conversation's log holds: one entry an event, from which memory is folded. */

import type { MediaModality } from "../turn/modality.ts";
import type { PieceNumber } from "../turn/part.ts";
import type { Author, Turn, TurnId } from "../turn/turn.ts";

export type Entry =
  /** `pieces`: older ones that the person put into the turn again; `modalities`: the only media that were asked for. */
  | {
      readonly type: "said";
      readonly turn: Turn;
      readonly pieces: readonly PieceNumber[];
      readonly modalities?: readonly MediaModality[];
      readonly nextPiece: PieceNumber;
    }
  /** An answer to `askedBy`; `nextPiece` also counts the pieces that were begun and dropped, because people saw their numbers. */
  | {
      readonly type: "made";
      readonly turn: Turn;
      readonly askedBy: Author["id"];
      readonly nextPiece: PieceNumber;
      readonly captions: readonly LearntCaption[];
    }
  | { readonly type: "edited"; readonly turnId: TurnId; readonly text: string }
  | { readonly type: "deleted"; readonly turnId: TurnId }
  /** What went left no words behind, only how far the numbers had come. */
  | { readonly type: "forgotten"; readonly nextPiece: PieceNumber };

/** What an answer said of a piece that somebody sent. */
export interface LearntCaption {
  readonly piece: PieceNumber;
  readonly caption: string;
}

/** Where an entry stands in its conversation. It derives from the inbox, so that a replay overwrites instead of appending. */
export type Sequence = number & { readonly __brand: "Sequence" };

/** @param inboxId counted from 1 */
export function sequenceOfEvent(inboxId: number): Sequence {
  return (2 * inboxId) as Sequence;
}

/** The answer stands right behind what asked for it. */
export function sequenceOfAnswer(inboxId: number): Sequence {
  return (2 * inboxId + 1) as Sequence;
}
