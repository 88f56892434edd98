/** Scores a half-known wish: the unknown is named, the known offered, nothing made before the answer, and the answer kept to. */

import type { HalfKnown } from "./cases.ts";
import type { Observation } from "./observation.ts";
import type { TextParser } from "./parse-text.ts";
import { offerOf, saysOne } from "./read-answer.ts";
import type { Scorer } from "./score.ts";
import type { World } from "./world.ts";

export interface OfferScore {
  readonly namesUnknown: boolean;
  readonly offersKnown: boolean;
  readonly waits: boolean;
  /** To yes: exactly the asked media of the offered thing, named in the words; to no: nothing made. False where nothing was offered. */
  readonly keepsToReply: boolean;
  /** Attribute accuracy of what was made of the offer; undefined to a no, or where nothing was offered. */
  readonly made?: number;
  /** All of it. */
  readonly right: boolean;
}

export type OfferScorer = (expected: HalfKnown, observed: Observation) => OfferScore;

export function offerScorer(world: World, parse: TextParser, score: Scorer): OfferScorer {
  return (expected, observed) => {
    const first = observed.earlier[0] ?? { text: "", made: [] };
    const [namesUnknown, waits] = [saysOne(expected.unknown, first.text), first.made.length === 0];
    const offer = offerOf(world, parse, expected, first.text);
    const begun = { namesUnknown, waits, offersKnown: offer !== undefined };
    if (offer === undefined) return { ...begun, keepsToReply: false, right: false };
    if (expected.reply === "no") {
      const keepsToReply = observed.media.length === 0 && observed.fault === undefined;
      return { ...begun, keepsToReply, right: namesUnknown && waits && keepsToReply };
    }
    const { outputs } = expected;
    const keepsToReply = score({ type: "shows", outputs, facts: { thing: offer.thing ?? "" } }, observed).allRight;
    const made = score({ type: "shows", outputs, facts: offer }, observed).accuracy;
    return { ...begun, keepsToReply, made, right: namesUnknown && waits && keepsToReply };
  };
}
