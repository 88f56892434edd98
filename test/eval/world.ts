/** The real world.json, pool and phrasings, as the eval's tests use them. */

import { join } from "node:path";
import type { Facts } from "../../src/eval/world.ts";
import { readWorld } from "../../src/eval/world.ts";
import { readPhrasings } from "../../src/eval/phrasing.ts";
import { readPool } from "../../src/eval/pool.ts";
import { textParser } from "../../src/eval/parse-text.ts";
import type { Observation } from "../../src/eval/observation.ts";

export const STORYBOOK = join(import.meta.dirname, "../../models/storybook");
export const EVAL_DATA = join(STORYBOOK, "eval");

export const world = readWorld(STORYBOOK);
export const parse = textParser(world);
export const source = { world, pool: readPool(join(EVAL_DATA, "media")), phrasings: readPhrasings(join(EVAL_DATA, "phrasings.json")), seed: 1 };

export function observed(text: string, ...media: readonly (readonly [Observation["media"][number]["modality"], Facts])[]): Observation {
  return {
    id: "a",
    text,
    media: media.map(([modality, facts]) => ({ modality, facts: { ...facts }, qualities: {}, caption: "", file: "a.png" })),
    earlier: [],
    totalMs: 1,
  };
}
