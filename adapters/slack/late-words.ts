/** Words that answer a slash command later than Slack waits: by its address while that takes any, and as messages of their own after that. */

import { DeliveryError } from "../../src/errors.ts";

/** How words reach the person: `isPublic` for everybody there. */
export type Tell = (words: string, isPublic: boolean) => Promise<unknown>;

/** Slack takes five answers within half an hour; a minute is left for the way. */
const MAX_USES = 5;
const LIFETIME_MS = 29 * 60_000;

/** @param since, now when the command was given, and now; Unix milliseconds */
export function whileAlive(byAddress: Tell, otherwise: Tell, since: number, now: () => number): Tell {
  const endsAt = since + LIFETIME_MS;
  let left = MAX_USES;
  return async (words, isPublic) => {
    if (left > 0 && now() < endsAt) {
      left -= 1;
      try {
        return await byAddress(words, isPublic);
      } catch (error) {
        if (!(error instanceof DeliveryError)) throw error;
        left = 0;
      }
    }
    return await otherwise(words, isPublic);
  };
}

/** Where one way fails, the next one is taken. */
export function orElse(first: Tell, second: Tell): Tell {
  return async (words, isPublic) => {
    try {
      return await first(words, isPublic);
    } catch (error) {
      if (!(error instanceof DeliveryError)) throw error;
      return await second(words, isPublic);
    }
  };
}
