/** What may be said and shown of one answer at its place; whatever may not is noted, without a word of it. */

import type { Rating } from "../core/protocol.ts";
import { HouseRuleError } from "../errors.ts";
import type { Telling } from "../language/language.ts";
import { isSuspicious } from "../screen/find-in-words.ts";
import { screen, type Verdict } from "../screen/screen.ts";
import type { MediaModality } from "../turn/modality.ts";
import type { Asking, House } from "./house.ts";

/** Longer answers are looked at by their end: no phrase of the word list is longer. */
const SCREENED_CHARACTERS = 2000;
/** What was harmless so far is looked at again only as far as a phrase may reach back from the newest words. */
const LONGEST_PHRASE = 200;

export class AnswerGuard {
  readonly #house: House;
  readonly #asking: Asking;
  #isSuspicious = false;
  #checkedTo = 0;

  constructor(house: House, asking: Asking) {
    this.#house = house;
    this.#asking = asking;
  }

  /** `said`: all of the answer so far, the part that is about to go out included. @throws HouseRuleError where that must not go out */
  checkText(said: string): void {
    this.#isSuspicious ||= isSuspicious(said.slice(Math.max(0, this.#checkedTo - LONGEST_PHRASE)));
    this.#checkedTo = said.length;
    if (!this.#isSuspicious) return;
    const verdict = screen({ type: "text", text: said.slice(-SCREENED_CHARACTERS) }, this.#asking.source);
    if (verdict.type !== "refuse") return;
    this.#house.note("text-refused", this.#asking, verdict.rule);
    throw new HouseRuleError(`The answer broke the rule "${verdict.rule}".`, verdict.telling);
  }

  medium(rating: Rating | undefined): Verdict {
    const verdict = screen({ type: "image", rating }, this.#asking.source);
    if (verdict.type !== "allow") this.#house.note(verdict.type === "blur" ? "medium-blurred" : "medium-refused", this.#asking, verdict.rule);
    return verdict;
  }

  /** Why a medium that the model wanted is not made; undefined where nobody asked for one. */
  withheld(modality: MediaModality): Telling | undefined {
    return this.#house.withholds(modality, this.#asking)?.telling;
  }
}
