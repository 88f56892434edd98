/** Puts media into the prompt: every slot becomes the medium's embeddings, encoded once in a conversation. */

import type { Samples } from "../turn/samples.ts";
import { encodeMedium } from "./encoders/encode-medium.ts";
import type { Context } from "./llm/context.ts";
import type { Position } from "./llm/language-model.ts";
import type { Pack } from "./packs/pack.ts";
import type { PromptItem } from "./prompt.ts";
import type { Steps } from "./runtime/graph-run.ts";

type MediumItem = Extract<PromptItem, { type: "medium" }>;

/** Embeddings of media that left the prompt are forgotten. */
export function* splice(pack: Pack, context: Context, items: readonly PromptItem[]): Steps<Position[]> {
  const positions: Position[] = [];
  const keys = new Set<string>();
  for (const item of items) {
    if (item.type === "token") {
      positions.push(item);
    } else {
      keys.add(item.key);
      positions.push(...embeddingPositions(item, yield* encodeOnce(pack, context, item.key, item.samples)));
    }
  }
  for (const key of context.embeddings.keys()) if (!keys.has(key)) context.embeddings.delete(key);
  return positions;
}

function* encodeOnce(pack: Pack, context: Context, key: string, samples: Samples): Steps<Float32Array> {
  const known = context.embeddings.get(key);
  if (known !== undefined) return known;
  const embeddings = yield* encodeMedium(pack, samples);
  context.embeddings.set(key, embeddings);
  return embeddings;
}

/** `embeddings` is [tokens, W]. */
function embeddingPositions({ key, tokens, label }: MediumItem, embeddings: Float32Array): Position[] {
  const width = embeddings.length / tokens;
  return Array.from({ length: tokens }, (_, index) => ({
    type: "embedding",
    name: `${key}[${index}]`,
    data: embeddings.subarray(index * width, (index + 1) * width),
    label,
  }));
}
