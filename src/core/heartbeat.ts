/** Asks once a second whether the core still answers, and notices when it does not. */

const INTERVAL_MS = 1_000;
const MIN_PATIENCE_MS = 5_000;

export class Heartbeat {
  readonly #timer: NodeJS.Timeout;
  /** Counted in pings, not in time of day: a machine that slept has not missed any. */
  #unanswered = 0;
  #patienceMs = MIN_PATIENCE_MS;

  /** `onSilence` is called once, after more than the longest unit that the core declared. */
  constructor(ping: (at: number) => void, onSilence: (silentMs: number) => void) {
    this.#timer = setInterval(() => {
      const silentMs = this.#unanswered * INTERVAL_MS;
      if (silentMs > this.#patienceMs) {
        this.stop();
        onSilence(silentMs);
        return;
      }
      this.#unanswered++;
      ping(Date.now());
    }, INTERVAL_MS);
  }

  heard(longestUnitMs: number): void {
    this.#unanswered = 0;
    this.#patienceMs = Math.max(MIN_PATIENCE_MS, longestUnitMs);
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
