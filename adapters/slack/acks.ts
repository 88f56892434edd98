/** What Slack waits for goes first: while events are on their way to their acknowledgement, answers hold back for a moment. */

import { setTimeout as delay } from "node:timers/promises";

/** A person waits a second for the first sign of life, Slack three for an acknowledgement. */
const LONGEST_MS = 250;

export class Acks {
  readonly #held: (() => void)[] = [];
  #open = 0;

  /** `work` ends when the event may be acknowledged. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    this.#open += 1;
    try {
      return await work();
    } finally {
      this.#open -= 1;
      if (this.#open === 0) for (const release of this.#held.splice(0)) release();
    }
  }

  /** Resolves when no event is on its way any more, or after a quarter of a second. */
  async settled(): Promise<void> {
    if (this.#open === 0) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#held.push(resolve);
    await Promise.race([promise, delay(LONGEST_MS, undefined, { ref: false })]);
  }
}
