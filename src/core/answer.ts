/** The life of a turn on the core's side: encode media, splice, generate, scan for signals; what these ask for is made beside the text. */

import type { MediaModality } from "../turn/modality.ts";
import type { AnswerPlan } from "./answer-plan.ts";
import { fitPrompt } from "./fit-prompt.ts";
import type { Context } from "./llm/context.ts";
import { Detokenizer } from "./llm/detokenizer.ts";
import { extendByTokens, nameOf, prefill } from "./llm/language-model.ts";
import { seededRandom } from "./llm/random.ts";
import { Sampler } from "./llm/sampler.ts";
import type { Model } from "./model.ts";
import type { Prompt } from "./protocol.ts";
import type { Steps } from "./runtime/graph-run.ts";
import { type FoundSignal, SignalScanner } from "./signals/signal-scanner.ts";
import { splice } from "./splice.ts";

export type Finish = "stop" | "length";

/** A medium that the LLM asked for: `hidden` and `tokenEmbeddings` are [n, W] of its n signal tokens. */
export interface WantedMedium extends FoundSignal {
  readonly hidden: Float32Array;
  readonly tokenEmbeddings: Float32Array;
}

/** Where an answer goes, piece by piece, while its steps run. */
export interface Outlet {
  say(text: string): void;
  make(medium: WantedMedium): void;
  /** It was asked for and may not be made. */
  withhold(modality: MediaModality): void;
  encoded(promptTokens: number): void;
  prefilled(reusedTokens: number): void;
  generated(newTokens: number): void;
}

export function* answer(model: Model, prompt: Prompt, plan: AnswerPlan, outlet: Outlet): Steps<Finish> {
  const { pack, renderer, contexts } = model;
  const items = fitPrompt(renderer, prompt.turns, pack.manifest.llm.contextTokens - plan.maxTokens);
  const context = contexts.take(prompt.conversationId);
  try {
    const positions = yield* splice(pack, context, items);
    outlet.encoded(positions.length);
    const reused = context.reuse(positions.map(nameOf));
    const logits = yield* prefill(pack, context, positions.slice(reused));
    outlet.prefilled(reused);
    return yield* generate(model, context, logits, plan, outlet);
  } finally {
    contexts.put(prompt.conversationId, context);
  }
}

function* generate(model: Model, context: Context, first: Float32Array, plan: AnswerPlan, outlet: Outlet): Steps<Finish> {
  const { pack, tokenizer, signals, stops } = model;
  const sampler = new Sampler(plan, seededRandom(plan.seed));
  const scanner = new SignalScanner(signals);
  const detokenizer = new Detokenizer(tokenizer);
  const say = (text: string) => {
    scanner.hear(text);
    if (text !== "") outlet.say(text);
  };
  let logits = first;
  for (let spent = 0; spent < plan.maxTokens; ) {
    const token = sampler.sample(logits);
    say(stops.has(token) ? detokenizer.flush() : detokenizer.push(token));
    if (stops.has(token)) return "stop";
    const signal = scanner.find(token);
    const tokens = signal?.tokens ?? [token];
    if (context.cache.length + tokens.length > pack.manifest.llm.contextTokens) break;
    const extended = yield* extendByTokens(pack, context, tokens);
    spent += tokens.length;
    outlet.generated(tokens.length);
    logits = extended.logits;
    if (signal === undefined) continue;
    if (plan.modalities.has(signal.modality)) outlet.make({ ...signal, hidden: extended.hidden, tokenEmbeddings: extended.embeds });
    else outlet.withhold(signal.modality);
  }
  say(detokenizer.flush());
  return "length";
}
