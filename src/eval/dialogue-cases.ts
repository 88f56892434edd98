/** Conversations whose last wish leans on what was sent or made before: edits, conversions, and mixtures of pieces. */

import type { MediaModality } from "../turn/modality.ts";
import { MEDIA_MODALITIES } from "../turn/modality.ts";
import type { Case, Saying } from "./cases.ts";
import { Draw } from "./draw.ts";
import type { CaseSource } from "./matrix-cases.ts";
import { Wording } from "./phrasing.ts";
import { type Attribute, carried, carriedBy, type Facts, valuesOf } from "./world.ts";

export const DIALOGUE_KINDS = ["edit-made", "edit-sent", "convert-sent", "convert-made", "two-edits", "mix-pieces"] as const;
export type DialogueKind = (typeof DIALOGUE_KINDS)[number];

/** `perKind` conversations of each kind, kinds in turn. */
export function dialogueCases(source: CaseSource, perKind: number): Case[] {
  return Array.from({ length: perKind }, (_, number) => DIALOGUE_KINDS.map((kind) => dialogueCase(source, kind, number))).flat();
}

interface Written {
  readonly sayings: readonly Saying[];
  readonly outputs: readonly MediaModality[];
  readonly facts: Facts;
}

function dialogueCase(source: CaseSource, kind: DialogueKind, number: number): Case {
  const id = `multi-turn/${source.seed}/${kind}/${number}`;
  const draw = new Draw(source.seed, id);
  const { sayings, outputs, facts } = new Conversation(source, draw).write(kind);
  return { id, suite: "multi-turn", group: kind, sayings, expected: { type: "shows", outputs, facts } };
}

class Conversation {
  readonly #source: CaseSource;
  readonly #draw: Draw;
  readonly #wording: Wording;

  constructor(source: CaseSource, draw: Draw) {
    this.#source = source;
    this.#draw = draw;
    this.#wording = new Wording(draw, source.world, source.phrasings);
  }

  write(kind: DialogueKind): Written {
    switch (kind) {
      case "edit-made":
        return this.#edited(this.#made(), 1);
      case "two-edits":
        return this.#edited(this.#made(), 2);
      case "edit-sent":
        return this.#edited(this.#sentAndShown(), 1);
      case "convert-sent":
        return this.#converted(this.#sent());
      case "convert-made":
        return this.#converted(this.#made());
      case "mix-pieces":
        return this.#mixed();
      default:
        return kind satisfies never;
    }
  }

  /** A first wish in words for one medium, most of it named, so that what must stay is known. */
  #made(): Written {
    const modality = this.#draw.pick(MEDIA_MODALITIES);
    const others = this.#source.world.carried[modality].filter((name) => name !== "thing");
    const names: readonly Attribute[] = ["thing", ...this.#draw.sample(others, 3)];
    const facts: Facts = Object.fromEntries(names.map((name) => [name, this.#value(name)]));
    const text = this.#wording.ask([modality], this.#wording.scene(facts));
    return { sayings: [{ text, media: [] }], outputs: [modality], facts };
  }

  #sent(): Written {
    const modality = this.#draw.pick(MEDIA_MODALITIES);
    const scene = this.#draw.below(this.#source.pool.length);
    const facts = carried(this.#source.world, this.#source.pool[scene]?.facts ?? {}, modality);
    return { sayings: [{ text: "Look at this.", media: [{ modality, scene }] }], outputs: [modality], facts };
  }

  /** What is sent is first made again, so that "now green" has a medium to mean. */
  #sentAndShown(): Written {
    const sent = this.#sent();
    const [first] = sent.sayings;
    const text = this.#wording.ask(sent.outputs, this.#wording.whole([this.#wording.pointer(sent.outputs[0] ?? "image", 1)]));
    return { ...sent, sayings: [{ text, media: first?.media ?? [] }] };
  }

  #edited(begun: Written, edits: number): Written {
    const names = this.#draw.sample(carriedBy(this.#source.world, begun.outputs), edits);
    const sayings = [...begun.sayings];
    const facts: Partial<Record<Attribute, string>> = { ...begun.facts };
    for (const name of names) {
      const value = this.#value(name, facts[name]);
      sayings.push({ text: this.#wording.edit(name, value, name === "count" ? value : facts.count), media: [] });
      facts[name] = value;
    }
    return { ...begun, sayings, facts };
  }

  #converted(begun: Written): Written {
    const modality = this.#draw.pick(MEDIA_MODALITIES.filter((other) => !begun.outputs.includes(other)));
    const text = this.#wording.convert(modality, 1);
    return { sayings: [...begun.sayings, { text, media: [] }], outputs: [modality], facts: begun.facts };
  }

  /** "the thing of #1 in the weather of #2". */
  #mixed(): Written {
    const { world, pool } = this.#source;
    const [first, second] = [this.#draw.pick(MEDIA_MODALITIES), this.#draw.pick(MEDIA_MODALITIES)];
    const scenes = [this.#draw.below(pool.length), this.#draw.below(pool.length)] as const;
    const output = this.#draw.pick(MEDIA_MODALITIES);
    const lent = carried(world, pool[scenes[1]]?.facts ?? {}, second);
    const free = carriedBy(world, [output]).filter((name) => name !== "thing" && name in lent);
    const names = this.#draw.sample(free, 2);
    const facts: Facts = { ...pick(pool[scenes[0]]?.facts ?? {}, ["thing"]), ...pick(lent, names) };
    const parts = names.map((name) => this.#wording.part(name, "#2"));
    const text = this.#wording.ask([output], [this.#wording.thingOf("#1"), ...parts].join(", "));
    const sayings = [
      { text: "Look at this.", media: [{ modality: first, scene: scenes[0] }] },
      { text: "And this one.", media: [{ modality: second, scene: scenes[1] }] },
      { text, media: [] },
    ];
    return { sayings, outputs: [output], facts };
  }

  #value(name: Attribute, except?: string): string {
    return this.#draw.pick(valuesOf(this.#source.world, name).filter((value) => value !== except));
  }
}

function pick(facts: Facts, names: readonly Attribute[]): Facts {
  return Object.fromEntries(names.flatMap((name) => (facts[name] === undefined ? [] : [[name, facts[name]]])));
}
