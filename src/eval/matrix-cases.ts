/** The cases of the 8 x 8 matrix: each set of inputs asked for each set of outputs, values drawn evenly, at least three attributes determined. */

import type { MediaModality } from "../turn/modality.ts";
import { type Case, type ModalitySet, mediaOf, type SentMedium, SETS } from "./cases.ts";
import { Draw } from "./draw.ts";
import { type Phrasings, Wording } from "./phrasing.ts";
import type { Pool } from "./pool.ts";
import { type Attribute, carried, carriedBy, type Facts, valuesOf, type World } from "./world.ts";

/** What every kind of case is made from. */
export interface CaseSource {
  readonly world: World;
  readonly pool: Pool;
  readonly phrasings: Phrasings;
  readonly seed: number;
}

/** Attributes that each output must have determined, so that a cell of 30 cases tells a good pack from a poor one. */
const LEAST_DETERMINED = 3;

/** `perCell` cases for every cell, the first of every cell first, so that a part of the list is spread evenly. */
export function matrixCases(source: CaseSource, perCell: number): Case[] {
  return Array.from({ length: perCell }, (_, number) =>
    SETS.flatMap((inputs) => SETS.map((outputs) => matrixCase(source, inputs, outputs, number))),
  ).flat();
}

export function cellName(inputs: ModalitySet, outputs: ModalitySet): string {
  return `${inputs}:${outputs}`;
}

function matrixCase(source: CaseSource, inputs: ModalitySet, outputs: ModalitySet, number: number): Case {
  const group = cellName(inputs, outputs);
  const id = `matrix/${source.seed}/${group}/${number}`;
  const draw = new Draw(source.seed, id);
  const sheet = new Sheet(source, draw, mediaOf(outputs));
  const text = fillSheet(sheet, draw.shuffled(mediaOf(inputs)), draw);
  const expected = { type: "shows", outputs: mediaOf(outputs), facts: sheet.facts } as const;
  return { id, suite: "matrix", group, sayings: [{ text, media: sheet.media }], expected };
}

/** Three ways to say what is wanted from media: all show one scene, one shows it and others give parts, or each gives a part. */
function fillSheet(sheet: Sheet, inputs: readonly MediaModality[], draw: Draw): string {
  const way = inputs.length === 0 ? "words" : draw.pick(inputs.length === 1 ? (["whole", "parts"] as const) : (["whole", "mixed", "parts"] as const));
  switch (way) {
    case "words":
      return sheet.fromWords();
    case "whole":
      return sheet.fromWhole(inputs, []);
    case "mixed":
      return sheet.fromWhole(inputs.slice(0, 1), inputs.slice(1));
    case "parts":
      return sheet.fromParts(inputs);
    default:
      return way satisfies never;
  }
}

/** One case while it is written: what is sent, and what is determined so far. */
class Sheet {
  facts: Facts = {};
  readonly media: SentMedium[] = [];
  readonly #source: CaseSource;
  readonly #draw: Draw;
  readonly #wording: Wording;
  readonly #outputs: readonly MediaModality[];
  readonly #wanted: readonly Attribute[];

  constructor(source: CaseSource, draw: Draw, outputs: readonly MediaModality[]) {
    this.#source = source;
    this.#draw = draw;
    this.#wording = new Wording(draw, source.world, source.phrasings);
    this.#outputs = outputs;
    this.#wanted = carriedBy(source.world, outputs);
  }

  fromWords(): string {
    this.#fix("thing");
    this.#fixEnough(this.#draw.below(4));
    return this.#wording.ask(this.#outputs, this.#wording.scene(this.facts));
  }

  /** The media of `whole` show one scene, each of `others` gives one named part, words change one or two attributes more. */
  fromWhole(whole: readonly MediaModality[], others: readonly MediaModality[]): string {
    const { world, pool } = this.#source;
    const scene = this.#draw.below(pool.length);
    const shown = whole.toSorted().map((modality) => carried(world, pool[scene]?.facts ?? {}, modality));
    const pointers = whole.map((modality) => this.#send(modality, scene));
    const parts = this.#takeParts(others);
    const open = this.#wanted.filter((name) => !(name in this.facts));
    const changed = this.#draw.sample(open, 1 + this.#draw.below(2));
    const changes = Object.fromEntries(changed.map((name) => [name, this.#value(name)]));
    // "audio" comes first in `shown`, so that eyes, which know places better than ears, have the last word.
    const seen: Facts = Object.assign({}, ...shown);
    this.facts = { ...keep(seen, this.#wanted), ...this.facts, ...changes };
    const clauses = changed.map((name) => this.#wording.change(name, this.facts[name] ?? "", this.facts.count));
    return this.#wording.ask(this.#outputs, [this.#wording.whole(pointers), ...this.#draw.shuffled([...clauses, ...parts])].join(", "));
  }

  /** Each medium gives one named attribute, one of them perhaps the thing; words give the rest. */
  fromParts(inputs: readonly MediaModality[]): string {
    const thingGiver = this.#draw.share() < 0.5 ? inputs[0] : undefined;
    const head = thingGiver === undefined ? undefined : this.#wording.thingOf(this.#takeThing(thingGiver));
    const parts = this.#takeParts(inputs.filter((modality) => modality !== thingGiver));
    const given = new Set(Object.keys(this.facts));
    if (head === undefined) this.#fix("thing");
    this.#fixEnough(head === undefined ? 0 : 1);
    const said: Facts = Object.fromEntries(Object.entries(this.facts).filter(([name]) => !given.has(name)));
    if (head === undefined) return this.#wording.ask(this.#outputs, [this.#wording.scene(said), ...parts].join(", "));
    const clauses = this.#wanted.flatMap((name) => (said[name] === undefined ? [] : [this.#wording.change(name, said[name], this.facts.count)]));
    return this.#wording.ask(this.#outputs, [head, ...this.#draw.shuffled([...clauses, ...parts])].join(", "));
  }

  /** The clauses by which each medium gives one attribute that nothing determines yet. */
  #takeParts(modalities: readonly MediaModality[]): string[] {
    const { world, pool } = this.#source;
    return modalities.map((modality) => {
      const scene = this.#draw.below(pool.length);
      const free = world.carried[modality].filter((name) => name !== "thing" && this.#wanted.includes(name) && !(name in this.facts));
      const name = this.#draw.pick(free);
      this.facts = { ...this.facts, ...keep(carried(world, pool[scene]?.facts ?? {}, modality), [name]) };
      return this.#wording.part(name, this.#send(modality, scene));
    });
  }

  #takeThing(modality: MediaModality): string {
    const scene = this.#draw.below(this.#source.pool.length);
    this.facts = { ...this.facts, ...keep(this.#source.pool[scene]?.facts ?? {}, ["thing"]) };
    return this.#send(modality, scene);
  }

  #send(modality: MediaModality, scene: number): string {
    this.media.push({ modality, scene });
    return this.#wording.pointer(modality, this.media.length);
  }

  /** Determines open attributes until each output has enough of them, and `more` beyond, at least one in any case that has none yet. */
  #fixEnough(more: number): void {
    for (const name of this.#draw.shuffled(this.#wanted)) if (!this.#hasEnough() && !(name in this.facts) && this.#helps(name)) this.#fix(name);
    for (const name of this.#draw.sample(
      this.#wanted.filter((one) => !(one in this.facts)),
      more,
    ))
      this.#fix(name);
  }

  #hasEnough(): boolean {
    return this.#views().every((names) => determined(names, this.facts) >= LEAST_DETERMINED);
  }

  /** Whether an output that still lacks attributes carries this one. */
  #helps(name: Attribute): boolean {
    return this.#views().some((names) => determined(names, this.facts) < LEAST_DETERMINED && names.includes(name));
  }

  #views(): readonly (readonly Attribute[])[] {
    return this.#outputs.length === 0 ? [this.#wanted] : this.#outputs.map((modality) => this.#source.world.carried[modality]);
  }

  #fix(name: Attribute): void {
    this.facts = { ...this.facts, [name]: this.#value(name) };
  }

  #value(name: Attribute): string {
    return this.#draw.pick(valuesOf(this.#source.world, name));
  }
}

function determined(names: readonly Attribute[], facts: Facts): number {
  return names.filter((name) => name in facts).length;
}

function keep(facts: Facts, names: readonly Attribute[]): Facts {
  return Object.fromEntries(names.flatMap((name) => (facts[name] === undefined ? [] : [[name, facts[name]]])));
}
