/** Watches the graph runs of an answer's text: media on their way into the prompt, the prompt's embeddings, sampled tokens and their logits. */

import type { Finish } from "../core/answer.ts";
import { float32Output, type GraphRun } from "../core/runtime/graph-run.ts";
import type { Feeds, Outputs } from "../core/runtime/session.ts";
import { type Float32Tensor, float32, type Tensor } from "../core/runtime/tensor.ts";
import type { Tracer } from "./drive.ts";
import type { Stages } from "./stages.ts";

/** Larger than any logit, and finite as the core wants them. */
const CERTAIN = 1e30;

export class TextTracer implements Tracer {
  readonly #stages: Stages;
  readonly #forced: readonly number[];
  readonly #names = new Map<string, string>();
  readonly #prompt: Float32Array[] = [];
  readonly #logits: Float32Array[] = [];
  readonly #tokens: number[] = [];
  #promptTokens = 0;
  #isGenerating = false;
  #width = 0;

  constructor(stages: Stages) {
    this.#stages = stages;
    this.#forced = stages.forcedTokens();
  }

  /** The prompt is `promptTokens` positions long and will now be run. */
  encoded(promptTokens: number): void {
    this.#promptTokens = promptTokens;
  }

  prefilled(): void {
    this.#isGenerating = true;
    this.#stages.record("inputs_embeds", { shape: [1, this.#promptTokens, this.#width], data: concat(this.#prompt) });
  }

  before({ session, feeds }: GraphRun): Feeds {
    const [input] = session.inputs;
    if (session.name.startsWith("encoder.") && input) {
      const modality = session.name.slice("encoder.".length);
      this.#names.set(modality, this.#stages.number(modality));
      return { [input.name]: this.#stages.pass(`preprocessed.${this.#names.get(modality)}`, asFloat32(feeds[input.name])) };
    }
    if (session.name === "llm.embed" && this.#isGenerating) this.#tokens.push(firstId(feeds.input_ids));
    return session.name === "llm.decoder" && !this.#isGenerating ? this.#prefill(feeds) : feeds;
  }

  after({ session }: GraphRun, outputs: Outputs): Outputs {
    const [kind = "", modality = ""] = session.name.split(".");
    const stage = { encoder: "encoded", "input-projector": "projected" }[kind];
    const [output] = session.outputs;
    if (stage !== undefined && output) {
      const computed = float32Output(outputs, output.name, session.name);
      return { ...outputs, [output.name]: this.#stages.pass(`${stage}.${this.#names.get(modality)}`, computed) };
    }
    return session.name === "llm.decoder" ? { ...outputs, logits: this.#sampled(float32Output(outputs, "logits", session.name)) } : outputs;
  }

  /** A stop token is sampled and never fed: it is the likeliest of the last logits, or the last one that was forced. */
  ended(finish: Finish): void {
    if (finish === "stop") this.#tokens.push(this.#forced[this.#tokens.length] ?? likeliest(this.#logits.at(-1) ?? new Float32Array()));
    this.#stages.record("token_ids", { shape: [this.#tokens.length], data: BigInt64Array.from(this.#tokens, BigInt) });
    const logits = this.#logits.slice(0, this.#tokens.length);
    this.#stages.record("logits", { shape: [logits.length, logits[0]?.length ?? 0], data: concat(logits) });
  }

  /** A long prompt comes in parts, each after what is past. */
  #prefill(feeds: Feeds): Feeds {
    const computed = asFloat32(feeds.inputs_embeds);
    const [, count = 0, width = 0] = computed.shape;
    const past = feeds["past_key.0"]?.shape[0] ?? 0;
    this.#width = width;
    const whole = this.#stages.given("inputs_embeds", [1, this.#promptTokens, width]);
    const part = whole ? float32(computed.shape, whole.data.subarray(past * width, (past + count) * width)) : computed;
    this.#prompt.push(part.data);
    return { ...feeds, inputs_embeds: part };
  }

  #sampled(logits: Float32Tensor): Float32Tensor {
    if (!this.#isGenerating) this.#logits.length = 0;
    this.#logits.push(logits.data);
    const forced = this.#forced[this.#logits.length - 1];
    if (forced === undefined) return logits;
    const certain = logits.data.slice();
    certain[forced] = CERTAIN;
    return float32(logits.shape, certain);
  }
}

function asFloat32(tensor: Tensor | undefined): Float32Tensor {
  return float32Output(tensor ? { fed: tensor } : {}, "fed", "trace");
}

function firstId(ids: Tensor | undefined): number {
  return ids?.dtype === "int64" ? Number(ids.data[0]) : 0;
}

function likeliest(logits: Float32Array): number {
  return logits.reduce((best, value, id) => (value > (logits[best] ?? 0) ? id : best), 0);
}

function concat(parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
