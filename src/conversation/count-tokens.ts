/** Counts tokens as the running pack's LLM will, without the LLM. */

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { loadTokenizer } from "../core/llm/tokenizer.ts";
import { manifestSchema } from "../core/packs/manifest.ts";

export type CountTokens = (text: string) => number;

/** For a pack that the core has opened, and so has checked. */
export async function tokenCounterOf(packFolder: string): Promise<CountTokens> {
  const manifest = manifestSchema.parse(JSON.parse(await readFile(join(packFolder, "manifest.json"), "utf8")));
  const tokenizer = loadTokenizer(packFolder, manifest);
  return (text) => tokenizer.encodeText(text).length;
}
