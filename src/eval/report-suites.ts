/** Figures of the suites in which words count more than media: border, half-known wishes, media from elsewhere, small talk, what is said to a piece. Pure. */

import type { TextParser } from "./parse-text.ts";
import { callsUnknown, declines, says, saysWhatItCan } from "./read-answer.ts";
import type { Seen } from "./report.ts";
import { mean } from "./score.ts";
import type { OfferScore, OfferScorer } from "./score-offer.ts";
import { bootstrapInterval, type Interval } from "./statistics.ts";

export interface Verdicts {
  readonly n: number;
  readonly accuracy: number;
  readonly interval: Interval;
  /** Accuracy by kind. */
  readonly kinds: Readonly<Record<string, number>>;
}

export interface BorderReport extends Verdicts {
  /** Share that declines and also says what can be asked for. */
  readonly saysWhatItCan: number;
}

/** Of what is to bring no medium. */
export interface QuietReport extends Verdicts {
  readonly nothingMade: number;
}

/** `accuracy` counts conversations that are right from end to end. */
export interface HalfKnownReport extends Verdicts {
  readonly namesUnknown: number;
  readonly offersKnown: number;
  /** Nothing made before the person has answered. */
  readonly waits: number;
  /** Of those that were offered something: what was offered made, and no more; and the attribute accuracy of it by the judges. */
  readonly yes: { readonly n: number; readonly kept: number; readonly attributes: number };
  readonly no: { readonly n: number; readonly kept: number };
}

export function borderReport(seen: readonly Seen[]): BorderReport {
  const both = seen.map(({ observed }) => Number(declines(observed) && saysWhatItCan(observed.text)));
  return { ...verdicts(seen, ({ observed }) => declines(observed)), saysWhatItCan: mean(both) };
}

export function foreignReport(seen: readonly Seen[], parse: TextParser): QuietReport {
  return quiet(seen, ({ observed }) => callsUnknown(parse, observed));
}

export function helpfulReport(seen: readonly Seen[]): Verdicts {
  return verdicts(seen, ({ asked, observed }) => asked.expected.type === "says" && says(asked.expected.words, observed));
}

export function afterwardsReport(seen: readonly Seen[]): QuietReport {
  return quiet(seen, ({ asked: { expected }, observed }) => (expected.type === "says" ? says(expected.words, observed) : declines(observed)));
}

export function halfKnownReport(seen: readonly Seen[], score: OfferScorer): HalfKnownReport {
  const scored = seen.flatMap((one) => {
    const { expected } = one.asked;
    return expected.type === "offers" ? [{ ...one, reply: expected.reply, score: score(expected, one.observed) }] : [];
  });
  const share = (holds: (score: OfferScore) => boolean, own = scored) => mean(own.map((one) => Number(holds(one.score))));
  const [yes, no] = (["yes", "no"] as const).map((reply) => scored.filter((one) => one.reply === reply && one.score.offersKnown));
  const kept = (own: typeof scored = []) => ({ n: own.length, kept: share(({ keepsToReply }) => keepsToReply, own) });
  return {
    ...verdicts(scored, (one) => one.score.right),
    namesUnknown: share(({ namesUnknown }) => namesUnknown),
    offersKnown: share(({ offersKnown }) => offersKnown),
    waits: share(({ waits }) => waits),
    yes: { ...kept(yes), attributes: mean((yes ?? []).flatMap(({ score: { made } }) => made ?? [])) },
    no: kept(no),
  };
}

function quiet(seen: readonly Seen[], isRight: (one: Seen) => boolean): QuietReport {
  return { ...verdicts(seen, isRight), nothingMade: mean(seen.map(({ observed }) => Number(observed.media.length === 0))) };
}

function verdicts<One extends Seen>(seen: readonly One[], isRight: (one: One) => boolean): Verdicts {
  const flags = (own: readonly One[]) => own.map((one) => Number(isRight(one)));
  const kinds = Map.groupBy(seen, ({ asked }) => asked.group);
  return {
    n: seen.length,
    accuracy: mean(flags(seen)),
    interval: bootstrapInterval(flags(seen)),
    kinds: Object.fromEntries([...kinds].map(([kind, own]) => [kind, mean(flags(own))])),
  };
}
