/** Puts a request into words: the eval's own phrasings (phrasings.json), filled with the vocabulary of world.json. */

import { z } from "zod";
import { QuartetError } from "../errors.ts";
import type { MediaModality } from "../turn/modality.ts";
import type { Draw } from "./draw.ts";
import { readData } from "./read-data.ts";
import { ATTRIBUTES, type Attribute, type Entry, type Facts, type World, entryOf } from "./world.ts";

const lines = z.array(z.string()).min(1);
const byMedium = z.object({ image: lines, audio: lines, video: lines });

const phrasingsSchema = z.object({
  names: byMedium,
  ask: byMedium.extend({ text: lines, several: lines }),
  pointers: byMedium,
  whole: lines,
  thing: lines,
  attributes: z.partialRecord(z.enum(ATTRIBUTES), lines),
  part: lines,
  change: z.object({ thing: lines, colour: lines, size: lines, count: lines, phrase: lines }),
  finish: lines,
  edit: z.record(z.enum(ATTRIBUTES), lines),
  convert: byMedium,
});

export type Phrasings = z.infer<typeof phrasingsSchema>;

export function readPhrasings(path: string): Phrasings {
  return readData(path, phrasingsSchema);
}

/** How one person words one conversation. */
export class Wording {
  readonly #draw: Draw;
  readonly #world: World;
  readonly #phrasings: Phrasings;

  constructor(draw: Draw, world: World, phrasings: Phrasings) {
    this.#draw = draw;
    this.#world = world;
    this.#phrasings = phrasings;
  }

  /** Asks for exactly these media of `what`, or for words alone. */
  ask(outputs: readonly MediaModality[], what: string): string {
    const { ask, names } = this.#phrasings;
    const [only] = outputs;
    const templates = only === undefined ? ask.text : outputs.length === 1 ? ask[only] : ask.several;
    const template = this.#draw.pick(what.includes(",") ? templates.filter((one) => ROOM_FOR_CLAUSES.test(one)) : templates);
    const media = listing(this.#draw.shuffled(outputs).map((modality) => this.#draw.pick(names[modality])));
    const text = capitalised(fill(template, { x: what, m: media }));
    return capitalised(fill(this.#draw.pick(this.#phrasings.finish), { t: text }));
  }

  /** "the picture", "#2". */
  pointer(modality: MediaModality, number: number): string {
    return fill(this.#draw.pick(this.#phrasings.pointers[modality]), { n: String(number) });
  }

  /** "the scene in the picture and the sound". */
  whole(pointers: readonly string[]): string {
    return fill(this.#draw.pick(this.#phrasings.whole), { p: listing(pointers) });
  }

  thingOf(pointer: string): string {
    return fill(this.#draw.pick(this.#phrasings.thing), { p: pointer });
  }

  /** "with the weather of the sound". */
  part(attribute: Attribute, pointer: string): string {
    const nouns = this.#phrasings.attributes[attribute] ?? [attribute];
    return fill(this.#draw.pick(this.#phrasings.part), { a: this.#draw.pick(nouns), p: pointer });
  }

  /** "but green": `count` is how many things there are, for the noun's number. */
  change(attribute: Attribute, value: string, count: string | undefined): string {
    const { change } = this.#phrasings;
    const templates =
      attribute === "position" || attribute === "place" || attribute === "weather" || attribute === "motion" ? change.phrase : change[attribute];
    return fill(this.#draw.pick(templates), { w: this.#changed(attribute, value, count) });
  }

  /** "Now make it green." */
  edit(attribute: Attribute, value: string, count: string | undefined): string {
    return capitalised(fill(this.#draw.pick(this.#phrasings.edit[attribute]), { w: this.#changed(attribute, value, count) }));
  }

  /** "Animate it.", "What would #2 sound like?" */
  convert(modality: MediaModality, number: number): string {
    return fill(this.#draw.pick(this.#phrasings.convert[modality]), { n: String(number) });
  }

  /** "two small green frogs at night"; an open count is written as one thing. The facts must hold the thing. */
  scene(facts: Facts): string {
    const nouns = this.#nounPhrase(facts);
    const phrases = this.#draw.shuffled(["position", "place", "weather", "motion"] as const).flatMap((name) => this.#phrase(name, facts[name]));
    return [nouns, ...phrases].join(" ");
  }

  #nounPhrase(facts: Facts): string {
    const adjectives = [...this.#phrase("size", facts.size), ...this.#phrase("colour", facts.colour)];
    const words = [...adjectives, this.#noun(facts)].join(" ");
    if (facts.count === undefined) return `${article(words)} ${words}`;
    return `${this.#word("count", facts.count)} ${words}`;
  }

  #noun({ thing = "", count }: Facts): string {
    const [singular, plural] = this.#draw.pick(this.#entry("thing", thing).nouns);
    return count === "2" || count === "3" ? plural : singular;
  }

  #phrase(attribute: Attribute, value: string | undefined): string[] {
    return value === undefined ? [] : [this.#word(attribute, value)];
  }

  #changed(attribute: Attribute, value: string, count: string | undefined): string {
    if (attribute === "count") return this.#draw.pick([value, ...this.#entry("count", value).said]);
    return attribute === "thing" ? this.#nounPhrase({ thing: value, ...(count === undefined ? {} : { count }) }) : this.#word(attribute, value);
  }

  #word(attribute: Attribute, value: string): string {
    return this.#draw.pick(this.#entry(attribute, value).words);
  }

  #entry(attribute: Attribute, value: string): Entry {
    const entry = entryOf(this.#world, attribute, value);
    if (entry === undefined) throw new QuartetError("config", `world.json has no ${attribute} "${value}"; the eval's data and the world differ.`);
    return entry;
  }
}

/** A wish with clauses stands at the end of its sentence, or before a colon. */
const ROOM_FOR_CLAUSES = /\{x\}(?:[.?!:]|$)/;

/** One pass, so that filled-in words are not filled again. */
function fill(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w)\}/g, (whole, name: string) => values[name] ?? whole);
}

function listing(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

function article(words: string): string {
  return /^[aeiou]/i.test(words) ? "an" : "a";
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
