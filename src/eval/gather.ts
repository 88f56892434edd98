/** Which cases an eval asks: all of the chosen suites, or a sample spread evenly over their groups. */

import { join } from "node:path";
import type { Case, Suite } from "./cases.ts";
import { dialogueCases } from "./dialogue-cases.ts";
import { afterwardsCases, borderCases, foreignCases, halfKnownCases, handwrittenCases, helpfulCases } from "./listed-cases.ts";
import { type CaseSource, matrixCases } from "./matrix-cases.ts";
import type { EvalOptions } from "./options.ts";
import { qualityCases } from "./quality-cases.ts";
import { spread } from "./select.ts";

const PER_CELL = 30;
const PER_DIALOGUE_KIND = 20;
/** A sample has as many answers of the matrix as it says, and this share of them of each other suite. */
const SMALL_SUITE_SHARE = 1 / 4;

export function gatherCases(
  source: CaseSource,
  { suites, sample, seed, cell, data }: Pick<EvalOptions, "suites" | "sample" | "seed" | "cell" | "data">,
): Case[] {
  return suites.flatMap((suite) => {
    const cases = casesOf(suite, source, data).filter(({ group }) => suite !== "matrix" || cell === undefined || group === cell);
    if (sample === undefined) return cases;
    return spread(cases, suite === "matrix" ? sample : Math.ceil(sample * SMALL_SUITE_SHARE), seed);
  });
}

function casesOf(suite: Suite, source: CaseSource, data: string): Case[] {
  switch (suite) {
    case "matrix":
      return matrixCases(source, PER_CELL);
    case "multi-turn":
      return dialogueCases(source, PER_DIALOGUE_KIND);
    case "border":
      return borderCases(join(data, "border.tsv"));
    case "handwritten":
      return handwrittenCases(join(data, "handwritten.tsv"), source.world);
    case "half-known":
      return halfKnownCases(join(data, "half-known.tsv"), source.world);
    case "foreign":
      return foreignCases(join(data, "foreign.tsv"));
    case "helpful":
      return helpfulCases(join(data, "helpful.tsv"));
    case "afterwards":
      return afterwardsCases(join(data, "afterwards.tsv"));
    case "quality":
      return qualityCases(source);
    default:
      return suite satisfies never;
  }
}
