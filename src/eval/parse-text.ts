/** Reads the attributes that a text names, by the vocabulary of world.json: the fixed parser that scores words. */

import { ATTRIBUTES, type Attribute, type World } from "./world.ts";

/** Every value that a text names, each once, in the order of mention. */
export type Named = Readonly<Partial<Record<Attribute, readonly string[]>>>;

export type TextParser = (text: string) => Named;

/** Of overlapping phrases the one that begins first counts, then the longest ("jet black" is a colour, no plane). */
export function textParser(world: World): TextParser {
  const meanings = meaningsOf(world);
  const phrases = [...meanings.keys()].sort((a, b) => b.length - a.length).map((phrase) => phrase.replace(/[-\s]+/g, "[-\\s]+"));
  const pattern = new RegExp(`(?<![\\w#])(?:${phrases.join("|")})(?!\\w)`, "g");
  return (text) => {
    const named: Partial<Record<Attribute, string[]>> = {};
    for (const [phrase] of text.toLowerCase().replace(NOT_COUNTS, " ").matchAll(pattern)) {
      const [attribute, value] = meanings.get(normalised(phrase)) ?? [];
      if (attribute === undefined || value === undefined) continue;
      named[attribute] = [...new Set([...(named[attribute] ?? []), value])];
    }
    return named;
  };
}

/** "#2", and the "one" of "this one", count nothing. */
const NOT_COUNTS = /#\d+|\b(?:this|that|which|another|the) one\b/g;

function meaningsOf(world: World): ReadonlyMap<string, readonly [Attribute, string]> {
  const entries = ATTRIBUTES.flatMap((attribute) => [
    ...world.attributes[attribute].map((entry) => ({ attribute, entry })),
    ...(attribute === "place" ? [{ attribute, entry: world.heard_place }] : []),
  ]);
  return new Map(
    entries.flatMap(({ attribute, entry }) =>
      [...entry.said, ...entry.words].map((phrase) => [normalised(phrase), [attribute, entry.value]] as const),
    ),
  );
}

function normalised(phrase: string): string {
  return phrase.toLowerCase().replace(/[-\s]+/g, " ");
}
