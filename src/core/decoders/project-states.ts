/** The LLM's states at a signal block become a decoder's condition. */

import type { MediaModality } from "../../turn/modality.ts";
import { graphOf, type Pack } from "../packs/pack.ts";
import { runGraph, type Steps } from "../runtime/graph-run.ts";
import { type Float32Tensor, float32 } from "../runtime/tensor.ts";

/** `hidden` and `tokenEmbeddings` are [n, W] row-major, n signal tokens; gives the condition [1, C, D]. */
export function* projectStates(pack: Pack, modality: MediaModality, hidden: Float32Array, tokenEmbeddings: Float32Array): Steps<Float32Tensor> {
  const { width } = pack.manifest.llm;
  const shape = [1, hidden.length / width, width];
  const feeds = { hidden: float32(shape, hidden), token_embeddings: float32(shape, tokenEmbeddings) };
  return yield* runGraph(graphOf(pack, `output-projector.${modality}`), feeds, "condition");
}
