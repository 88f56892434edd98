/** A turn of somebody who is forgotten, as far as others built upon it: its pieces, without the name and the words. */

import { type Part, isMediaPart, type Lineage, type PieceNumber } from "../turn/part.ts";
import { SOMEBODY, type Turn } from "../turn/turn.ts";
import type { TurnEntry } from "./turn-entries.ts";

/** Undefined where nothing of it is kept. */
export function withoutPerson(entry: TurnEntry, kept: ReadonlySet<PieceNumber>): TurnEntry | undefined {
  const parts = entry.turn.parts.flatMap((part): readonly Part[] =>
    isMediaPart(part) && kept.has(part.piece) ? [{ ...part, lineage: wordless(part.lineage) }] : [],
  );
  if (parts.length === 0) return undefined;
  const turn: Turn = { ...entry.turn, author: SOMEBODY, parts };
  return entry.type === "said" ? { ...entry, turn } : { ...entry, turn, askedBy: SOMEBODY.id };
}

function wordless(lineage: Lineage): Lineage {
  return lineage.type === "made" ? { ...lineage, prompt: "" } : { ...lineage, name: "" };
}
