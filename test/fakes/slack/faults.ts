/** Faults on demand: what goes wrong with the next requests of a method, and how fast the bot may post. */

/**
 * `error`: an answer with `ok: false`. `status`: a bare HTTP status, nothing was done. `reset-before`: the connection is dropped and nothing was done.
 * `reset-after`: it is dropped although everything was done. `hang`: no answer for as long as the server lives; `hang-after`: none, although
 * everything was done.
 */
export type Fault =
  | { readonly type: "error"; readonly error: string }
  | { readonly type: "status"; readonly status: number }
  | { readonly type: "rate-limit"; readonly retryAfterSeconds: number }
  | { readonly type: "reset-before" }
  | { readonly type: "reset-after" }
  | { readonly type: "hang" }
  | { readonly type: "hang-after" };

export class Faults {
  readonly #planned = new Map<string, Fault[]>();
  readonly #struck = new Map<string, PromiseWithResolvers<void>>();

  /** The next request of `method` meets `fault`, the one after it the next that is planned. */
  plan(method: string, ...faults: readonly Fault[]): void {
    this.#planned.set(method, [...(this.#planned.get(method) ?? []), ...faults]);
  }

  /** As `plan`; resolves when the fault has struck. */
  order(method: string, fault: Fault): Promise<void> {
    const struck = Promise.withResolvers<void>();
    this.#struck.set(method, struck);
    this.plan(method, fault);
    return struck.promise;
  }

  /** What was planned and never came to pass goes. */
  clear(): void {
    this.#planned.clear();
  }

  take(method: string): Fault | undefined {
    return this.#planned.get(method)?.shift();
  }

  strike(method: string): void {
    this.#struck.get(method)?.resolve();
  }
}

/** Requests a minute that Slack promises a method: its tier. Posting has a rate of its own. */
const TIERS: Readonly<Record<string, number>> = {
  "chat.update": 50,
  "chat.delete": 50,
  "chat.appendStream": 100,
  "chat.startStream": 20,
  "chat.stopStream": 20,
  "conversations.replies": 50,
  "conversations.history": 50,
  "users.info": 100,
  "users.list": 20,
  "files.info": 100,
  "files.getUploadURLExternal": 100,
  "files.completeUploadExternal": 100,
  "views.open": 100,
};
const MINUTE_MS = 60_000;

/** Counts requests as Slack does, in minutes that begin with the first one. */
export class Tiers {
  readonly #counts = new Map<string, { count: number; since: number }>();

  /** Seconds to wait, or 0 where the request may pass. */
  take(method: string): number {
    const most = TIERS[method];
    if (most === undefined) return 0;
    const now = performance.now();
    const known = this.#counts.get(method);
    const current = known !== undefined && now - known.since < MINUTE_MS ? known : { count: 0, since: now };
    this.#counts.set(method, current);
    if (current.count >= most) return Math.max(1, Math.ceil((MINUTE_MS - (now - current.since)) / 1000));
    current.count += 1;
    return 0;
  }
}

/** One post a second a channel, with a short burst before it counts. */
export class PostRate {
  readonly intervalMs: number;
  readonly burst: number;
  readonly #tokens = new Map<string, { tokens: number; at: number }>();

  constructor(intervalMs: number, burst: number) {
    this.intervalMs = intervalMs;
    this.burst = burst;
  }

  /** Seconds to wait, or 0 where the post may pass. */
  take(channelId: string): number {
    const now = performance.now();
    const { tokens, at } = this.#tokens.get(channelId) ?? { tokens: this.burst, at: now };
    const filled = Math.min(this.burst, tokens + (now - at) / this.intervalMs);
    if (filled < 1) return Math.max(1, Math.ceil(((1 - filled) * this.intervalMs) / 1000));
    this.#tokens.set(channelId, { tokens: filled - 1, at: now });
    return 0;
  }
}
