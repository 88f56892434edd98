/** Keeps a core running: the bot talks to this, whichever process lives behind it at the moment. */

import { setTimeout as delay } from "node:timers/promises";
import { CancelledError, CoreCrashedError, PackError } from "../errors.ts";
import { type ProcessHealth, residentBytesOf } from "../ops/process-health.ts";
import type { PieceNumber } from "../turn/part.ts";
import { CoreProcess, type CoreProcessOptions } from "./core-process.ts";
import { PendingAnswer } from "./pending-answer.ts";
import type { AnswerOptions, Core, CoreEvent, PackSummary, Prompt } from "./protocol.ts";

const FIRST_BACKOFF_MS = 250;
const MAX_BACKOFF_MS = 30_000;
/** After so many failed starts in a row the people who wait are told; starting goes on. */
const PATIENT_STARTS = 5;
/** An answer is tried again once: what kills the core twice would do it a third time. */
const MAX_TRIES = 2;
const STOP_TIMEOUT_MS = 5_000;

/** @throws PackError (or whatever the core says) where it cannot start the first time; it is not tried again then. */
export async function startCore(options: CoreProcessOptions): Promise<Core> {
  const core = new SupervisedCore(options);
  await core.begin();
  return core;
}

type State =
  | { readonly type: "running"; readonly process: CoreProcess }
  | { readonly type: "starting" }
  | { readonly type: "stopped"; readonly error: Error };

class SupervisedCore implements Core {
  readonly #options: CoreProcessOptions;
  readonly #pending = new Map<string, PendingAnswer>();
  #state: State = { type: "starting" };
  #pack: PackSummary | undefined;
  /** Crashes since the last answer that ended well. */
  #crashes = 0;
  #crashesInAll = 0;
  readonly #stopping = new AbortController();
  #ended: Promise<void> | undefined;

  constructor(options: CoreProcessOptions) {
    this.#options = options;
  }

  get pack(): PackSummary {
    if (this.#pack === undefined) throw new CoreCrashedError("The core was asked for its pack before it was ready.");
    return this.#pack;
  }

  get health(): ProcessHealth {
    const pid = this.#state.type === "running" ? this.#state.process.pid : undefined;
    return { isUp: pid !== undefined, crashes: this.#crashesInAll, residentBytes: () => residentBytesOf(pid) };
  }

  async begin(): Promise<void> {
    const process = await CoreProcess.start(this.#options, {
      onEvent: (id, event) => this.#onEvent(id, event),
      onExit: (reason) => this.#onExit(reason),
    });
    if (this.#state.type === "stopped") return await process.stop(STOP_TIMEOUT_MS);
    this.#pack = process.pack;
    this.#state = { type: "running", process };
    this.#options.logger.info(
      { pack: process.pack.name, version: process.pack.version, device: process.pack.device, pid: process.pid },
      "the core is ready",
    );
    for (const pending of this.#pending.values()) this.#submit(pending);
  }

  async *answer(prompt: Prompt, options: AnswerOptions, signal: AbortSignal): AsyncGenerator<CoreEvent, void> {
    if (signal.aborted) throw new CancelledError();
    const pending = new PendingAnswer(prompt, options);
    const cancel = () => this.#cancel(pending);
    signal.addEventListener("abort", cancel, { once: true });
    this.#pending.set(pending.request.id, pending);
    this.#submit(pending);
    try {
      yield* pending.events();
    } finally {
      signal.removeEventListener("abort", cancel);
      cancel();
      this.#pending.delete(pending.request.id);
    }
  }

  cancelPiece(conversationId: string, piece: PieceNumber): boolean {
    const making = [...this.#pending.values()].find((pending) => pending.request.prompt.conversationId === conversationId && pending.isMaking(piece));
    if (making === undefined) return false;
    // Noted here as well: a core that is starting anew comes to this piece later, and is then told to leave it out.
    making.deliver({ type: "media-drop", piece, reason: "cancelled", told: ["cancelled"] });
    if (this.#state.type === "running") this.#state.process.send({ type: "cancel", id: making.request.id, piece });
    return true;
  }

  forget(conversationId: string): void {
    if (this.#state.type === "running") this.#state.process.send({ type: "forget", conversationId });
  }

  stop(): Promise<void> {
    this.#ended ??= this.#stop();
    return this.#ended;
  }

  async #stop(): Promise<void> {
    const state = this.#state;
    const error = new CancelledError("The core was stopped.");
    this.#state = { type: "stopped", error };
    this.#stopping.abort();
    for (const pending of this.#pending.values()) pending.fail(error);
    if (state.type === "running") await state.process.stop(STOP_TIMEOUT_MS);
  }

  #submit(pending: PendingAnswer): void {
    if (this.#state.type === "stopped") pending.fail(this.#state.error);
    if (this.#state.type !== "running" || !pending.isOpen) return;
    pending.beginTry();
    this.#state.process.send(pending.request);
  }

  #cancel(pending: PendingAnswer): void {
    if (!pending.isOpen) return;
    pending.isCancelled = true;
    if (this.#state.type === "running") this.#state.process.send({ type: "cancel", id: pending.request.id });
    else pending.fail(new CancelledError());
  }

  #onEvent(id: string, event: CoreEvent): void {
    const pending = this.#pending.get(id);
    if (pending === undefined) return;
    if (event.type === "media-start" && pending.isSettled(event.piece) && this.#state.type === "running")
      this.#state.process.send({ type: "cancel", id, piece: event.piece });
    if (event.type === "end") this.#crashes = 0;
    pending.deliver(event);
  }

  #onExit(reason: string): void {
    if (this.#state.type === "stopped") return;
    this.#state = { type: "starting" };
    this.#crashes++;
    this.#crashesInAll++;
    this.#options.logger.error({ reason, crashes: this.#crashes, waiting: this.#pending.size }, "the core ended; it is started again");
    for (const pending of this.#pending.values()) {
      if (pending.isCancelled) pending.fail(new CancelledError());
      else if (pending.tries >= MAX_TRIES) pending.fail(new CoreCrashedError(`The core ended (${reason}) twice during one answer.`));
    }
    void this.#restart();
  }

  async #restart(): Promise<void> {
    for (let failures = 0; this.#state.type === "starting"; failures++) {
      const backoffMs = Math.min(MAX_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (this.#crashes + failures - 1));
      await delay(backoffMs, undefined, { signal: this.#stopping.signal }).catch(() => {});
      if (this.#stopping.signal.aborted) return;
      try {
        await this.begin();
      } catch (error) {
        this.#onFailedStart(error, failures);
      }
    }
  }

  #onFailedStart(error: unknown, failures: number): void {
    this.#options.logger.error({ err: error, failures }, "the core does not start");
    if (error instanceof PackError) this.#state = { type: "stopped", error };
    if (!(error instanceof PackError) && failures + 1 < PATIENT_STARTS) return;
    for (const pending of this.#pending.values()) pending.fail(error);
  }
}
