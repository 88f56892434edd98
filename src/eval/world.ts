/** The storybook world as the eval sees it: world.json's values, what each modality carries, and how one fact is compared with another. */

import { join } from "node:path";
import { z } from "zod";
import { MEDIA_MODALITIES, type MediaModality } from "../turn/modality.ts";
import { readData } from "./read-data.ts";

export const ATTRIBUTES = ["thing", "colour", "size", "position", "count", "place", "weather", "motion"] as const;
export type Attribute = (typeof ATTRIBUTES)[number];

/** What is known of a scene; from a sound alone a meadow and a sunset are both the place "other". */
export type Facts = Readonly<Partial<Record<Attribute, string>>>;

const entry = z.object({
  value: z.string(),
  said: z.array(z.string()).min(1),
  words: z.array(z.string()).min(1),
  /** Singular and plural of each name; of things only. */
  nouns: z.array(z.tuple([z.string(), z.string()])).default([]),
});

const attributes = z.record(z.enum(ATTRIBUTES), z.array(entry).min(2));

const worldSchema = z.object({
  attributes,
  heard_place: entry.extend({ of: z.array(z.string()) }),
  carried: z.record(z.enum(MEDIA_MODALITIES), z.array(z.enum(ATTRIBUTES))),
});

export type Entry = z.infer<typeof entry>;
export type World = z.infer<typeof worldSchema>;

/** Reads world.json beside the pack's manifest. @throws PackError */
export function readWorld(packFolder: string): World {
  return readData(join(packFolder, "world.json"), worldSchema);
}

export function valuesOf(world: World, attribute: Attribute): readonly string[] {
  return world.attributes[attribute].map(({ value }) => value);
}

/** The entry of a value, the place "other" of sounds included; undefined where there is no such value. */
export function entryOf(world: World, attribute: Attribute, value: string): Entry | undefined {
  if (attribute === "place" && value === world.heard_place.value) return world.heard_place;
  return world.attributes[attribute].find((one) => one.value === value);
}

/** The value as a sound tells it: places without a sound of their own become "other". */
export function heard(world: World, attribute: Attribute, value: string): string {
  return attribute === "place" && world.heard_place.of.includes(value) ? world.heard_place.value : value;
}

/** What a medium of a scene fixes. */
export function carried(world: World, scene: Facts, modality: MediaModality): Facts {
  const names = world.carried[modality].filter((name) => scene[name] !== undefined);
  return Object.fromEntries(
    names.map((name) => {
      const value = scene[name] ?? "";
      return [name, modality === "audio" ? heard(world, name, value) : value];
    }),
  );
}

/** The attributes that at least one of the media can carry; words alone carry all. */
export function carriedBy(world: World, outputs: readonly MediaModality[]): readonly Attribute[] {
  return ATTRIBUTES.filter((name) => outputs.length === 0 || outputs.some((modality) => world.carried[modality].includes(name)));
}

/** Whether what was found fits what was wanted; a place wanted as "other" is met by every place that sounds like it, and any place by its sound. */
export function agrees(world: World, attribute: Attribute, wanted: string, found: string): boolean {
  if (wanted === found) return true;
  const other = world.heard_place.value;
  return attribute === "place" && (wanted === other || found === other) && heard(world, attribute, wanted) === heard(world, attribute, found);
}
