/** Reads what an answer's words do: whether they decline, what they offer, and whether they name what they were to leave unnamed. */

import type { HalfKnown } from "./cases.ts";
import type { Observation } from "./observation.ts";
import type { TextParser } from "./parse-text.ts";
import { ATTRIBUTES, agrees, type Attribute, carriedBy, type Facts, type World } from "./world.ts";

/** No media made, and words that say no: what a person takes for "I do not know this". */
export function declines(observed: Observation): boolean {
  return observed.media.length === 0 && observed.fault === undefined && NO.test(observed.text);
}

const NO = /\b(no|not|only|cannot|can't|don't|doesn't|isn't|nothing|never|unknown|sorry|beyond|outside|unfamiliar)\b|n['’]t\b/i;

/** Whether the words also say what can be asked for. */
export function saysWhatItCan(text: string): boolean {
  return /\b(?:draw|paint|picture|sound|hear|animate|video|things like)/i.test(text);
}

/** Declines, and names no thing beside examples of what it knows ("things like a boat"). */
export function callsUnknown(parse: TextParser, observed: Observation): boolean {
  const named = sentences(observed.text).map((sentence) => sentence.replace(EXAMPLES, " "));
  return declines(observed) && parse(named.join(" ")).thing === undefined;
}

const EXAMPLES = /\b(?:things? (?:like|such as)|such as|for example|for instance|try|ask me|(?:I|you) (?:can|could) (?!see\b|hear\b|tell\b)).*$/i;

/** Nothing is made, and of every list one of the words is said. */
export function says(words: readonly (readonly string[])[], observed: Observation): boolean {
  return observed.media.length === 0 && observed.fault === undefined && words.every((some) => saysOne(some, observed.text));
}

/** At a word's beginning, so that "dragons" says "dragon". */
export function saysOne(words: readonly string[], text: string): boolean {
  return words.some((word) => new RegExp(`(?<!\\w)${word.replaceAll(/[^\w\s]/g, "\\$&")}`, "i").test(text));
}

/**
 * The scene that an answer offers in place of a half-known wish: one thing, with all that was known of the wish that the media can carry, and
 * nothing that was not wished but a value where the unknown one stood. Undefined where the words offer no such scene.
 */
export function offerOf(world: World, parse: TextParser, asked: HalfKnown, text: string): Facts | undefined {
  const offering = sentences(text.replace(QUOTED, " ").replace(WORLD_NAME, " ")).filter((sentence) => OFFERS.test(sentence));
  const named = parse(offering.join(" "));
  const offered: Facts = Object.fromEntries(ATTRIBUTES.flatMap((name) => (named[name]?.length === 1 ? [[name, named[name][0]]] : [])));
  const isPlain = ATTRIBUTES.every((name) => (named[name] ?? []).length < 2);
  return isPlain && offered.thing !== undefined && keepsWish(world, asked, offered) ? offered : undefined;
}

const QUOTED = /"[^"]*"|“[^”]*”/g;
const WORLD_NAME = /\b(?:small|little|tiny) (?:storybook )?world\b/gi;
const OFFERS = /\?\s*$|\b(?:could|can|instead|would you like|shall)\b/i;

function keepsWish(world: World, { outputs, attribute, known }: HalfKnown, offered: Facts): boolean {
  const wished = carriedBy(world, outputs).filter((name) => known[name] !== undefined);
  const isKept = (name: Attribute) => offered[name] !== undefined && agrees(world, name, known[name] ?? "", offered[name]);
  const isFree = (name: Attribute) => name === "thing" || name === attribute || name in known || (name === "count" && offered[name] === "1");
  return wished.every(isKept) && ATTRIBUTES.every((name) => offered[name] === undefined || isFree(name));
}

function sentences(text: string): string[] {
  return text.split(/(?<=[.!?])\s+/);
}
