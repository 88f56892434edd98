/** One answer that the bot waits for, whatever happens to the process that works on it. */

import { randomUUID } from "node:crypto";
import type { PieceNumber } from "../turn/part.ts";
import { drawSeed } from "./llm/random.ts";
import type { AnswerOptions, CoreEvent, CoreRequest, Prompt } from "./protocol.ts";
import { ReplayFilter } from "./replay-filter.ts";

type Outcome = { readonly type: "open" } | { readonly type: "ended" } | { readonly type: "failed"; readonly error: unknown };

export class PendingAnswer {
  readonly request: Extract<CoreRequest, { type: "answer" }>;
  /** How often a process was asked. */
  tries = 0;
  isCancelled = false;
  readonly #filter = new ReplayFilter();
  #events: CoreEvent[] = [];
  #outcome: Outcome = { type: "open" };
  #wake = () => {};

  /** The seed is drawn here, so that a second try has the same. */
  constructor(prompt: Prompt, options: AnswerOptions) {
    this.request = { type: "answer", id: randomUUID(), prompt, options: { ...options, seed: options.seed ?? drawSeed() } };
  }

  get isOpen(): boolean {
    return this.#outcome.type === "open";
  }

  beginTry(): void {
    this.tries++;
    this.#filter.beginReplay();
  }

  /** Whether the core may leave this piece out: an earlier try ended it, or the person cancelled it. */
  isSettled(piece: PieceNumber): boolean {
    return this.#filter.hasEnded(piece);
  }

  isMaking(piece: PieceNumber): boolean {
    return this.#filter.isOpen(piece);
  }

  deliver(event: CoreEvent): void {
    const fresh = this.#filter.pass(event);
    if (!this.isOpen || fresh === undefined) return;
    this.#events.push(fresh);
    if (fresh.type === "end" || fresh.type === "error") this.#outcome = { type: "ended" };
    this.#wake();
  }

  fail(error: unknown): void {
    if (!this.isOpen) return;
    this.#outcome = { type: "failed", error };
    this.#wake();
  }

  /** To be read once. @throws what `fail` was given, after everything that came before. */
  async *events(): AsyncGenerator<CoreEvent, void> {
    for (;;) {
      const arrived = this.#events;
      this.#events = [];
      yield* arrived;
      if (this.#events.length > 0) continue;
      if (this.#outcome.type === "ended") return;
      if (this.#outcome.type === "failed") throw this.#outcome.error;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}
