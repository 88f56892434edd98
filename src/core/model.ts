/** Everything that answers share: the pack, its tokenizer, how it renders prompts, and what it remembers of conversations. */

import { signalBlocks, stopTokens } from "./answer-plan.ts";
import { ContextStore } from "./llm/context-store.ts";
import { loadTokenizer, type TokenId, type Tokenizer } from "./llm/tokenizer.ts";
import type { Pack } from "./packs/pack.ts";
import { PromptRenderer } from "./prompt.ts";
import type { SignalBlock } from "./signals/signal-scanner.ts";

export interface Model {
  readonly pack: Pack;
  readonly tokenizer: Tokenizer;
  readonly renderer: PromptRenderer;
  readonly contexts: ContextStore;
  readonly signals: readonly SignalBlock[];
  readonly stops: ReadonlySet<TokenId>;
}

/** Half a gigabyte of contexts keeps the whole core of a small pack under 1.5 GB. */
const MAX_CONTEXT_BYTES = 512 * 2 ** 20;

/** @throws PackError where a signal or a stop is not one token: sooner than in the first answer. */
export function modelOf(pack: Pack, maxContextBytes = MAX_CONTEXT_BYTES): Model {
  const tokenizer = loadTokenizer(pack.folder, pack.manifest);
  return {
    pack,
    tokenizer,
    renderer: new PromptRenderer(pack.manifest, tokenizer),
    contexts: new ContextStore(pack.manifest.llm, maxContextBytes),
    signals: signalBlocks(pack.manifest, tokenizer),
    stops: stopTokens(pack.manifest, tokenizer),
  };
}
