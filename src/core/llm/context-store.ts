/** The contexts of the conversations spoken with last, as many as memory allows, and always the very last one. */

import { Context } from "./context.ts";
import type { KvShape } from "./kv-cache.ts";

export class ContextStore {
  readonly #shape: KvShape;
  readonly #maxBytes: number;
  /** In the order of their last use. */
  readonly #contexts = new Map<string, Context>();
  readonly #lent = new Map<string, Context>();

  constructor(shape: KvShape, maxBytes: number) {
    this.#shape = shape;
    this.#maxBytes = maxBytes;
  }

  /** Lends the conversation's context; while it is lent, another answer of the same conversation gets a fresh one. */
  take(conversationId: string): Context {
    const context = this.#contexts.get(conversationId) ?? new Context(this.#shape);
    this.#contexts.delete(conversationId);
    this.#lent.set(conversationId, context);
    return context;
  }

  /** Gives it back, unless it was forgotten or replaced since; the conversations unused for longest give way where memory is short. */
  put(conversationId: string, context: Context): void {
    if (this.#lent.get(conversationId) !== context) return;
    this.#lent.delete(conversationId);
    this.#contexts.set(conversationId, context);
    for (const [oldest] of this.#contexts) {
      if (this.bytes <= this.#maxBytes || oldest === conversationId) return;
      this.#contexts.delete(oldest);
    }
  }

  forget(conversationId: string): void {
    this.#lent.delete(conversationId);
    this.#contexts.delete(conversationId);
  }

  get bytes(): number {
    return [...this.#contexts.values()].reduce((total, context) => total + context.bytes, 0);
  }
}
