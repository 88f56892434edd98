/** The languages in which Quartet itself speaks to people, and the way from a fault to a sentence in one of them. */

import { english } from "./english.ts";
import { german } from "./german.ts";

export const LANGUAGES = ["en", "de"] as const;
export type Language = (typeof LANGUAGES)[number];

/** Every sentence to people. English declares them; a language that lacks one does not compile. */
export type Sentences = typeof english;

const SENTENCES: Readonly<Record<Language, Sentences>> = { en: english, de: german };

export function sentencesIn(language: Language = "en"): Sentences {
  return SENTENCES[language];
}

type Faults = Sentences["faults"];
type GivenTo<Sentence> = Sentence extends (...given: infer Given) => string ? Given : [];

/** A sentence about a fault, before it is known who reads it: its key, and what it is about. Plain data, so that it crosses processes. */
export type Telling = { readonly [Key in keyof Faults]: readonly [key: Key, ...given: GivenTo<Faults[Key]>] }[keyof Faults];

export const FAULT_KEYS = Object.keys(english.faults) as readonly (keyof Faults)[];

export function sentenceOf([key, ...given]: Telling, { faults }: Sentences): string {
  const sentence = faults[key] as string | ((...given: readonly (string | number)[]) => string);
  return typeof sentence === "string" ? sentence : sentence(...given);
}
