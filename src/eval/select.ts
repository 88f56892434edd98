/** Picks a part of the cases, spread evenly over their groups. */

import type { Case } from "./cases.ts";
import { Draw } from "./draw.ts";

/** At most `count` cases: one of every group, groups in a seeded order, then a second of every group, and so on. */
export function spread(cases: readonly Case[], count: number, seed: number): Case[] {
  const draw = new Draw(seed, "sample");
  const groups = draw.shuffled([...Map.groupBy(cases, ({ group }) => group).values()]);
  const longest = Math.max(0, ...groups.map((group) => group.length));
  return Array.from({ length: longest }, (_, round) => groups.flatMap((group) => group[round] ?? []))
    .flat()
    .slice(0, count);
}
