/** The settings of the house rules: who is served, who moderates, and how much people and channels may ask for. */

import { z } from "zod";
import { whole } from "../setting-forms.ts";
import { type AccessList, LISTED, type ListEntry } from "./lists.ts";

/** Absent: no limit. */
export interface LimitsConfig {
  readonly requestsPerMinute?: number;
  readonly waiting?: number;
  readonly videoSecondsPerDay?: number;
}

export interface HouseConfig {
  readonly allow: AccessList;
  readonly deny: AccessList;
  /** Who moderates, beside those whom the platform lets. */
  readonly moderators: AccessList;
  /** For each person, and for everybody in a channel together. */
  readonly person: LimitsConfig;
  readonly channel: LimitsConfig;
}

const accessList = z
  .string()
  .default("")
  .transform((text, context): AccessList => {
    const words = text.split(",").flatMap((word) => word.trim() || []);
    const known = words.flatMap(entryOf);
    if (known.length < words.length)
      context.addIssue(`expected entries such as guild:123 or person:U456, separated by commas; kinds are ${LISTED.join(", ")}`);
    return known;
  });

/** None or one. */
function entryOf(word: string): readonly ListEntry[] {
  const [, name, id] = /^(\w+):([\w-]+)$/.exec(word) ?? [];
  const kind = LISTED.find((each) => each === name);
  return kind === undefined || id === undefined ? [] : [{ kind, id }];
}

/** 0 lifts it. */
const limit = (most: number) => whole(0, 1_000_000).default(most);

export const houseSettings = {
  ALLOW: accessList,
  DENY: accessList,
  MODERATORS: accessList,
  PERSON_REQUESTS_PER_MINUTE: limit(20),
  PERSON_WAITING: limit(10),
  PERSON_VIDEO_SECONDS_PER_DAY: limit(600),
  CHANNEL_REQUESTS_PER_MINUTE: limit(120),
  CHANNEL_WAITING: limit(50),
  CHANNEL_VIDEO_SECONDS_PER_DAY: limit(3600),
};

type Given = { readonly [Name in keyof typeof houseSettings]: z.infer<(typeof houseSettings)[Name]> };

export function houseOf(given: Given): HouseConfig {
  const { ALLOW: allow, DENY: deny, MODERATORS: moderators } = given;
  return { allow, deny, moderators, person: limitsOf(given, "PERSON"), channel: limitsOf(given, "CHANNEL") };
}

function limitsOf(given: Given, whose: "PERSON" | "CHANNEL"): LimitsConfig {
  const requestsPerMinute = given[`${whose}_REQUESTS_PER_MINUTE`];
  const waiting = given[`${whose}_WAITING`];
  const videoSecondsPerDay = given[`${whose}_VIDEO_SECONDS_PER_DAY`];
  return {
    ...(requestsPerMinute === 0 ? {} : { requestsPerMinute }),
    ...(waiting === 0 ? {} : { waiting }),
    ...(videoSecondsPerDay === 0 ? {} : { videoSecondsPerDay }),
  };
}
