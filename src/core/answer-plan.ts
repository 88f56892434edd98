/** What an answer will do: the asked options, and the manifest's where nothing was asked. */

import { MEDIA_MODALITIES, type MediaModality } from "../turn/modality.ts";
import { drawSeed } from "./llm/random.ts";
import type { SamplerOptions } from "./llm/sampler.ts";
import type { TokenId, Tokenizer } from "./llm/tokenizer.ts";
import type { Manifest } from "./packs/manifest.ts";
import type { AnswerOptions } from "./protocol.ts";
import type { SignalBlock } from "./signals/signal-scanner.ts";

export interface AnswerPlan extends SamplerOptions {
  readonly seed: number;
  readonly maxTokens: number;
  readonly modalities: ReadonlySet<MediaModality>;
}

export function planOf(options: AnswerOptions, manifest: Manifest): AnswerPlan {
  const { sampling, llm, outputs } = manifest;
  const allowed = options.modalities ?? MEDIA_MODALITIES;
  return {
    seed: (options.seed ?? drawSeed()) >>> 0,
    temperature: options.temperature ?? sampling.temperature,
    topK: options.topK ?? sampling.topK,
    topP: options.topP ?? sampling.topP,
    maxTokens: Math.min(options.maxTokens ?? sampling.maxTokens, llm.contextTokens - 1),
    modalities: new Set(allowed.filter((modality) => outputs[modality])),
  };
}

export function signalBlocks(manifest: Manifest, tokenizer: Tokenizer): SignalBlock[] {
  return MEDIA_MODALITIES.flatMap((modality) => {
    const output = manifest.outputs[modality];
    return output ? [{ modality, tokens: output.signals.map((signal) => tokenizer.tokenOf(signal)) }] : [];
  });
}

export function stopTokens(manifest: Manifest, tokenizer: Tokenizer): ReadonlySet<TokenId> {
  return new Set(manifest.prompt.stop.map((stop) => tokenizer.tokenOf(stop)));
}
