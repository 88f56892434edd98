/** A moment inside a sentence: `<t:1700000000:R>` as Discord shows it, in words elsewhere. */

import type { Language } from "./language.ts";

/** Of what is to come. @param at Unix milliseconds */
export function momentIn(at: number): string {
  return `<t:${Math.ceil(at / 1000)}:R>`;
}

/** Of what has been. @param at Unix milliseconds */
export function momentOf(at: number): string {
  return `<t:${Math.floor(at / 1000)}:R>`;
}

/** Puts every moment of the sentence into words, such as "in 5 minutes"; for platforms that do not do so themselves. */
export function spellMoments(sentence: string, language: Language = "en", now = Date.now()): string {
  return sentence.replaceAll(/<t:(\d{1,12}):R>/g, (_, seconds: string) => relative(Number(seconds) * 1000 - now, language));
}

const UNITS = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
  ["second", 1000],
] as const;

/** What is to come is not promised too early, and what has been is as old as its last whole unit. */
function relative(distanceMs: number, language: Language): string {
  const words = new Intl.RelativeTimeFormat(language, { numeric: "always" });
  const [unit, unitMs] = UNITS.find(([, each]) => Math.abs(distanceMs) >= 2 * each) ?? ["second", 1000];
  return words.format(distanceMs > 0 ? Math.ceil(distanceMs / unitMs) : -Math.floor(-distanceMs / unitMs), unit);
}
