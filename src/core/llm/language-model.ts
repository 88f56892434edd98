/** The LLM's two graphs as steps: token ids to embeddings, embeddings to logits and hidden states, the KV cache growing by what is new. */

import { ModelError } from "../../errors.ts";
import { graphOf, type Pack } from "../packs/pack.ts";
import { float32Output, runGraph, type Steps } from "../runtime/graph-run.ts";
import { type Float32Tensor, float32, int64 } from "../runtime/tensor.ts";
import type { Context, PositionName } from "./context.ts";
import type { TokenId } from "./tokenizer.ts";

/** A longer prompt is run in parts, so that other people's text and a cancel wait for one part only. */
export const MAX_RUN_POSITIONS = 256;

/** One position of the prompt: a token, or one embedding of a medium, to which the embeddings of its label's tokens are added. */
export type Position =
  | { readonly type: "token"; readonly id: TokenId }
  | { readonly type: "embedding"; readonly name: string; readonly data: Float32Array; readonly label: readonly TokenId[] };

export interface Extended {
  /** [V], of the last position. */
  readonly logits: Float32Array;
  /** [S, W], of every position run. */
  readonly hidden: Float32Array;
  /** [S, W], what went in. */
  readonly embeds: Float32Array;
}

export function nameOf(position: Position): PositionName {
  return position.type === "token" ? position.id : position.name;
}

/** Runs all positions in parts and gives the logits after the last one. */
export function* prefill(pack: Pack, context: Context, positions: readonly Position[]): Steps<Float32Array> {
  let logits: Float32Array = new Float32Array();
  for (let start = 0; start < positions.length; start += MAX_RUN_POSITIONS) {
    logits = (yield* extend(pack, context, positions.slice(start, start + MAX_RUN_POSITIONS))).logits;
  }
  return logits;
}

/** Appends tokens in one run. */
export function* extendByTokens(pack: Pack, context: Context, ids: readonly TokenId[]): Steps<Extended> {
  return yield* extend(
    pack,
    context,
    ids.map((id) => ({ type: "token", id })),
  );
}

function* extend(pack: Pack, context: Context, positions: readonly Position[]): Steps<Extended> {
  const { layers, width } = pack.manifest.llm;
  const decoder = graphOf(pack, "llm.decoder");
  const embeds = yield* embed(pack, positions);
  const feeds: Record<string, Float32Tensor> = { inputs_embeds: float32([1, positions.length, width], embeds) };
  for (let layer = 0; layer < layers; layer++) {
    feeds[`past_key.${layer}`] = context.cache.pastKey(layer);
    feeds[`past_value.${layer}`] = context.cache.pastValue(layer);
  }
  const outputs = yield { session: decoder, feeds };
  const output = (name: string) => float32Output(outputs, name, decoder.name).data;
  const ofLayers = (name: string) => Array.from({ length: layers }, (_, layer) => output(`${name}.${layer}`));
  const logits = output("logits");
  // Asked before anything is kept, for the next answer would go on from it.
  if (!logits.every(Number.isFinite))
    throw new ModelError(`Graph ${decoder.name}: expected finite logits, got others; the pack may be damaged or too coarsely quantised.`);
  context.append(positions.map(nameOf), ofLayers("new_key"), ofLayers("new_value"));
  return { logits, hidden: output("hidden"), embeds };
}

/** [S, W]: the sums of their tokens' rows, which the embedding graph gives, and of the media's own. */
function* embed(pack: Pack, positions: readonly Position[]): Steps<Float32Array> {
  const { width } = pack.manifest.llm;
  const ids = positions.flatMap(tokensOf);
  const rows = yield* rowsOf(pack, ids);
  if (positions.every(({ type }) => type === "token")) return rows;
  const embeds = new Float32Array(positions.length * width);
  let read = 0;
  for (const [index, position] of positions.entries()) {
    const row = embeds.subarray(index * width, (index + 1) * width);
    if (position.type === "embedding") row.set(position.data);
    for (const _ of tokensOf(position)) {
      for (let at = 0; at < width; at++) row[at] = (row[at] ?? 0) + (rows[read + at] ?? 0);
      read += width;
    }
  }
  return embeds;
}

/** Labels of many media may be more tokens than a context holds: then in several runs. */
function* rowsOf(pack: Pack, ids: readonly TokenId[]): Steps<Float32Array> {
  const { width, contextTokens } = pack.manifest.llm;
  const rows = new Float32Array(ids.length * width);
  for (let start = 0; start < ids.length; start += contextTokens) {
    const part = ids.slice(start, start + contextTokens);
    const input = int64([1, part.length], BigInt64Array.from(part, BigInt));
    rows.set((yield* runGraph(graphOf(pack, "llm.embed"), { input_ids: input }, "embeds")).data, start * width);
  }
  return rows;
}

function tokensOf(position: Position): readonly TokenId[] {
  return position.type === "token" ? [position.id] : position.label;
}
