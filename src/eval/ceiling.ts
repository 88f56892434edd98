/** How well the judges read real renders: the best that any pack can be seen to do. */

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { Media } from "../media/media.ts";
import { MEDIA_MODALITIES, type MediaModality } from "../turn/modality.ts";
import type { Expectation } from "./cases.ts";
import { JUDGED, type Judges } from "./judges.ts";
import type { Pool } from "./pool.ts";
import { mean, scoredFacts } from "./score.ts";
import { ATTRIBUTES, type Attribute, carried, type Facts, type World } from "./world.ts";

const shares = z.object({
  /** Share of renders read right, by attribute. */
  attributes: z.partialRecord(z.enum(ATTRIBUTES), z.number()),
  /** Share of renders with every attribute read right. */
  combined: z.number(),
});
const ceilingSchema = z.object({ judges: z.string(), renders: z.int(), modalities: z.record(z.enum(MEDIA_MODALITIES), shares) });

export type Ceiling = z.infer<typeof ceilingSchema>;
type Shares = z.infer<typeof shares>;

interface Parts {
  readonly world: World;
  readonly pool: Pool;
  readonly media: Media;
  readonly judges: Judges;
  /** Where the result is kept for the next run. */
  readonly folder: string;
}

/** Every render of the pool through the judges, or what an earlier run with the same judges and pool found. */
export async function measureCeiling(parts: Parts, onRender: (done: number, all: number) => void): Promise<Ceiling> {
  const path = join(parts.folder, "ceiling.json");
  const known = existsSync(path) ? ceilingSchema.safeParse(JSON.parse(readFileSync(path, "utf8"))).data : undefined;
  if (known?.judges === parts.judges.sha256 && known.renders === parts.pool.length) return known;
  const modalities: Partial<Record<MediaModality, Shares>> = {};
  for (const [index, modality] of MEDIA_MODALITIES.entries()) {
    modalities[modality] = await measureModality(parts, modality, (done) => onRender(index * parts.pool.length + done, 3 * parts.pool.length));
  }
  const ceiling = ceilingSchema.parse({ judges: parts.judges.sha256, renders: parts.pool.length, modalities });
  writeFileSync(path, `${JSON.stringify(ceiling, undefined, 1)}\n`);
  return ceiling;
}

/** What a pack without a fault would be scored for this case; words can always be right. */
export function ceilingOf(world: World, ceiling: Ceiling, expected: Extract<Expectation, { type: "shows" }>): number {
  const media = expected.outputs.map((modality) => {
    const names = Object.keys(scoredFacts(world, modality, expected.facts)) as Attribute[];
    return mean(names.map((name) => ceiling.modalities[modality].attributes[name] ?? 0));
  });
  return mean([1, ...media]);
}

/** Of scenes and the judge's readings of their renders. */
export function sharesRight(wanted: readonly Facts[], read: readonly Facts[]): Shares {
  const names = ATTRIBUTES.filter((name) => wanted.some((facts) => name in facts));
  const isRight = (name: Attribute) => wanted.map((facts, index) => facts[name] === read[index]?.[name]);
  const right = names.map((name) => [name, isRight(name)] as const);
  return {
    attributes: Object.fromEntries(right.map(([name, flags]) => [name, mean(flags.map(Number))])),
    combined: mean(wanted.map((_, index) => Number(right.every(([, flags]) => flags[index])))),
  };
}

async function measureModality(
  { world, pool, media, judges, folder }: Parts,
  modality: MediaModality,
  onRender: (done: number) => void,
): Promise<Shares> {
  const workFolder = join(folder, "work");
  const read: Facts[] = [];
  for (const { files } of pool) {
    await mkdir(workFolder, { recursive: true });
    read.push(await judges.read(await media.decode(files[modality], JUDGED[modality], workFolder)));
    await rm(workFolder, { recursive: true });
    onRender(read.length);
  }
  return sharesRight(
    pool.map(({ facts }) => carried(world, facts, modality)),
    read,
  );
}
