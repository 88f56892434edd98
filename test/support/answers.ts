/** Answers of the tiny pack inside the test's own process: the real graphs, the real work loop, no child process. */

import { answer } from "../../src/core/answer.ts";
import { AnswerJob } from "../../src/core/answer-job.ts";
import { planOf } from "../../src/core/answer-plan.ts";
import { type TokenId, tokenId } from "../../src/core/llm/tokenizer.ts";
import { type Model, modelOf } from "../../src/core/model.ts";
import { loadPack } from "../../src/core/packs/load-pack.ts";
import type { Pack } from "../../src/core/packs/pack.ts";
import type { AnswerOptions, CoreEvent, Prompt, PromptPart, PromptTurn } from "../../src/core/protocol.ts";
import type { WorkLoop } from "../../src/core/work-loop.ts";
import type { MediaModality } from "../../src/turn/modality.ts";
import type { PieceNumber } from "../../src/turn/part.ts";
import { TINY_PACK } from "./scripted-pack.ts";

export const loadTinyPack = (): Promise<Pack> => loadPack(TINY_PACK, { device: { type: "cpu" }, threads: 1 });

export function said(words: string, ...media: PromptPart[]): PromptTurn {
  return { role: "user", parts: [...media, { type: "text", text: words }] };
}

export function promptOf(conversationId: string, ...turns: PromptTurn[]): Prompt {
  return { conversationId, turns, nextPiece: 1 as PieceNumber };
}

let requests = 0;

export interface Running {
  readonly job: AnswerJob;
  readonly events: readonly CoreEvent[];
  readonly ended: Promise<CoreEvent>;
}

/** `onEvent` sees each event as it happens; it acts on the job from `setImmediate`, as a message would. */
export function begin(
  model: Model,
  loop: WorkLoop,
  prompt: Prompt,
  options: AnswerOptions,
  onEvent: (event: CoreEvent, job: AnswerJob) => void = () => {},
): Running {
  const events: CoreEvent[] = [];
  const { promise, resolve } = Promise.withResolvers<CoreEvent>();
  const job = new AnswerJob(model, { type: "answer", id: `request-${requests++}`, prompt, options }, loop, (event) => {
    events.push(event);
    onEvent(event, job);
    if (event.type === "end" || event.type === "error") resolve(event);
  });
  return { job, events, ended: promise };
}

export async function complete(model: Model, loop: WorkLoop, prompt: Prompt, options: AnswerOptions): Promise<readonly CoreEvent[]> {
  const running = begin(model, loop, prompt, options);
  await running.ended;
  return running.events;
}

export function textOf(events: readonly CoreEvent[]): string {
  return events.map((event) => (event.type === "text-delta" ? event.text : "")).join("");
}

export function only<T extends CoreEvent["type"]>(events: readonly CoreEvent[], type: T): Extract<CoreEvent, { type: T }>[] {
  return events.filter((event): event is Extract<CoreEvent, { type: T }> => event.type === type);
}

/** What a scripted pack is scripted for: its random LLM says the same for the same prompt, seed and temperature. */
export const SCRIPTED = { temperature: 1, seed: 5, maxTokens: 60 } as const;

export interface Script {
  /** How the scripted answer is sampled; SCRIPTED by default. */
  readonly sampling?: Partial<AnswerOptions>;
  /** Least tokens between two media. */
  readonly apart?: number;
}

/**
 * The pack with its manifest so changed that the SCRIPTED answer to `prompt` asks for these media, at least four tokens apart: where the
 * random LLM says some token anyway, that token is made the modality's first signal.
 */
export async function scriptPack(
  pack: Pack,
  prompt: Prompt,
  modalities: readonly MediaModality[],
  { sampling = SCRIPTED, apart = 4 }: Script = {},
): Promise<Pack> {
  let scripted = pack;
  let from = 0;
  for (const modality of modalities) {
    const model = modelOf(scripted);
    const tokens = await scriptedTokens(model, prompt, sampling);
    const used = new Set(tokens.slice(0, from));
    const at = tokens.findIndex(
      (token, index) => index >= from + apart && !used.has(token) && tokens.indexOf(token) === index && isWord(model, token),
    );
    const signal = model.tokenizer.decode([tokens[at] ?? fail()]);
    const output = scripted.manifest.outputs[modality] ?? fail();
    const changed = { ...output, signals: [signal, ...output.signals.slice(1)] };
    scripted = { ...scripted, manifest: { ...scripted.manifest, outputs: { ...scripted.manifest.outputs, [modality]: changed } } };
    from = at + output.signals.length;
  }
  return scripted;
}

/** A piece that is written in the vocabulary as it is read, so that a manifest can name it. */
function isWord({ tokenizer }: Model, token: TokenId): boolean {
  const text = tokenizer.decode([token]);
  const [first, ...rest] = /^[!-~]+$/.test(text) ? tokenizer.encodeTemplate(text) : [];
  return first === token && rest.length === 0;
}

/** What the model feeds itself after the prompt, read from its runs. */
async function scriptedTokens(model: Model, prompt: Prompt, sampling: Partial<AnswerOptions>): Promise<TokenId[]> {
  const fed: TokenId[] = [];
  let isGenerating = false;
  const outlet = {
    say: () => {},
    make: () => {},
    withhold: () => {},
    encoded: () => {},
    generated: () => {},
    prefilled: () => (isGenerating = true),
  };
  const steps = answer(model, prompt, planOf({ ...sampling, outputFolder: "" }, model.pack.manifest), outlet);
  let next = steps.next();
  while (!next.done) {
    const { session, feeds } = next.value;
    const ids = feeds.input_ids;
    if (isGenerating && ids?.dtype === "int64") fed.push(...[...ids.data].map((id) => tokenId(Number(id))));
    next = steps.next(await session.run(feeds));
  }
  return fed;
}

function fail(): never {
  throw new TypeError("the tiny pack's LLM says too little to be scripted; choose another prompt");
}
