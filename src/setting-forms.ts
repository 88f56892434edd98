/** The forms that settings come in: sizes with their unit, whole numbers, words of a list, and languages; each says what it expected. */

import { z } from "zod";
import { LANGUAGES, type Language } from "./language/language.ts";

const UNIT_BYTES: Readonly<Record<string, number>> = {
  B: 1,
  KB: 1e3,
  MB: 1e6,
  GB: 1e9,
  TB: 1e12,
  KIB: 2 ** 10,
  MIB: 2 ** 20,
  GIB: 2 ** 30,
  TIB: 2 ** 40,
};

/** In bytes. */
export const bytes = z.string().transform((text, context) => {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)\s*([KMGT]?i?B)$/i.exec(text) ?? [];
  const scale = UNIT_BYTES[unit?.toUpperCase() ?? ""];
  if (amount !== undefined && scale !== undefined && Number(amount) > 0) return Math.floor(Number(amount) * scale);
  context.addIssue('expected a size such as "25MB" or "10GB"');
  return z.NEVER;
});

export const whole = (minimum: number, maximum: number) => {
  const fault = `expected a whole number from ${minimum} to ${maximum}`;
  return z.string().regex(/^\d+$/, fault).transform(Number).pipe(z.number().min(minimum, fault).max(maximum, fault));
};

export const oneOf = <const Names extends readonly string[]>(names: Names) => z.enum(names, `expected one of ${names.join(", ")}`);

/** As a desktop names what its user reads for gettext, by the same variable: "en_US:en", "de_AT.UTF-8" or "C". */
export function isLocale(text: string): boolean {
  return /^(C|POSIX|[a-z]{2,3})[_:.]|^C$|^POSIX$/.test(text);
}

/** One of ours; of a locale's, the first that is one of ours, or English. */
export const language = z.string().transform((text, context): Language => {
  const names = isLocale(text) ? [...text.split(":").map((locale) => locale.slice(0, 2)), "en"] : [text];
  const known = names.flatMap((name) => LANGUAGES.find((each) => each === name) ?? [])[0];
  if (known !== undefined) return known;
  context.addIssue(`expected one of ${LANGUAGES.join(", ")}`);
  return z.NEVER;
});
