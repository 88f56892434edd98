/** The forms that settings come in: sizes with their unit, whole numbers, and words of a list; each says what it expected. */

import { z } from "zod";

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
