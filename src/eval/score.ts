/** Scores an observed answer against an expectation: pure, so that the same answer can be scored against other targets for chance. */

import { MEDIA_MODALITIES, type MediaModality } from "../turn/modality.ts";
import type { Expectation } from "./cases.ts";
import type { Observation } from "./observation.ts";
import type { TextParser } from "./parse-text.ts";
import { ATTRIBUTES, agrees, type Attribute, type Facts, heard, type World } from "./world.ts";

/** One attribute of one asked output. */
export interface Mark {
  readonly output: "text" | MediaModality;
  readonly attribute: Attribute;
  readonly right: boolean;
}

export interface Score {
  /** Mean over the asked outputs of the share of their attributes that are right; 0 where a medium is missing or too many. */
  readonly accuracy: number;
  /** Every determined attribute of every asked output right, and no medium missing or too many. */
  readonly allRight: boolean;
  readonly exactModalities: boolean;
  /** As they are read, whether or not the media are the asked ones. */
  readonly marks: readonly Mark[];
}

type Shows = Extract<Expectation, { type: "shows" }>;

export type Scorer = (expected: Shows, observed: Observation) => Score;

export function scorer(world: World, parse: TextParser): Scorer {
  return (expected, observed) => {
    const marks = [
      ...textMarks(world, parse, expected, observed.text),
      ...expected.outputs.flatMap((output) => mediumMarks(world, output, expected.facts, observed)),
    ];
    const exactModalities = hasExactly(expected.outputs, observed);
    const shares = (["text", ...expected.outputs] as const).flatMap((output) => shareRight(marks.filter((mark) => mark.output === output)));
    const accuracy = exactModalities ? mean(shares) : 0;
    return { accuracy, allRight: exactModalities && marks.every(({ right }) => right), exactModalities, marks };
  };
}

/** What a medium of the target would show of the facts. */
export function scoredFacts(world: World, modality: MediaModality, facts: Facts): Facts {
  const names = world.carried[modality].filter((name) => facts[name] !== undefined);
  return Object.fromEntries(names.map((name) => [name, modality === "audio" ? heard(world, name, facts[name] ?? "") : facts[name]]));
}

/** Words alone must name every determined attribute; beside media they must name the thing, and whatever else they name must be true. */
function textMarks(world: World, parse: TextParser, expected: Shows, text: string): Mark[] {
  const named = parse(text);
  const isAlone = expected.outputs.length === 0;
  return ATTRIBUTES.flatMap((attribute) => {
    const wanted = expected.facts[attribute];
    const found = named[attribute] ?? [];
    if (wanted === undefined || (!isAlone && attribute !== "thing" && found.length === 0)) return [];
    const right = found.length > 0 && found.every((value) => agrees(world, attribute, wanted, value));
    return [{ output: "text" as const, attribute, right }];
  });
}

function mediumMarks(world: World, modality: MediaModality, facts: Facts, observed: Observation): Mark[] {
  const medium = observed.media.find((made) => made.modality === modality);
  return Object.entries(scoredFacts(world, modality, facts)).map(([name, wanted]) => {
    const attribute = name as Attribute;
    const found = medium?.facts[attribute];
    return { output: modality, attribute, right: found !== undefined && agrees(world, attribute, wanted, found) };
  });
}

function hasExactly(outputs: readonly MediaModality[], observed: Observation): boolean {
  return MEDIA_MODALITIES.every(
    (modality) => observed.media.filter((made) => made.modality === modality).length === (outputs.includes(modality) ? 1 : 0),
  );
}

function shareRight(marks: readonly Mark[]): number[] {
  return marks.length === 0 ? [] : [mean(marks.map(({ right }) => (right ? 1 : 0)))];
}

/** 0 for no values. */
export function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
