/** How the server says no: a status for programs and a sentence for people, in the language of whoever asks. */

import type { Context, MiddlewareHandler } from "hono";
import { type Language, type Sentences, sentencesIn } from "../../src/language/language.ts";
import { askedLanguage } from "./asked-language.ts";
import type { WireFault } from "./wire.ts";

export type RefusalStatus = 400 | 401 | 403 | 404 | 413 | 416 | 421 | 429 | 500;
export type Refused = keyof Sentences["page"];

const KEY = "language";

/** Before everything that may refuse. `otherwise`: where the browser names no language that Quartet speaks. */
export function speaking(otherwise: () => Language): MiddlewareHandler {
  return async (context, next) => {
    context.set(KEY, askedLanguage(context, otherwise()));
    await next();
  };
}

export function languageOf(context: Context): Language {
  const language: Language | undefined = context.get(KEY);
  return language ?? "en";
}

export function sentencesOf(context: Context): Sentences {
  return sentencesIn(languageOf(context));
}

export function refuse(context: Context, status: RefusalStatus, code: WireFault["code"], why: Refused): Response {
  return tell(context, status, code, sentencesOf(context).page[why]);
}

/** With a sentence that is told elsewhere too. */
export function tell(context: Context, status: RefusalStatus, code: WireFault["code"], told: string): Response {
  return context.json({ code, told } satisfies WireFault, status, { "cache-control": "no-store" });
}
