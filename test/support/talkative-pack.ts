/** The tiny pack so scripted that one known ask is answered with media: `SCRIPTED_ASK`, with the seed `SCRIPTED_SEED`. */

import { join } from "node:path";
import type { MediaModality } from "../../src/turn/modality.ts";
import { loadTinyPack, promptOf, SCRIPTED, said, scriptPack } from "./answers.ts";
import { freshFolder } from "./fresh-folder.ts";
import { copyTinyPack } from "./scripted-pack.ts";

export const SCRIPTED_ASK = "a red boat";
export const SCRIPTED_SEED = SCRIPTED.seed;

/** Returns the folder of the pack; `folder` is where it goes. */
export async function makeTalkativePack(modalities: readonly MediaModality[], folder = freshFolder()): Promise<string> {
  await using pack = await loadTinyPack();
  const { manifest } = await scriptPack(pack, promptOf("a", said(SCRIPTED_ASK)), modalities);
  const { temperature, maxTokens } = SCRIPTED;
  return copyTinyPack(join(folder, "pack"), () => ({ ...manifest, sampling: { ...manifest.sampling, temperature, maxTokens } }));
}
