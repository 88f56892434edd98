/** The edit budget of a channel, shared by all answers in it: how long until the next change may show. */

export class Pacer {
  readonly #intervalMs: number;
  readonly #nextAt = new Map<string, number>();

  constructor(intervalMs: number) {
    this.#intervalMs = intervalMs;
  }

  /** Takes the channel's next turn; returns how many milliseconds it is away. */
  reserve(channelId: string): number {
    const now = performance.now();
    const at = Math.max(now, this.#nextAt.get(channelId) ?? 0);
    for (const [id, nextAt] of this.#nextAt) if (nextAt <= now) this.#nextAt.delete(id);
    this.#nextAt.set(channelId, at + this.#intervalMs);
    return at - now;
  }
}
