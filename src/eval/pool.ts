/** The pool of held-out media that cases send: scenes whose picture, sound and clip lie beside scenes.json. */

import { join } from "node:path";
import { z } from "zod";
import type { MediaModality } from "../turn/modality.ts";
import type { SentMedium } from "./cases.ts";
import { readData } from "./read-data.ts";
import { ATTRIBUTES, type Facts } from "./world.ts";

const scenesSchema = z
  .array(z.object({ image: z.string(), audio: z.string(), video: z.string(), facts: z.record(z.enum(ATTRIBUTES), z.string()) }))
  .min(1);

export interface PoolScene {
  readonly files: Readonly<Record<MediaModality, string>>;
  readonly facts: Facts;
}

export type Pool = readonly PoolScene[];

export function readPool(folder: string): Pool {
  const scenes = readData(join(folder, "scenes.json"), scenesSchema);
  return scenes.map(({ facts, image, audio, video }) => ({
    facts,
    files: { image: join(folder, image), audio: join(folder, audio), video: join(folder, video) },
  }));
}

/** Where a case's medium lies; undefined for a scene that the pool lacks. */
export function fileOf(pool: Pool, medium: SentMedium): string | undefined {
  return "file" in medium ? medium.file : pool[medium.scene]?.files[medium.modality];
}
