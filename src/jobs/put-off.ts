/** When to ask again where a platform could not even be asked what stands there: later, and later still, but not for ever. */

const LATER_MS: readonly number[] = [20_000, 120_000, 600_000];

export class PutOff {
  readonly #laterMs: readonly number[];
  /** How often each event was put off. */
  readonly #times = new Map<number, number>();

  constructor(laterMs = LATER_MS) {
    this.#laterMs = laterMs;
  }

  /** `again` is called later; false where it was put off often enough. */
  later(inboxId: number, again: () => void): boolean {
    const times = this.#times.get(inboxId) ?? 0;
    const pauseMs = this.#laterMs[times];
    this.#times.set(inboxId, times + 1);
    if (pauseMs === undefined) this.#times.delete(inboxId);
    else setTimeout(again, pauseMs).unref();
    return pauseMs !== undefined;
  }
}
