/** What the core says in one answer, on its way to the platform and into memory. */

import type { CoreEvent } from "../core/protocol.ts";
import { CancelledError, tellingOf } from "../errors.ts";
import { sentenceOf, type Telling } from "../language/language.ts";
import type { AnswerGuard } from "../house/guard.ts";
import type { Seat } from "../jobs/fair-queue.ts";
import type { Logger } from "../logger.ts";
import type { Verdict } from "../screen/screen.ts";
import type { MediaModality } from "../turn/modality.ts";
import type { Lineage, MediaPart, Part, PieceNumber } from "../turn/part.ts";
import type { Outlet } from "./outlet.ts";
import { type MadeMedium, storeMedium, type Workshop } from "./store-medium.ts";

type MediaStart = Extract<CoreEvent, { type: "media-start" }>;
type FinishReason = "stop" | "length" | "cancelled" | "error";

/** A place in the answer: words, or a medium that is being made, was made, or was dropped. */
type Slot = { readonly type: "text"; text: string } | MediumSlot;

interface MediumSlot {
  readonly type: "medium";
  readonly start: MediaStart;
  state: "making" | "dropped" | MediaPart;
}

export interface RoutedAnswer {
  /** In the order in which the core said and began them; what was dropped is not among them. */
  readonly parts: readonly Part[];
  readonly nextPiece: PieceNumber;
}

export interface AnswerRouteOptions {
  readonly outlet: Outlet;
  readonly seat: Pick<Seat, "making" | "signal">;
  readonly workshop: Workshop;
  /** Absent: everything may be said and shown. */
  readonly guard?: AnswerGuard;
  readonly logger: Logger;
  /** What made media come from, except for their seed. */
  readonly origin: Omit<Extract<Lineage, { type: "made" }>, "type" | "seed">;
  readonly nextPiece: PieceNumber;
}

export class AnswerRoute {
  readonly #options: AnswerRouteOptions;
  readonly #slots: Slot[] = [];
  readonly #storing: Promise<void>[] = [];
  #nextPiece: PieceNumber;
  #finishReason: FinishReason = "stop";
  #words = "";
  readonly #previewing = new Set<PieceNumber>();
  /** Whether a sentence of Quartet's own says why something is missing. */
  #isExplained = false;
  #hasAnswered = false;

  constructor(options: AnswerRouteOptions) {
    this.#options = options;
    this.#nextPiece = options.nextPiece;
  }

  /** @throws HouseRuleError where the answer says what it must not: then nothing more of it goes out */
  take(event: CoreEvent): void {
    switch (event.type) {
      case "text-delta":
        this.#say(event.text);
        break;
      case "media-start":
        this.#start(event);
        break;
      case "media-progress":
        void this.#progress(event);
        break;
      case "media-end":
        this.#storing.push(this.#finish(event));
        break;
      case "media-withhold":
        this.#withhold(event.modality);
        break;
      case "media-drop":
        this.#drop(event.piece, event.reason, event.told);
        break;
      case "error":
        this.#options.logger.error({ code: event.code, reason: event.message }, "the core failed in an answer");
        this.#fail(event.told);
        break;
      case "end":
        this.#end(event);
        break;
      default:
        event satisfies never;
    }
  }

  /** The answer broke off: a cancel needs no words, everything else one plain sentence. */
  breakOff(error: unknown): void {
    if (error instanceof CancelledError) this.#finishReason = "cancelled";
    else this.#fail(tellingOf(error));
  }

  /** Resolves when all media are stored; to be remembered before `conclude`. */
  async complete(): Promise<RoutedAnswer> {
    await Promise.all(this.#storing);
    const isCancelled = this.#finishReason === "cancelled";
    for (const { start } of this.#media()) this.#drop(start.piece, isCancelled ? "cancelled" : "failed", [isCancelled ? "cancelled" : "notFinished"]);
    if (!isCancelled && this.#isSilent()) this.#explain(["nothingToSay"]);
    return { parts: this.#slots.flatMap(partsOf), nextPiece: this.#nextPiece };
  }

  /** The last delivery; resolves when everything is delivered or given up. */
  async conclude(): Promise<void> {
    const { outlet, seat } = this.#options;
    outlet.tell({ type: "answer-end", finishReason: seat.signal.aborted ? "cancelled" : this.#finishReason });
    await outlet.settled();
  }

  #say(text: string): void {
    this.#options.guard?.checkText(this.#words + text);
    this.#words += text;
    const last = this.#slots.at(-1);
    if (last?.type === "text") last.text += text;
    else this.#slots.push({ type: "text", text });
    this.#options.outlet.say(text);
  }

  #start(event: MediaStart): void {
    const { piece, modality, caption, steps } = event;
    this.#slots.push({ type: "medium", start: event, state: "making" });
    this.#nextPiece = Math.max(this.#nextPiece, piece + 1) as PieceNumber;
    this.#options.seat.making(modality);
    this.#options.outlet.show({ type: "media-start", piece, modality, caption, steps });
  }

  /** A step that comes while the one before is drawn is left out. */
  async #progress({ piece, step, steps, preview }: Extract<CoreEvent, { type: "media-progress" }>): Promise<void> {
    const { outlet, workshop } = this.#options;
    if (this.#previewing.has(piece)) return;
    if (preview === undefined) return outlet.show({ type: "media-progress", piece, step, steps });
    this.#previewing.add(piece);
    const pngBase64 = await workshop.media.preview(preview).catch(() => undefined);
    this.#previewing.delete(piece);
    if (this.#find(piece)?.state !== "making") return;
    outlet.show({ type: "media-progress", piece, step, steps, ...(pngBase64 === undefined ? {} : { preview: { pngBase64 } }) });
  }

  async #finish({ piece, samples, rating }: Extract<CoreEvent, { type: "media-end" }>): Promise<void> {
    const slot = this.#find(piece);
    if (slot?.state !== "making") return;
    const { origin, workshop, outlet, logger, guard } = this.#options;
    const { caption, seed } = slot.start;
    const verdict = guard?.medium(rating) ?? { type: "allow" };
    if (verdict.type === "refuse") return this.#drop(piece, "failed", verdict.telling);
    try {
      const { part, file } = await storeMedium(workshop, { piece, samples, caption, lineage: { type: "made", ...origin, seed }, ...veilOf(verdict) });
      slot.state = part;
      outlet.showMedium({ type: "media-end", part, file }, workshop);
    } catch (error) {
      logger.error({ err: error, piece }, "what was made could not be stored");
      this.#drop(piece, "failed", tellingOf(error));
    }
  }

  #drop(piece: PieceNumber, reason: "cancelled" | "failed", told: Telling): void {
    const slot = this.#find(piece);
    if (slot?.state !== "making") return;
    slot.state = "dropped";
    const { outlet } = this.#options;
    outlet.show({ type: "media-drop", piece, reason, told: sentenceOf(told, outlet.sentences) });
  }

  #withhold(modality: MediaModality): void {
    const { guard } = this.#options;
    const telling = guard?.withheld(modality);
    if (telling) this.#explain(telling);
  }

  /** Where the core was not asked, a sentence on what was left out says enough. */
  #isSilent(): boolean {
    const isEmpty = this.#words.trim() === "" && this.#media().length === 0;
    return isEmpty && !this.#isExplained && (this.#hasAnswered || this.#options.outlet.owed.length === 0);
  }

  #media(): readonly MediumSlot[] {
    return this.#slots.filter((slot) => slot.type === "medium");
  }

  #find(piece: PieceNumber): MediumSlot | undefined {
    return this.#media().find((slot) => slot.start.piece === piece);
  }

  #end({ finishReason, newTokens, reusedTokens, timings }: Extract<CoreEvent, { type: "end" }>): void {
    this.#finishReason = finishReason;
    this.#hasAnswered = true;
    this.#options.logger.info({ finishReason, newTokens, reusedTokens, timings }, "answered");
  }

  #fail(told: Telling): void {
    this.#finishReason = "error";
    this.#explain(told);
  }

  #explain(telling: Telling): void {
    const { outlet } = this.#options;
    this.#isExplained = true;
    outlet.tell({ type: "notice", text: sentenceOf(telling, outlet.sentences) });
  }
}

function veilOf(verdict: Exclude<Verdict, { type: "refuse" }>): Pick<MadeMedium, "veil"> {
  if (verdict.type === "blur") return { veil: "blur" };
  return verdict.isSensitive ? { veil: "curtain" } : {};
}

function partsOf(slot: Slot): readonly Part[] {
  if (slot.type === "text") return [{ type: "text", text: slot.text }];
  return typeof slot.state === "string" ? [] : [slot.state];
}
