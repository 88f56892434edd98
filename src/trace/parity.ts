/** A pack's way beside its reference: traces the reference's conversation from its noises and compares every stage. */

import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { modelOf } from "../core/model.ts";
import { loadPack } from "../core/packs/load-pack.ts";
import { MEDIA_MODALITIES } from "../turn/modality.ts";
import { type Comparison, compareStage } from "./compare.ts";
import { type NpyArray, readNpy } from "./npy.ts";
import { trace } from "./trace.ts";
import { readPrompt } from "./turns.ts";

/** Steps and tokens of models/next-gpt/next_gpt/reference.py. */
const STEPS = 10;
const MAX_TOKENS = 60;

/** `reference` is what next_gpt.tiny wrote: turns.json, noise-<m>.npy and the folder `reference`. */
export async function compareWithReference(packFolder: string, reference: string): Promise<Comparison[]> {
  const made = new Map<string, NpyArray>();
  await using pack = await loadPack(packFolder);
  await trace(modelOf(pack), {
    prompt: readPrompt(join(reference, "turns.json")),
    from: new Map(),
    noises: MEDIA_MODALITIES.map((modality) => readNpy(join(reference, `noise-${modality}.npy`))),
    ...{ seed: 1, steps: STEPS, maxTokens: MAX_TOKENS },
    write: (stage, array) => made.set(stage, { shape: array.shape, data: array.data.slice() }),
  });
  const stages = readdirSync(join(reference, "reference")).map((file) => basename(file, ".npy"));
  return stages.map((stage) => compareStage(stage, readNpy(join(reference, "reference", `${stage}.npy`)), made.get(stage)));
}
