/** Finds the places in an answer where the LLM asks for a medium, and the words that say what it should show. */

import type { MediaModality } from "../../turn/modality.ts";
import type { TokenId } from "../llm/tokenizer.ts";

export interface SignalBlock {
  readonly modality: MediaModality;
  /** All signal tokens of the modality, in order: fed as one run, whatever the LLM would have sampled after the first. */
  readonly tokens: readonly TokenId[];
}

export interface FoundSignal extends SignalBlock {
  readonly caption: string;
}

export class SignalScanner {
  readonly #blocks: ReadonlyMap<TokenId, SignalBlock>;
  #words = "";
  #caption = "";

  constructor(blocks: readonly SignalBlock[]) {
    this.#blocks = new Map(blocks.flatMap((block) => block.tokens.map((token) => [token, block] as const)));
  }

  /** Text of the answer, as it comes. */
  hear(text: string): void {
    this.#words += text;
  }

  /**
   * The block that a sampled token begins. A signal token out of its order begins its block all the same:
   * the LLM was never taught to continue from half a block, and a person would rather see the medium than not.
   */
  find(token: TokenId): FoundSignal | undefined {
    const block = this.#blocks.get(token);
    if (block === undefined) return undefined;
    // Blocks one after another show the same thing: "Here is the boat and its sound:" stands before both.
    this.#caption = captionOf(this.#words) || this.#caption;
    this.#words = "";
    return { ...block, caption: this.#caption };
  }
}

function captionOf(words: string): string {
  return words.trim().replace(/:$/, "").trimEnd();
}
