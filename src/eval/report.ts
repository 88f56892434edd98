/** Adds observations up to the figures of report.json: pure. */

import { type Case, type Expectation, SETS, SUITES, type Suite } from "./cases.ts";
import { type Ceiling, ceilingOf } from "./ceiling.ts";
import { cellName } from "./matrix-cases.ts";
import type { HeldOut } from "./judges.ts";
import type { Observation } from "./observation.ts";
import type { TextParser } from "./parse-text.ts";
import { type QualityReport, qualityReport } from "./report-quality.ts";
import * as suites from "./report-suites.ts";
import { type Mark, mean, type Score, type Scorer } from "./score.ts";
import { offerScorer } from "./score-offer.ts";
import { bootstrapInterval, type Interval } from "./statistics.ts";
import type { World } from "./world.ts";

/** Shares from 0 to 1. */
export interface Cell {
  readonly inputs: string;
  readonly outputs: string;
  readonly n: number;
  /** Null where no case was asked, as in `accuracy` of the matrix. */
  readonly accuracy: number | null;
  readonly allRight: number | null;
  readonly exactModalities: number | null;
  /** Of the accuracy: 95 %, by bootstrap. */
  readonly interval: Interval | null;
  readonly chance: number | null;
  readonly ceiling: number | null;
}

export interface Matrix {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** By input set, then by output set. */
  readonly accuracy: readonly (readonly (number | null)[])[];
  /** Means over the cells that were asked, and the least cell. */
  readonly mean: number;
  readonly min: number;
  readonly allRight: number;
  readonly chance: number;
  readonly ceiling: number;
  readonly cells: readonly Cell[];
}

export interface Tally {
  readonly n: number;
  readonly accuracy: number;
  readonly allRight: number;
  readonly exactModalities: number;
  readonly interval: Interval;
}

export interface AttributeShare {
  readonly n: number;
  readonly accuracy: number;
  /** Share of held-out renders that the judge itself misreads: as much of what is missing may be its own error. Null for words, which a parser reads exactly. */
  readonly judgeError: number | null;
}

export interface Report {
  readonly pack: { readonly name: string; readonly sha256: string };
  readonly matrix: Matrix;
  /** Of all answers of the matrix. */
  readonly exactModalities: number;
  /** Accuracy by output and attribute over the matrix, whether or not the media were the asked ones. */
  readonly attributes: Readonly<Record<string, Readonly<Record<string, AttributeShare>>>>;
  /** What the judges read right of real renders. */
  readonly judges: Ceiling["modalities"];
  readonly multiTurn: Tally & { readonly kinds: Readonly<Record<string, Tally>> };
  readonly honestBorder: suites.BorderReport;
  readonly handwritten: {
    readonly n: number;
    /** Exactly the asked media and the right thing in each of them. */
    readonly accuracy: number;
    readonly exactModalities: number;
    readonly thing: number;
    readonly interval: Interval;
  };
  readonly halfKnown: suites.HalfKnownReport;
  readonly foreign: suites.QuietReport;
  readonly helpful: suites.Verdicts;
  readonly afterwards: suites.QuietReport;
  readonly quality: QualityReport;
  readonly counts: Readonly<Record<Suite, number>> & { readonly faults: number; readonly seconds: number };
}

export interface Seen {
  readonly asked: Case;
  readonly observed: Observation;
}

export interface Measures {
  readonly pack: Report["pack"];
  readonly world: World;
  readonly ceiling: Ceiling;
  readonly score: Scorer;
  readonly parse: TextParser;
  readonly heldOut: HeldOut;
}

type Shown = {
  readonly asked: Case;
  readonly expected: Extract<Expectation, { type: "shows" }>;
  readonly observed: Observation;
  readonly score: Score;
};

export function makeReport(measures: Measures, seen: readonly Seen[]): Report {
  const of = (suite: Suite) => seen.filter(({ asked }) => asked.suite === suite);
  const matrix = scoreAll(measures, of("matrix"));
  const marks = matrix.flatMap(({ score }) => score.marks);
  return {
    pack: measures.pack,
    matrix: makeMatrix(measures, matrix),
    exactModalities: shareOf(matrix, ({ score }) => score.exactModalities),
    attributes: byAttribute(marks, measures.heldOut),
    judges: measures.ceiling.modalities,
    multiTurn: multiTurn(scoreAll(measures, of("multi-turn"))),
    honestBorder: suites.borderReport(of("border")),
    handwritten: handwritten(scoreAll(measures, of("handwritten"))),
    halfKnown: suites.halfKnownReport(of("half-known"), offerScorer(measures.world, measures.parse, measures.score)),
    foreign: suites.foreignReport(of("foreign"), measures.parse),
    helpful: suites.helpfulReport(of("helpful")),
    afterwards: suites.afterwardsReport(of("afterwards")),
    quality: qualityReport(of("quality"), measures.ceiling.qualities),
    counts: {
      ...countsOf(seen),
      faults: seen.filter(({ observed }) => observed.fault !== undefined).length,
      seconds: Math.round(seen.reduce((sum, { observed }) => sum + observed.totalMs, 0) / 1000),
    },
  };
}

function scoreAll({ score }: Measures, seen: readonly Seen[]): Shown[] {
  return seen.flatMap(({ asked, observed }) => {
    const { expected } = asked;
    return expected.type === "shows" ? [{ asked, expected, observed, score: score(expected, observed) }] : [];
  });
}

function makeMatrix(measures: Measures, shown: readonly Shown[]): Matrix {
  const byCell = Map.groupBy(shown, ({ asked }) => asked.group);
  const cells = SETS.flatMap((inputs) =>
    SETS.map((outputs) => makeCell(measures, inputs, outputs, byCell.get(cellName(inputs, outputs)) ?? [], shown)),
  );
  const over = (name: "accuracy" | "allRight" | "chance" | "ceiling") => cells.flatMap((cell) => cell[name] ?? []);
  return {
    inputs: SETS,
    outputs: SETS,
    accuracy: SETS.map((inputs) => cells.filter((cell) => cell.inputs === inputs).map(({ accuracy }) => accuracy)),
    mean: mean(over("accuracy")),
    min: shown.length === 0 ? 0 : Math.min(...over("accuracy")),
    allRight: mean(over("allRight")),
    chance: mean(over("chance")),
    ceiling: mean(over("ceiling")),
    cells,
  };
}

function makeCell(measures: Measures, inputs: string, outputs: string, own: readonly Shown[], all: readonly Shown[]): Cell {
  if (own.length === 0)
    return { inputs, outputs, n: 0, accuracy: null, allRight: null, exactModalities: null, interval: null, chance: null, ceiling: null };
  const alike = all.filter(({ asked }) => asked.group.endsWith(`:${outputs}`));
  return {
    inputs,
    outputs,
    ...tally(own),
    chance: mean(own.flatMap((one) => chanceOf(measures.score, one, alike))),
    ceiling: mean(own.map(({ expected }) => ceilingOf(measures.world, measures.ceiling, expected))),
  };
}

/** Each answer is scored against the targets of so many other cases that ask for the same media. */
const CHANCE_TARGETS = 20;

function chanceOf(score: Scorer, own: Shown, alike: readonly Shown[]): number[] {
  const others = alike.filter((other) => other !== own);
  const step = Math.max(1, Math.floor(others.length / CHANCE_TARGETS));
  const targets = others.filter((_, index) => index % step === 0).slice(0, CHANCE_TARGETS);
  return targets.length === 0 ? [] : [mean(targets.map(({ expected }) => score(expected, own.observed).accuracy))];
}

function countsOf(seen: readonly Seen[]): Readonly<Record<Suite, number>> {
  const count = (suite: Suite) => seen.filter(({ asked }) => asked.suite === suite).length;
  return Object.fromEntries(SUITES.map((suite) => [suite, count(suite)])) as Record<Suite, number>;
}

function byAttribute(marks: readonly Mark[], heldOut: HeldOut): Report["attributes"] {
  const outputs = Map.groupBy(marks, ({ output }) => output);
  return Object.fromEntries(
    [...outputs].map(([output, own]) => {
      const names = Map.groupBy(own, ({ attribute }) => attribute);
      return [
        output,
        Object.fromEntries(
          [...names].map(([name, flags]) => {
            const known = output === "text" ? undefined : heldOut[output][name];
            return [name, { n: flags.length, accuracy: shareOf(flags, ({ right }) => right), judgeError: known === undefined ? null : 1 - known }];
          }),
        ),
      ];
    }),
  );
}

function multiTurn(shown: readonly Shown[]): Report["multiTurn"] {
  const kinds = Map.groupBy(shown, ({ asked }) => asked.group);
  return { ...tally(shown), kinds: Object.fromEntries([...kinds].map(([kind, own]) => [kind, tally(own)])) };
}

function handwritten(shown: readonly Shown[]): Report["handwritten"] {
  const { n, exactModalities } = tally(shown);
  const things = shown.filter(({ score }) => score.marks.every(({ right }) => right));
  const interval = bootstrapInterval(shown.map(({ score }) => Number(score.allRight)));
  return { n, accuracy: shareOf(shown, ({ score }) => score.allRight), exactModalities, thing: n === 0 ? 0 : things.length / n, interval };
}

function tally(shown: readonly Shown[]): Tally {
  const accuracies = shown.map(({ score }) => score.accuracy);
  return {
    n: shown.length,
    accuracy: mean(accuracies),
    allRight: shareOf(shown, ({ score }) => score.allRight),
    exactModalities: shareOf(shown, ({ score }) => score.exactModalities),
    interval: bootstrapInterval(accuracies),
  };
}

function shareOf<T>(values: readonly T[], holds: (value: T) => boolean): number {
  return mean(values.map((value) => Number(holds(value))));
}
