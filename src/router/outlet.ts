/** One answer's way to its platform: words never wait for media, each of the two keeps its order, and what fails is tried again. */

import { setTimeout as delay } from "node:timers/promises";
import type { Adapter, Delivery, DeliveryTarget } from "../adapter.ts";
import { AttachmentError, FileTooLargeError, MediaError, RateLimitError, RefusedError, toldOf } from "../errors.ts";
import { type Sentences, sentencesIn } from "../language/language.ts";
import { spellMoments } from "../language/moment.ts";
import type { PieceNumber } from "../turn/part.ts";
import { type Ledger, type OwedEntry, OwedList, type OwedState } from "./owed.ts";
import { type FinishedMedium, type Fitting, sendFitting, toldTooLarge } from "./size-ladder.ts";

/** A delivery before it is addressed. */
export type Told = Delivery extends infer Each ? (Each extends Delivery ? Omit<Each, "target"> : never) : never;

export interface RetryOptions {
  readonly tries: number;
  readonly firstBackoffMs: number;
}

/** Half a minute in all. */
const RETRY: RetryOptions = { tries: 8, firstBackoffMs: 250 };
const LONGEST_PAUSE_MS = 60_000;

type Way = Pick<Adapter, "deliver" | "limits" | "limitsFor" | "showsMoments">;

export class Outlet {
  readonly #adapter: Way;
  readonly #target: DeliveryTarget;
  readonly #retry: RetryOptions;
  readonly #faults: unknown[] = [];
  readonly #owed = new OwedList();
  #words: Promise<void> = Promise.resolve();
  #media: Promise<void> = Promise.resolve();
  /** Of the ledger, not of the platform. */
  readonly #unnoted: unknown[] = [];
  #waiting: { text: string } | undefined;
  #hasLostWords = false;
  #isClosed = false;
  #isCancelled = false;

  constructor(adapter: Way, target: DeliveryTarget, retry: RetryOptions = RETRY) {
    this.#adapter = adapter;
    this.#target = target;
    this.#retry = retry;
  }

  /** In the language of the place that the answer goes to. */
  get sentences(): Sentences {
    return sentencesIn(this.#target.language);
  }

  /** What could not be delivered, in spite of all tries. */
  get faults(): readonly unknown[] {
    return this.#faults;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** What must not be lost of what was told so far. */
  get owed(): readonly OwedEntry[] {
    return this.#owed.entries;
  }

  /** What the ledger did not take. */
  get unnoted(): readonly unknown[] {
    return this.#unnoted;
  }

  /** From now on the ledger is told how far each of it comes. */
  record(ledger: Ledger): void {
    this.#owed.record(ledger);
  }

  /** Before everything that follows, and behind everything that came. */
  tell(given: Told): void {
    const told = given.type === "notice" && !this.#adapter.showsMoments ? { ...given, text: spellMoments(given.text, this.#target.language) } : given;
    const before = Promise.all([this.#words, this.#media]);
    this.#waiting = undefined;
    const name = told.type === "notice" ? this.#owed.notice(told.text) : undefined;
    this.#words = before.then(async () => {
      const state = name === undefined ? await this.#deliver(told) : await this.#owe(name, () => this.#deliver(told));
      if (told.type === "answer-end" && state === "sent" && !this.#hasLostWords) this.#note(() => this.#owed.markWords("sent"));
    });
    this.#media = this.#words;
  }

  /** What comes while the platform is busy goes out together. */
  say(text: string): void {
    this.#owed.say(text);
    if (this.#waiting !== undefined) {
      this.#waiting.text += text;
      return;
    }
    const waiting = { text };
    this.#waiting = waiting;
    this.#words = this.#words.then(async () => {
      if (this.#waiting === waiting) this.#waiting = undefined;
      this.#note(() => this.#owed.markWords("sending"));
      if ((await this.#deliver({ type: "text-delta", text: waiting.text })) !== "sent") this.#hasLostWords = true;
    });
  }

  /** For media: in their order, beside the words. */
  show(told: Told): void {
    this.#media = this.#media.then(async () => void (await this.#deliver(told)));
  }

  /** As `show`; where the platform takes no file of its size, made smaller or sent in parts, and where neither helps, dropped with a word. */
  showMedium(medium: FinishedMedium, fitting: Fitting): void {
    const name = this.#owed.medium(medium.part);
    this.#media = this.#media.then(async () => void (await this.#owe(name, () => this.#deliverMedium(medium, fitting))));
  }

  /** Resolves when everything so far is delivered or given up. */
  async settled(): Promise<void> {
    await Promise.all([this.#words, this.#media]);
  }

  /** Nothing more goes out, whatever still waits: the answer will begin anew after a restart. */
  close(): void {
    this.#isClosed = true;
  }

  /** Media that wait to be sent are dropped instead. */
  cancel(): void {
    this.#isCancelled = true;
  }

  async #owe(name: string, deliver: () => Promise<OwedState>): Promise<OwedState> {
    if (this.#isClosed) return "queued";
    this.#note(() => this.#owed.mark(name, "sending"));
    const state = await deliver();
    this.#note(() => this.#owed.mark(name, state));
    return state;
  }

  /** A ledger that cannot be written stops nothing of the answer. */
  #note(mark: () => void): void {
    try {
      mark();
    } catch (error) {
      this.#unnoted.push(error);
    }
  }

  async #deliverMedium(medium: FinishedMedium, fitting: Fitting): Promise<OwedState> {
    const { piece } = medium.part;
    if (this.#isCancelled) return await this.#drop(piece, "cancelled", this.sentences.faults.cancelled);
    const maxBytes = () => (this.#adapter.limitsFor?.(this.#target) ?? this.#adapter.limits).maxFileBytes;
    try {
      let state: OwedState = "sending";
      await sendFitting(medium, { maxBytes, sentences: this.sentences }, fitting, async (fitted) => {
        state = await this.#attempt(fitted);
      });
      return state;
    } catch (error) {
      if (error instanceof FileTooLargeError)
        return await this.#drop(piece, "failed", toldTooLarge(error, medium.part.file.id, fitting, this.sentences));
      if (error instanceof AttachmentError || error instanceof MediaError) return await this.#drop(piece, "failed", toldOf(error, this.sentences));
      this.#faults.push(error);
      return "sending";
    }
  }

  /** What is told of in its place is owed no more. */
  async #drop(piece: PieceNumber, reason: "cancelled" | "failed", told: string): Promise<OwedState> {
    return (await this.#deliver({ type: "media-drop", piece, reason, told })) === "sent" ? "failed" : "sending";
  }

  async #deliver(told: Told): Promise<OwedState> {
    try {
      return await this.#attempt(told);
    } catch (error) {
      this.#faults.push(error);
      return "sending";
    }
  }

  /** After a first delivery that failed for good, each further one has a single try: the channel may be gone. */
  async #attempt(told: Told): Promise<OwedState> {
    const tries = this.#faults.length === 0 ? this.#retry.tries : 1;
    for (let attempt = 1; !this.#isClosed; attempt++) {
      try {
        await this.#adapter.deliver({ target: this.#target, ...told });
        return "sent";
      } catch (error) {
        if (attempt >= tries || error instanceof FileTooLargeError || error instanceof RefusedError) throw error;
        const backoffMs = error instanceof RateLimitError ? error.retryAfterMs : this.#retry.firstBackoffMs * 2 ** (attempt - 1);
        await delay(Math.min(backoffMs, LONGEST_PAUSE_MS));
      }
    }
    return "sending";
  }
}
