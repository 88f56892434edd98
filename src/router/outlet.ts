/** One answer's way to its platform: words never wait for media, each of the two keeps its order, and what fails is tried again. */

import { setTimeout as delay } from "node:timers/promises";
import type { Adapter, Delivery, DeliveryTarget } from "../adapter.ts";
import { AttachmentError, FileTooLargeError, MediaError, RateLimitError, toldOf } from "../errors.ts";
import { type Sentences, sentencesIn } from "../language/language.ts";
import { type FinishedMedium, type Fitting, sendFitting } from "./size-ladder.ts";

/** A delivery before it is addressed. */
export type Told = Delivery extends infer Each ? (Each extends Delivery ? Omit<Each, "target"> : never) : never;

export interface RetryOptions {
  readonly tries: number;
  readonly firstBackoffMs: number;
}

const RETRY: RetryOptions = { tries: 4, firstBackoffMs: 250 };
const LONGEST_PAUSE_MS = 60_000;

type Way = Pick<Adapter, "deliver" | "limits" | "limitsFor">;

export class Outlet {
  readonly #adapter: Way;
  readonly #target: DeliveryTarget;
  readonly #retry: RetryOptions;
  readonly #faults: unknown[] = [];
  #words: Promise<void> = Promise.resolve();
  #media: Promise<void> = Promise.resolve();
  #waitingText = "";
  #isClosed = false;

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

  /** Before everything that follows, and behind everything that came. */
  tell(told: Told): void {
    const before = Promise.all([this.#words, this.#media]);
    this.#words = before.then(() => this.#deliver(told));
    this.#media = this.#words;
  }

  /** What comes while the platform is busy goes out together. */
  say(text: string): void {
    const isScheduled = this.#waitingText !== "";
    this.#waitingText += text;
    if (isScheduled) return;
    this.#words = this.#words.then(async () => {
      const said = this.#waitingText;
      this.#waitingText = "";
      await this.#deliver({ type: "text-delta", text: said });
    });
  }

  /** For media: in their order, beside the words. */
  show(told: Told): void {
    this.#media = this.#media.then(() => this.#deliver(told));
  }

  /** As `show`; where the platform takes no file of its size, made smaller, and where that is not possible, dropped with a word. */
  showMedium(medium: FinishedMedium, fitting: Fitting): void {
    this.#media = this.#media.then(() => this.#deliverMedium(medium, fitting));
  }

  /** Resolves when everything so far is delivered or given up. */
  async settled(): Promise<void> {
    await Promise.all([this.#words, this.#media]);
  }

  /** Nothing more goes out, whatever still waits: the answer will begin anew after a restart. */
  close(): void {
    this.#isClosed = true;
  }

  async #deliverMedium(medium: FinishedMedium, fitting: Fitting): Promise<void> {
    if (this.#isClosed) return;
    const maxBytes = () => (this.#adapter.limitsFor?.(this.#target) ?? this.#adapter.limits).maxFileBytes;
    try {
      await sendFitting(medium, maxBytes, fitting, (fitted) => this.#attempt(fitted));
    } catch (error) {
      const isOfFile = error instanceof AttachmentError || error instanceof FileTooLargeError || error instanceof MediaError;
      if (isOfFile) await this.#deliver({ type: "media-drop", piece: medium.part.piece, reason: "failed", told: toldOf(error, this.sentences) });
      else this.#faults.push(error);
    }
  }

  async #deliver(told: Told): Promise<void> {
    await this.#attempt(told).catch((error: unknown) => void this.#faults.push(error));
  }

  /** After a first delivery that failed for good, each further one has a single try: the channel may be gone. */
  async #attempt(told: Told): Promise<void> {
    const tries = this.#faults.length === 0 ? this.#retry.tries : 1;
    for (let attempt = 1; !this.#isClosed; attempt++) {
      try {
        return await this.#adapter.deliver({ target: this.#target, ...told });
      } catch (error) {
        if (attempt >= tries || error instanceof FileTooLargeError) throw error;
        const backoffMs = error instanceof RateLimitError ? error.retryAfterMs : this.#retry.firstBackoffMs * 2 ** (attempt - 1);
        await delay(Math.min(backoffMs, LONGEST_PAUSE_MS));
      }
    }
  }
}
