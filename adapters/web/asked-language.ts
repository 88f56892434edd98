/** The language in which a browser asks to be spoken to. */

import type { Context } from "hono";
import { parseAccept } from "hono/utils/accept";
import { type Language, LANGUAGES } from "../../src/language/language.ts";

/** `otherwise`: where the browser names none that Quartet speaks. */
export function askedLanguage(context: Context, otherwise: Language): Language {
  const asked = parseAccept(context.req.header("accept-language") ?? "")
    .filter(({ q }) => q > 0)
    .toSorted((one, other) => other.q - one.q)
    .map(({ type }) => type.toLowerCase().split("-", 1)[0]);
  return asked.flatMap((code) => LANGUAGES.find((language) => language === code) ?? [])[0] ?? otherwise;
}
