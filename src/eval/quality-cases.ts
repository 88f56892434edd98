/** Requests for scenes of the pool with everything said of them, so that what is made can be compared with the real render of the same scene. */

import { MEDIA_MODALITIES, type MediaModality } from "../turn/modality.ts";
import type { Case } from "./cases.ts";
import { Draw } from "./draw.ts";
import type { CaseSource } from "./matrix-cases.ts";
import { Wording } from "./phrasing.ts";
import { carried } from "./world.ts";

/** Clips are asked for in clear weather only, where the greater part of the picture stands still. */
const SCENES = { image: 200, audio: 100, video: 60 } as const;

export function qualityCases(source: CaseSource): Case[] {
  return MEDIA_MODALITIES.flatMap((modality) => {
    const scenes = [...source.pool.entries()].filter(([, { facts }]) => modality !== "video" || facts.weather === "clear");
    return scenes.slice(0, SCENES[modality]).map(([scene]) => qualityCase(source, modality, scene));
  });
}

function qualityCase({ world, pool, phrasings, seed }: CaseSource, modality: MediaModality, scene: number): Case {
  const id = `quality/${seed}/${modality}/${scene}`;
  const wording = new Wording(new Draw(seed, id), world, phrasings);
  const facts = carried(world, pool[scene]?.facts ?? {}, modality);
  const text = wording.ask([modality], wording.scene(facts));
  return { id, suite: "quality", group: modality, sayings: [{ text, media: [] }], expected: { type: "shows", outputs: [modality], facts, scene } };
}
