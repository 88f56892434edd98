/** Streams text out of tokens: whole characters only, never a control token. */

import type { TokenId, Tokenizer } from "./tokenizer.ts";

const REPLACEMENT = "\uFFFD";

/** A UTF-8 character has at most four bytes; whatever is still broken after so many tokens will stay broken. */
const MAX_HELD_TOKENS = 8;

export class Detokenizer {
  readonly #tokenizer: Tokenizer;
  /** What was given out last: decoders look back (a first token loses its space), so decoding starts there. */
  #context: readonly TokenId[] = [];
  #held: TokenId[] = [];

  constructor(tokenizer: Tokenizer) {
    this.#tokenizer = tokenizer;
  }

  /** The text that this token completes; empty while a character is still in pieces. */
  push(token: TokenId): string {
    if (this.#tokenizer.isControl(token)) return this.flush();
    this.#held.push(token);
    const text = this.#heldText();
    return text.endsWith(REPLACEMENT) && this.#held.length < MAX_HELD_TOKENS ? "" : this.#release(text);
  }

  /** The end of a text: an unfinished character is left out. */
  flush(): string {
    return this.#held.length === 0 ? "" : this.#release(this.#heldText());
  }

  #heldText(): string {
    const before = this.#tokenizer.decode(this.#context);
    return this.#tokenizer.decode([...this.#context, ...this.#held]).slice(before.length);
  }

  #release(text: string): string {
    this.#context = this.#held;
    this.#held = [];
    return text.replaceAll(REPLACEMENT, "");
  }
}
