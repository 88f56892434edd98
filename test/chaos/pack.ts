/** The tiny pack so scripted that whoever begins a conversation with PICTURE_ASK gets a picture with the words, without a seed. */

import { loadTinyPack, promptOf, said, scriptPack } from "../support/answers.ts";
import { copyTinyPack } from "../support/scripted-pack.ts";

export const PICTURE_ASK = "a red boat";
/** The random LLM may have nothing to say to a longer conversation: then Quartet says so, and that is the answer. */
export const NOTHING_TO_SAY = "nothing to say";
const GREEDY = { temperature: 0, maxTokens: 24 } as const;

/** @param folder does not exist yet; `steps` and `maxTokens`: how long a picture and the words take. */
export async function makeChaosPack(folder: string, steps?: number, maxTokens: number = GREEDY.maxTokens): Promise<string> {
  await using pack = await loadTinyPack();
  const { manifest } = await scriptPack(pack, promptOf("a", said(PICTURE_ASK)), ["image"], { sampling: GREEDY, apart: 0 });
  const { image } = manifest.outputs;
  const outputs = steps === undefined || image === undefined ? manifest.outputs : { ...manifest.outputs, image: { ...image, steps } };
  return copyTinyPack(folder, () => ({ ...manifest, outputs, sampling: { ...manifest.sampling, ...GREEDY, maxTokens } }));
}
