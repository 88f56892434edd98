/** Which pieces others built upon: they keep their place when the person who made them is forgotten. */

import { type Memory, mediaOf } from "../conversation/memory.ts";
import type { PieceNumber } from "../turn/part.ts";
import type { TurnId } from "../turn/turn.ts";

/** Everything that pieces outside of the turns `theirs` came from, however far back. */
export function builtUpon({ turns }: Memory, theirs: ReadonlySet<TurnId>): ReadonlySet<PieceNumber> {
  const parents = new Map(turns.flatMap(mediaOf).map(({ piece, lineage }) => [piece, lineage.type === "made" ? lineage.parents : []]));
  const found = new Set<PieceNumber>();
  const visit = (piece: PieceNumber) => {
    if (found.has(piece)) return;
    found.add(piece);
    parents.get(piece)?.forEach(visit);
  };
  for (const turn of turns) if (!theirs.has(turn.id)) for (const { piece } of mediaOf(turn)) parents.get(piece)?.forEach(visit);
  return found;
}
