/** One writer at a time for each key. */

export class Locks {
  readonly #last = new Map<string, Promise<unknown>>();

  /** Runs `work` after everything that was asked for the same key before, however that ended. */
  async run<Result>(key: string, work: () => Promise<Result>): Promise<Result> {
    const before = this.#last.get(key) ?? Promise.resolve();
    const running = before.then(work, work);
    this.#last.set(key, running);
    try {
      return await running;
    } finally {
      if (this.#last.get(key) === running) this.#last.delete(key);
    }
  }
}
