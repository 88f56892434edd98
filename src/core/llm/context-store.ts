/** The contexts of the conversations spoken with last, as many as memory allows. */

import { Context } from "./context.ts";
import type { KvShape } from "./kv-cache.ts";

export class ContextStore {
  readonly #shape: KvShape;
  readonly #maxBytes: number;
  /** In the order of their last use. */
  readonly #contexts = new Map<string, Context>();

  constructor(shape: KvShape, maxBytes: number) {
    this.#shape = shape;
    this.#maxBytes = maxBytes;
  }

  /** Lends the conversation's context, or a fresh one; while it is lent nobody else gets it. */
  take(conversationId: string): Context {
    const context = this.#contexts.get(conversationId) ?? new Context(this.#shape);
    this.#contexts.delete(conversationId);
    return context;
  }

  /** Gives it back; the conversations unused for longest give way where memory is short. */
  put(conversationId: string, context: Context): void {
    this.#contexts.delete(conversationId);
    this.#contexts.set(conversationId, context);
    for (const [oldest] of this.#contexts) {
      if (this.bytes <= this.#maxBytes) return;
      this.#contexts.delete(oldest);
    }
  }

  forget(conversationId: string): void {
    this.#contexts.delete(conversationId);
  }

  get bytes(): number {
    return this.#contexts.values().reduce((total, context) => total + context.bytes, 0);
  }
}
