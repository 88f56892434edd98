/** Memory as a fold over the log: which turns stand, what they say now, and which pieces there are. */

import type { MediaModality } from "../turn/modality.ts";
import { isMediaPart, type MediaPart, type Part, type PieceNumber } from "../turn/part.ts";
import type { Turn, TurnId } from "../turn/turn.ts";
import type { LearntCaption, Sequence } from "./entry.ts";
import type { LoggedEntry } from "./log.ts";

export interface RememberedTurn extends Turn {
  readonly sequence: Sequence;
  /** Older pieces that the person put into the turn again ("use this as input"). */
  readonly pieces: readonly PieceNumber[];
  /** The only media that the person asked for; absent: whatever fits. */
  readonly modalities?: readonly MediaModality[];
}

export interface Memory {
  /** In the order in which they were said and made. */
  readonly turns: readonly RememberedTurn[];
  readonly nextPiece: PieceNumber;
}

const FIRST_PIECE = 1 as PieceNumber;
export const EMPTY_MEMORY: Memory = { turns: [], nextPiece: FIRST_PIECE };

export function foldMemory(entries: readonly LoggedEntry[]): Memory {
  return entries.reduce<Memory>(remember, EMPTY_MEMORY);
}

export function findTurn(memory: Memory, id: TurnId): RememberedTurn | undefined {
  return memory.turns.find((turn) => turn.id === id);
}

export function findPiece(memory: Memory, piece: PieceNumber): MediaPart | undefined {
  return memory.turns.flatMap(mediaOf).find((part) => part.piece === piece);
}

export function mediaOf(turn: Pick<Turn, "parts">): readonly MediaPart[] {
  return turn.parts.filter(isMediaPart);
}

export function textOf(turn: Pick<Turn, "parts">): string {
  return turn.parts.flatMap((part) => (part.type === "text" ? [part.text] : [])).join(" ");
}

function remember(memory: Memory, { sequence, entry }: LoggedEntry): Memory {
  switch (entry.type) {
    case "said": {
      const { turn, pieces, modalities } = entry;
      const said = { ...turn, sequence, pieces, ...(modalities === undefined ? {} : { modalities }) };
      return grow({ ...memory, turns: [...memory.turns, said] }, entry.nextPiece);
    }
    case "made":
      return grow({ ...memory, turns: [...withCaptions(memory.turns, entry.captions), { ...entry.turn, sequence, pieces: [] }] }, entry.nextPiece);
    case "edited":
      return {
        ...memory,
        turns: memory.turns.map((turn) => (turn.id === entry.turnId ? { ...turn, parts: reworded(turn.parts, entry.text) } : turn)),
      };
    case "deleted":
      return { ...memory, turns: memory.turns.filter((turn) => turn.id !== entry.turnId) };
    case "forgotten":
      return grow(memory, entry.nextPiece);
    default:
      return entry satisfies never;
  }
}

function grow(memory: Memory, nextPiece: PieceNumber): Memory {
  return { ...memory, nextPiece: Math.max(memory.nextPiece, nextPiece) as PieceNumber };
}

/** Media stay: editing a message changes its words. */
function reworded(parts: readonly Part[], text: string): readonly Part[] {
  const media = parts.filter(isMediaPart);
  return text === "" ? media : [{ type: "text", text }, ...media];
}

function withCaptions(turns: readonly RememberedTurn[], captions: readonly LearntCaption[]): readonly RememberedTurn[] {
  if (captions.length === 0) return turns;
  const learnt = new Map(captions.map(({ piece, caption }) => [piece, caption]));
  const name = (part: Part): Part => (isMediaPart(part) && part.caption === "" ? { ...part, caption: learnt.get(part.piece) ?? "" } : part);
  return turns.map((turn) => ({ ...turn, parts: turn.parts.map(name) }));
}

/** Nothing that could be taken in and no words: then there is nothing to answer. */
export function asksSomething({ parts, pieces }: RememberedTurn): boolean {
  return parts.length > 0 || pieces.length > 0;
}
