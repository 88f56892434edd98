/** Faults that a test orders from the local Discord, and its rate limits. */

export type Trouble =
  /** Answered instead of being handled. */
  | { readonly type: "status"; readonly status: number; readonly code?: number }
  /** 429 with Retry-After. */
  | { readonly type: "rate-limit"; readonly retryAfterSeconds: number }
  /** The connection breaks before anything is done. */
  | { readonly type: "reset-before" }
  /** It is done, but the answer never arrives. */
  | { readonly type: "reset-after" }
  /** No answer ever, the connection stays. */
  | { readonly type: "silence" }
  /** It is done, but no answer ever comes; the connection stays. */
  | { readonly type: "silence-after" };

interface Order {
  readonly method: string;
  readonly path: RegExp;
  readonly trouble: Trouble;
  readonly struck: PromiseWithResolvers<void>;
  left: number;
}

export interface BucketSize {
  readonly limit: number;
  readonly windowMs: number;
}

/** Discord's own buckets for messages are about this large. */
export const REAL_BUCKET: BucketSize = { limit: 5, windowMs: 5_000 };

export class Troubles {
  readonly #orders: Order[] = [];
  readonly #buckets = new Map<string, { left: number; resetAt: number }>();
  readonly #size: BucketSize;

  constructor(size: BucketSize) {
    this.#size = size;
  }

  /** The next `times` requests that match go wrong in this way; resolves when the first of them has. `path` may name a file that is uploaded. */
  order(method: string, path: RegExp, trouble: Trouble, times = 1): Promise<void> {
    const struck = Promise.withResolvers<void>();
    this.#orders.push({ method, path, trouble, struck, left: times });
    return struck.promise;
  }

  /** What was ordered and never came to pass goes. */
  clear(): void {
    this.#orders.length = 0;
  }

  /** `done` is to be called when the trouble has struck. */
  next(method: string, path: string, uploads: readonly string[] = []): { readonly trouble: Trouble | undefined; readonly done: () => void } {
    const isMeant = (order: Order) => order.left > 0 && order.method === method && [path, ...uploads].some((name) => order.path.test(name));
    const order = this.#orders.find((candidate) => isMeant(candidate));
    if (order) order.left -= 1;
    return { trouble: order?.trouble, done: () => order?.struck.resolve() };
  }

  /** Takes one request out of the route's bucket; `isOver` where it was empty. */
  take(route: string): { readonly isOver: boolean; readonly headers: Record<string, string> } {
    const now = Date.now();
    const known = this.#buckets.get(route);
    const bucket = known && known.resetAt > now ? known : { left: this.#size.limit, resetAt: now + this.#size.windowMs };
    this.#buckets.set(route, bucket);
    const isOver = bucket.left === 0;
    if (!isOver) bucket.left -= 1;
    const resetAfter = ((bucket.resetAt - now) / 1000).toFixed(3);
    const headers = {
      "x-ratelimit-limit": String(this.#size.limit),
      "x-ratelimit-remaining": String(bucket.left),
      "x-ratelimit-reset": String(bucket.resetAt / 1000),
      "x-ratelimit-reset-after": resetAfter,
      "x-ratelimit-bucket": route,
    };
    return { isOver, headers: isOver ? { ...headers, "retry-after": resetAfter, "x-ratelimit-scope": "user" } : headers };
  }
}
