/** The LLM's two graphs as steps: token ids to embeddings, embeddings to logits and hidden states, the KV cache growing by what is new. */

import { ModelError } from "../../errors.ts";
import { graphOf, type Pack } from "../packs/pack.ts";
import { float32Output, runGraph, type Steps } from "../runtime/graph-run.ts";
import { type Float32Tensor, float32, int64 } from "../runtime/tensor.ts";
import type { Context, PositionName } from "./context.ts";
import type { TokenId } from "./tokenizer.ts";

/** A longer prompt is run in parts, so that other people's text and a cancel wait for one part only. */
export const MAX_RUN_POSITIONS = 256;

/** One position of the prompt: a token, or one embedding of a medium. */
export type Position =
  | { readonly type: "token"; readonly id: TokenId }
  | { readonly type: "embedding"; readonly name: string; readonly data: Float32Array };

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
  context.append(positions.map(nameOf), ofLayers("new_key"), ofLayers("new_value"));
  const logits = output("logits");
  if (!logits.every(Number.isFinite))
    throw new ModelError(`Graph ${decoder.name}: expected finite logits, got others; the pack may be damaged or too coarsely quantised.`);
  return { logits, hidden: output("hidden"), embeds };
}

/** [S, W]: the tokens' rows from the embedding graph in one run, the media's rows in between. */
function* embed(pack: Pack, positions: readonly Position[]): Steps<Float32Array> {
  const { width } = pack.manifest.llm;
  const ids = positions.flatMap((position) => (position.type === "token" ? [BigInt(position.id)] : []));
  const rows =
    ids.length === 0
      ? new Float32Array()
      : (yield* runGraph(graphOf(pack, "llm.embed"), { input_ids: int64([1, ids.length], BigInt64Array.from(ids)) }, "embeds")).data;
  if (ids.length === positions.length) return rows;
  const embeds = new Float32Array(positions.length * width);
  let read = 0;
  for (const [index, position] of positions.entries()) {
    if (position.type === "embedding") {
      embeds.set(position.data, index * width);
    } else {
      embeds.set(rows.subarray(read, read + width), index * width);
      read += width;
    }
  }
  return embeds;
}
