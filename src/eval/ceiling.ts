/** What real renders are found to be: how well the judges read them, which is the best that any pack can be seen to do, and how clean they are. */

import { readFileSync, writeFileSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { Media } from "../media/media.ts";
import { MEDIA_MODALITIES, type MediaModality } from "../turn/modality.ts";
import type { Expectation } from "./cases.ts";
import { JUDGED, type Judges } from "./judges.ts";
import { measure } from "./measure.ts";
import type { Pool } from "./pool.ts";
import { QUALITIES, type Qualities } from "./quality.ts";
import { mean, scoredFacts } from "./score.ts";
import { ATTRIBUTES, type Attribute, carried, type Facts, type World } from "./world.ts";

const shares = z.object({
  /** Share of renders read right, by attribute. */
  attributes: z.partialRecord(z.enum(ATTRIBUTES), z.number()),
  /** Share of renders with every attribute read right. */
  combined: z.number(),
});
const ceilingSchema = z.object({
  /** What it rests on: judges, renders and the world. */
  of: z.string(),
  modalities: z.record(z.enum(MEDIA_MODALITIES), shares),
  /** Of every render, in the order of the pool. */
  qualities: z.record(z.enum(MEDIA_MODALITIES), z.array(z.partialRecord(z.enum(QUALITIES), z.number()))),
});

export type Ceiling = z.infer<typeof ceilingSchema>;
type Shares = z.infer<typeof shares>;

interface Parts {
  readonly world: World;
  readonly pool: Pool;
  readonly media: Media;
  readonly judges: Judges;
  /** Where the result is kept for the next run. */
  readonly folder: string;
  /** Names what the result rests on: what was found of something else is not taken for it. */
  readonly of: string;
}

/** Every render of the pool through the judges, or what an earlier run of the same ones found. */
export async function measureCeiling(parts: Parts, onRender: (done: number, all: number) => void): Promise<Ceiling> {
  const path = join(parts.folder, "ceiling.json");
  const known = readKnown(path);
  if (known?.of === parts.of) return known;
  const modalities: Partial<Record<MediaModality, Shares>> = {};
  const qualities: Partial<Record<MediaModality, Qualities[]>> = {};
  for (const [index, modality] of MEDIA_MODALITIES.entries()) {
    const found = await measureModality(parts, modality, (done) => onRender(index * parts.pool.length + done, 3 * parts.pool.length));
    [modalities[modality], qualities[modality]] = [found.shares, found.qualities];
  }
  const ceiling = ceilingSchema.parse({ of: parts.of, modalities, qualities });
  writeFileSync(path, `${JSON.stringify(ceiling, undefined, 1)}\n`);
  return ceiling;
}

/** Undefined where there is none, or it was cut off while it was written. */
function readKnown(path: string): Ceiling | undefined {
  try {
    return ceilingSchema.safeParse(JSON.parse(readFileSync(path, "utf8"))).data;
  } catch {
    return undefined;
  }
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
): Promise<{ shares: Shares; qualities: Qualities[] }> {
  const workFolder = join(folder, "work");
  const read: Facts[] = [];
  const qualities: Qualities[] = [];
  for (const { files } of pool) {
    await mkdir(workFolder, { recursive: true });
    const samples = await media.decode(files[modality], JUDGED[modality], workFolder);
    read.push(await judges.read(samples));
    qualities.push(measure(samples));
    await rm(workFolder, { recursive: true });
    onRender(read.length);
  }
  const wanted = pool.map(({ facts }) => carried(world, facts, modality));
  return { shares: sharesRight(wanted, read), qualities };
}
