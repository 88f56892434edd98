/** Which rule words break, if any: whole words only, however they are written. */

import { plainly, type Token, tokensOf } from "./normalise.ts";
import { EXPLICIT, HARMLESS, MINOR_AGES, MINORS, REAL_PEOPLE, REAL_PHRASES, SUGGESTIVE, UNDRESS_PHRASES } from "./word-list.ts";

export interface Words {
  readonly text: string;
  /** What it must be read together with: "make her naked" means who was spoken of before. */
  readonly before?: readonly string[];
  readonly hasPictures?: boolean;
}

/** Whether words are of a kind of which some are not allowed; where they are not, nothing else has to be looked at. */
export function isSuspicious(text: string): boolean {
  const { isExplicit, isSuggestive } = gravityOf(read(text));
  return isExplicit || isSuggestive;
}

export function findInWords({ text, before = [], hasPictures = false }: Words): "minors" | "real-people" | "mature" | undefined {
  const asked = read(text);
  const { isUndressing, isExplicit, isSuggestive } = gravityOf(asked);
  if (!isExplicit && !isSuggestive) return undefined;
  const whole = read([...before, text].join("\n"));
  if (has(whole, MINORS) || MINOR_AGES.some((age) => age.test(whole.plain))) return "minors";
  if (isUndressing && hasPictures) return "real-people";
  if (!isExplicit) return undefined;
  const isOfSomebody = has(whole, REAL_PEOPLE) || REAL_PHRASES.some((phrase) => phrase.test(whole.plain)) || namesSomebody([...before, text]);
  return isOfSomebody ? "real-people" : "mature";
}

function gravityOf(asked: Reading) {
  const isUndressing = UNDRESS_PHRASES.some((phrase) => phrase.test(asked.plain));
  return { isUndressing, isExplicit: isUndressing || has(asked, EXPLICIT), isSuggestive: has(asked, SUGGESTIVE) };
}

interface Reading {
  /** With one blank between words, and without harmless phrases. */
  readonly plain: string;
  readonly tokens: readonly Token[];
}

function read(text: string): Reading {
  const spaced = plainly(text)
    .replaceAll(/[^\p{L}\p{N}@$!*|+€#]+/gu, " ")
    .trim();
  const plain = HARMLESS.reduce((rest, phrase) => rest.replaceAll(phrase, " "), spaced);
  return { plain, tokens: tokensOf(plain) };
}

function has({ tokens }: Reading, list: ReadonlySet<string>): boolean {
  return tokens.some(({ plain, readings }) => readings.some((word) => list.has(word)) || matchesMasked(plain, list));
}

/** "p*rn": each star stands for one letter; at least two letters must be seen. */
function matchesMasked(plain: string, list: ReadonlySet<string>): boolean {
  if (!/^[a-z]+\*+[a-z]+$/.test(plain)) return false;
  const masked = new RegExp(`^${plain.replaceAll("*", "[a-z]")}$`);
  return [...list].some((word) => masked.test(word));
}

/** A first and a last name, or a mention; a heading In Capitals Like This is neither. */
function namesSomebody(texts: readonly string[]): boolean {
  return texts.some((text) => {
    if (/(^|\s)@\p{L}/u.test(text)) return true;
    const words = text.split(/\s+/).filter((word) => /^\p{L}/u.test(word));
    const capitalised = words.filter((word) => /^\p{Lu}\p{Ll}/u.test(word));
    if (words.length > 2 && capitalised.length === words.length) return false;
    const pairs = [...text.matchAll(/(?=(?<![\p{L}])(\p{Lu}\p{Ll}+) (?:(?:van|von|de|der|di|la) )?(\p{Lu}\p{Ll}+))/gu)];
    return pairs.some(([, first = "", last = ""]) => [first, last].every((name) => !isListed(name)));
  });
}

/** "Nackte Frau" is no name. */
const COMMON = new Set([
  "a",
  "an",
  "the",
  "draw",
  "make",
  "paint",
  "show",
  "frau",
  "frauen",
  "mann",
  "manner",
  "person",
  "woman",
  "man",
  "women",
  "men",
]);

function isListed(name: string): boolean {
  const word = plainly(name);
  return COMMON.has(word) || [EXPLICIT, SUGGESTIVE, MINORS, REAL_PEOPLE].some((list) => list.has(word));
}
