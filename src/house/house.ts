/** The house rules as the rest of Quartet asks for them: who is served, how much, with what, in which language, and what was done about whom. */

import type { PlaceRules } from "../adapter.ts";
import type { PackSummary } from "../core/protocol.ts";
import { HouseRuleError } from "../errors.ts";
import { type Language, sentencesIn } from "../language/language.ts";
import type { Store } from "../store/store.ts";
import type { Inbound, Source } from "../turn/inbound.ts";
import { MEDIA_MODALITIES, type MediaModality } from "../turn/modality.ts";
import type { Author } from "../turn/turn.ts";
import { Audit, type Audited } from "./audit.ts";
import { Blocks } from "./blocks.ts";
import { hasStrangers, isAdmitted, isOn } from "./lists.ts";
import { type Place, Places } from "./place-settings.ts";
import type { HouseConfig, LimitsConfig } from "./settings.ts";
import { Usage, type UsageKind, type User } from "./usage.ts";

export interface HouseOptions {
  readonly config: HouseConfig;
  /** Where a place has none of its own. */
  readonly language: Language;
  /** Of the pack; absent: whatever is made may be used by anybody for anything. */
  readonly licence?: PackSummary["licence"];
  readonly now?: () => number;
}

/** What waits at the moment, by whom and where it was asked. */
export interface Waiting {
  readonly ofPerson: number;
  readonly inChannel: number;
}

/** Whoever asks, and where. */
export type Asking = Pick<Inbound, "source" | "author">;

export const MINUTE_MS = 60_000;
export const DAY_MS = 24 * 60 * MINUTE_MS;
/** Gone within 30 days, though it is looked for once a day only. */
const AUDIT_DAYS = 29;

export class House implements PlaceRules {
  readonly places: Places;
  readonly blocks: Blocks;
  readonly audit: Audit;
  readonly usage: Usage;
  readonly #options: HouseOptions;

  constructor(store: Pick<Store, "database">, options: HouseOptions) {
    this.places = new Places(store);
    this.blocks = new Blocks(store);
    this.audit = new Audit(store);
    this.usage = new Usage(store);
    this.#options = options;
  }

  get now(): number {
    return this.#options.now?.() ?? Date.now();
  }

  /** Bound, so that it can be handed on. */
  readonly languageAt = (place: Place): Language => this.places.at(place).language ?? this.#options.language;

  helpNotes(place: Place): readonly string[] {
    const { licence } = this.#options;
    return licence?.commercial === false ? [sentencesIn(this.languageAt(place)).nonCommercial(licence.id)] : [];
  }

  isModerator(source: Source, author: Author): boolean {
    return isOn(this.#options.config.moderators, source, author);
  }

  /** Why nothing of that person, or of that place, is stored. */
  leavesOut(asking: Asking): HouseRuleError | undefined {
    return this.isServed(asking) ? undefined : new HouseRuleError("The lists or a block leave this person or place out.", ["notServed"]);
  }

  /** Nothing of whoever is not served is stored. */
  isServed({ source, author }: Asking): boolean {
    return isAdmitted(source, author, this.#options.config) && !this.blocks.has(source, author.id);
  }

  /** Why nothing is answered there to that person, whenever it was asked. */
  shuts(asking: Asking): HouseRuleError | undefined {
    return this.places.isPaused(asking.source) ? paused() : this.leavesOut(asking);
  }

  /** Why a request that just came is not taken now; one that is taken counts. `eventId` counts once. */
  limit(asking: Asking, eventId: string, waiting: Waiting, wanted: readonly MediaModality[] | undefined): HouseRuleError | undefined {
    if (this.places.isPaused(asking.source)) return paused();
    const refusal = this.#tooMany(asking) ?? this.#tooLong(asking, waiting) ?? this.#nothingLeft(asking, wanted);
    if (refusal === undefined) this.#count("request", asking, eventId, 1);
    return refusal;
  }

  /** The answer brought so many seconds of video. */
  countVideo(asking: Asking, eventId: string, seconds: number): void {
    if (seconds > 0) this.#count("video", asking, eventId, seconds);
  }

  /** Why media of that kind are not made there now, whatever the model would like. */
  withholds(modality: MediaModality, { source, author }: Asking): HouseRuleError | undefined {
    const { modalities } = this.places.at(source);
    if (modalities && !modalities.includes(modality)) return new HouseRuleError(`The channel makes no ${modality}.`, ["modalityOff", modality]);
    return modality === "video" ? this.#videoUsedUp({ source, author }) : undefined;
  }

  /** Media that may be made for this person there. */
  modalitiesFor(asking: Asking): readonly MediaModality[] {
    return MEDIA_MODALITIES.filter((modality) => this.withholds(modality, asking) === undefined);
  }

  /** Whether people there were still to be told that a machine answers, which `tell` sees to; they are told once. */
  introduce(source: Source, tell: () => void = () => {}): boolean {
    if (!hasStrangers(source) || this.places.isIntroduced(source)) return false;
    tell();
    this.places.introduced(source, this.now);
    return true;
  }

  note(what: Audited, { source, author }: Asking, rule?: string): void {
    this.audit.note({ what, source, personId: author.id, ...(rule === undefined ? {} : { rule }) }, this.now);
  }

  sweep(now: number): void {
    this.usage.sweep(now - DAY_MS);
    this.audit.sweep(now - AUDIT_DAYS * DAY_MS);
  }

  #count(kind: UsageKind, { source, author }: Asking, eventId: string, amount: number): void {
    if (hasStrangers(source)) this.usage.count({ kind, eventId, source, personId: author.id, amount, at: this.now });
  }

  #tooMany(asking: Asking): HouseRuleError | undefined {
    return this.#usedUp(asking, "request", MINUTE_MS, ({ requestsPerMinute }) => requestsPerMinute, ["requestsUsedUp", "channelRequestsUsedUp"]);
  }

  #tooLong({ source }: Asking, { ofPerson, inChannel }: Waiting): HouseRuleError | undefined {
    if (!hasStrangers(source)) return undefined;
    const { person, channel } = this.#options.config;
    if (ofPerson >= (person.waiting ?? Number.POSITIVE_INFINITY)) return new HouseRuleError(`${ofPerson} answers wait.`, ["waitingFull", ofPerson]);
    if (inChannel < (channel.waiting ?? Number.POSITIVE_INFINITY)) return undefined;
    return new HouseRuleError(`${inChannel} answers wait in the channel.`, ["channelWaitingFull", inChannel]);
  }

  /** Only where nothing else would do: whatever the model itself would like is answered without it. */
  #nothingLeft(asking: Asking, wanted: readonly MediaModality[] = []): HouseRuleError | undefined {
    const withheld = wanted.map((modality) => this.withholds(modality, asking));
    return withheld.includes(undefined) ? undefined : withheld[0];
  }

  #videoUsedUp(asking: Asking): HouseRuleError | undefined {
    return this.#usedUp(asking, "video", DAY_MS, ({ videoSecondsPerDay }) => videoSecondsPerDay, ["videoUsedUp", "channelVideoUsedUp"]);
  }

  #usedUp(
    { source, author }: Asking,
    kind: UsageKind,
    windowMs: number,
    mostOf: (limits: LimitsConfig) => number | undefined,
    [ofPerson, ofChannel]: readonly [OfUse, OfUse],
  ): HouseRuleError | undefined {
    if (!hasStrangers(source)) return undefined;
    const { platform, channelId } = source;
    const { person, channel } = this.#options.config;
    const check = (user: User, most: number | undefined, key: OfUse) => {
      const freeAt = most === undefined ? undefined : this.usage.freeAt(user, kind, most, windowMs, this.now);
      return freeAt === undefined || most === undefined ? undefined : new HouseRuleError(`${kind}: ${most} are used up.`, [key, most, freeAt]);
    };
    return check({ platform, personId: author.id }, mostOf(person), ofPerson) ?? check({ platform, channelId }, mostOf(channel), ofChannel);
  }
}

function paused(): HouseRuleError {
  return new HouseRuleError("The channel is paused.", ["paused"]);
}

type OfUse = "requestsUsedUp" | "channelRequestsUsedUp" | "videoUsedUp" | "channelVideoUsedUp";
