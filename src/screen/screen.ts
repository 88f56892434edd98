/** The one hook that says what may be asked for, said and shown at a place: before generation, and before anything is uploaded. */

import type { Rating } from "../core/protocol.ts";
import type { Telling } from "../language/language.ts";
import type { Source } from "../turn/inbound.ts";
import { findInWords } from "./find-in-words.ts";

export type Subject =
  /** What a person asks for; `before`: what the same person said just before, and captions of what the request is about. */
  | { readonly type: "prompt"; readonly text: string; readonly before?: readonly string[]; readonly hasPictures?: boolean }
  /** What the model says. */
  | { readonly type: "text"; readonly text: string }
  /** What the pack's safety graph sees in what was made. */
  | { readonly type: "image"; readonly rating: Rating | undefined };

export type Rule = "minors" | "real-people" | "mature" | "never";

export type Verdict =
  /** `isSensitive`: it is shown behind the platform's own curtain. */
  | { readonly type: "allow"; readonly isSensitive?: true }
  | { readonly type: "blur"; readonly rule: Rule }
  | { readonly type: "refuse"; readonly rule: Rule; readonly telling: Telling };

/** Never anything sexual with minors or real people; mature media only where Discord keeps minors out. */
export function screen(subject: Subject, place: Pick<Source, "platform" | "isAgeRestricted">): Verdict {
  switch (subject.type) {
    case "prompt":
    case "text":
      return ofWords(subject, place);
    case "image":
      return ofImage(subject.rating, place);
    default:
      return subject satisfies never;
  }
}

const ALLOW: Verdict = { type: "allow" };

function admitsMature({ platform, isAgeRestricted }: Pick<Source, "platform" | "isAgeRestricted">): boolean {
  return platform === "discord" && isAgeRestricted === true;
}

function ofWords(subject: Extract<Subject, { text: string }>, place: Pick<Source, "platform" | "isAgeRestricted">): Verdict {
  const rule = findInWords(subject);
  switch (rule) {
    case undefined:
      return ALLOW;
    case "minors":
      return { type: "refuse", rule, telling: ["screenedMinors"] };
    case "real-people":
      return { type: "refuse", rule, telling: ["screenedRealPeople"] };
    case "mature":
      return admitsMature(place)
        ? ALLOW
        : { type: "refuse", rule, telling: [place.platform === "discord" ? "screenedMature" : "screenedMatureHere"] };
    default:
      return rule satisfies never;
  }
}

function ofImage(rating: Rating | undefined, place: Pick<Source, "platform" | "isAgeRestricted">): Verdict {
  if (rating === undefined) return ALLOW;
  const { level, rule } = rating;
  if (rule === "mature" && admitsMature(place)) return { type: "allow", isSensitive: true };
  return level === "blur" ? { type: "blur", rule } : { type: "refuse", rule, telling: ["screenedMedium"] };
}
