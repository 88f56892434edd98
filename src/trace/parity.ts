/** A pack's way beside its reference: traces the reference's conversation from its noises and compares every stage. */

import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { modelOf } from "../core/model.ts";
import { loadPack } from "../core/packs/load-pack.ts";
import { MEDIA_MODALITIES } from "../turn/modality.ts";
import { type Comparison, compareLikeliest, compareStage, type Dtype } from "./compare.ts";
import { openMediaFiles } from "./media-files.ts";
import { type NpyArray, readNpy } from "./npy.ts";
import { trace } from "./trace.ts";
import { readPrompt } from "./turns.ts";

/** Steps and tokens of models/next-gpt/next_gpt/reference.py. */
const STEPS = 10;
const MAX_TOKENS = 60;

/**
 * `reference` is what next_gpt.tiny wrote: turns.json, its media, noise-<m>.npy and the folder `reference`.
 * Of packs coarser than fp32 the reference's tokens are said, so that later stages can be compared at all.
 */
export async function compareWithReference(packFolder: string, reference: string, dtype: Dtype = "fp32"): Promise<Comparison[]> {
  const isForced = dtype !== "fp32";
  const tokenIds = readNpy(join(reference, "reference", "token_ids.npy"));
  const made = new Map<string, NpyArray>();
  await using pack = await loadPack(packFolder);
  await using files = await openMediaFiles(pack);
  await trace(modelOf(pack), {
    prompt: await readPrompt(join(reference, "turns.json"), files.decode),
    from: isForced ? new Map([["token_ids", tokenIds]]) : new Map(),
    noises: MEDIA_MODALITIES.map((modality) => readNpy(join(reference, `noise-${modality}.npy`))),
    ...{ seed: 1, steps: STEPS, maxTokens: MAX_TOKENS },
    write: (stage, array) => made.set(stage, { shape: array.shape, data: array.data.slice() }),
  });
  const stages = readdirSync(join(reference, "reference")).map((file) => basename(file, ".npy"));
  const compared = stages.map((stage) => compareStage(stage, readNpy(join(reference, "reference", `${stage}.npy`)), made.get(stage), dtype));
  return isForced ? [...compared, compareLikeliest(tokenIds, made.get("logits"), dtype)] : compared;
}
