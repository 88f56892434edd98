/** Steps on their way: one graph run at a time, until they end, fail or are cancelled. */

import { performance } from "node:perf_hooks";
import { closeSteps, type GraphRun, type Steps } from "./runtime/graph-run.ts";
import type { Outputs } from "./runtime/session.ts";

export type TaskEnd<R> =
  | { readonly type: "done"; readonly value: R; readonly elapsedMs: number }
  | { readonly type: "failed"; readonly error: unknown };

export interface Unit {
  /** Performs at most one graph run. */
  step(perform: (run: GraphRun) => Promise<Outputs>): Promise<void>;
  readonly isOver: boolean;
}

export class Task<R> implements Unit {
  readonly #steps: Steps<R>;
  readonly #onEnd: (end: TaskEnd<R>) => void;
  #startedAt = 0;
  #run: GraphRun | undefined;
  #isOver = false;

  /** `onEnd` is called once, never after a cancel. */
  constructor(steps: Steps<R>, onEnd: (end: TaskEnd<R>) => void) {
    this.#steps = steps;
    this.#onEnd = onEnd;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  async step(perform: (run: GraphRun) => Promise<Outputs>): Promise<void> {
    try {
      this.#take(this.#run === undefined ? this.#begin() : await this.#resume(this.#run, perform));
    } catch (error) {
      this.#end({ type: "failed", error });
    }
  }

  /** Takes effect at once; of a run in flight the outputs are dropped. To be called between steps, as messages are, never from inside them. */
  cancel(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    closeSteps(this.#steps);
  }

  #begin(): IteratorResult<GraphRun, R> {
    this.#startedAt = performance.now();
    return this.#steps.next();
  }

  async #resume(run: GraphRun, perform: (run: GraphRun) => Promise<Outputs>): Promise<IteratorResult<GraphRun, R> | undefined> {
    try {
      const outputs = await perform(run);
      return this.#isOver ? undefined : this.#steps.next(outputs);
    } catch (error) {
      return this.#steps.throw(error);
    }
  }

  #take(next: IteratorResult<GraphRun, R> | undefined): void {
    if (next === undefined) return;
    if (next.done) this.#end({ type: "done", value: next.value, elapsedMs: performance.now() - this.#startedAt });
    else this.#run = next.value;
  }

  #end(end: TaskEnd<R>): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#onEnd(end);
  }
}
