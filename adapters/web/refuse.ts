/** How the server says no: a status for programs and a sentence for people, in the language of this Quartet. */

import type { Context, MiddlewareHandler } from "hono";
import { type Sentences, sentencesIn } from "../../src/language/language.ts";
import type { WireFault } from "./wire.ts";

export type RefusalStatus = 400 | 401 | 403 | 404 | 413 | 416 | 421 | 429 | 500;
export type Refused = keyof Sentences["page"];

const KEY = "sentences";

/** Before everything that may refuse. */
export function speaking(sentences: () => Sentences): MiddlewareHandler {
  return async (context, next) => {
    context.set(KEY, sentences());
    await next();
  };
}

export function sentencesOf(context: Context): Sentences {
  const sentences: Sentences | undefined = context.get(KEY);
  return sentences ?? sentencesIn();
}

export function refuse(context: Context, status: RefusalStatus, code: WireFault["code"], why: Refused): Response {
  return tell(context, status, code, sentencesOf(context).page[why]);
}

/** With a sentence that is told elsewhere too. */
export function tell(context: Context, status: RefusalStatus, code: WireFault["code"], told: string): Response {
  return context.json({ code, told } satisfies WireFault, status, { "cache-control": "no-store" });
}
