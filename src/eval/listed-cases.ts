/** Cases written by hand: requests in people's own words, half-known wishes, media and messages from elsewhere, small talk. */

import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import { z } from "zod";
import { PackError } from "../errors.ts";
import type { MediaModality } from "../turn/modality.ts";
import { type Case, mediaOf, SETS } from "./cases.ts";
import { ATTRIBUTES, type Attribute, type Facts, type World, valuesOf } from "./world.ts";

const some = z.string().min(1);

/** Rows "outputs, thing, text", tab-separated beneath a heading line. @throws PackError where a row is of another form, here and below. */
export function handwrittenCases(path: string, world: World): Case[] {
  const row = z.tuple([z.enum(SETS), z.enum(valuesOf(world, "thing")), some]);
  return readRows(path, row).map(([outputs, thing, text], number) => ({
    id: `handwritten/${number}`,
    suite: "handwritten",
    group: outputs,
    sayings: [{ text, media: [] }],
    expected: { type: "shows", outputs: mediaOf(outputs), facts: { thing } },
  }));
}

/** Rows "kind, text". */
export function borderCases(path: string): Case[] {
  return readRows(path, z.tuple([some, some])).map(([kind, text], number) => ({
    id: `border/${number}`,
    suite: "border",
    group: kind,
    sayings: [{ text, media: [] }],
    expected: { type: "declines" },
  }));
}

/**
 * Rows "kind, outputs, unknown, known, reply, wish, answer": the attribute that the unknown word is a value of, the asked media, words that name
 * it ("otter|oter"), the rest of the wish ("colour:red weather:rain"), yes or no, and what is said first and then.
 */
export function halfKnownCases(path: string, world: World): Case[] {
  const row = z.tuple([z.enum(ATTRIBUTES), z.enum(SETS), some, z.string(), z.enum(["yes", "no"]), some, some]);
  return readRows(path, row).map(([attribute, outputs, unknown, known, reply, wish, answer], number) => ({
    id: `half-known/${number}`,
    suite: "half-known",
    group: attribute,
    sayings: [wish, answer].map((text) => ({ text, media: [] })),
    expected: { type: "offers", outputs: mediaOf(outputs), unknown: unknown.split("|"), attribute, known: readFacts(path, known, world), reply },
  }));
}

/** Rows "kind, words, text": words that must be said, "|" between those that serve as well, "," between those that must stand beside each other. */
export function helpfulCases(path: string): Case[] {
  return readRows(path, z.tuple([some, some, some])).map(([kind, words, text], number) => ({
    id: `helpful/${number}`,
    suite: "helpful",
    group: kind,
    sayings: [{ text, media: [] }],
    expected: { type: "says", words: readWords(words) },
  }));
}

/** Rows "kind, words, wish, text": what is said when a wish has been made, which must bring no other medium. Without words: a plain no. */
export function afterwardsCases(path: string): Case[] {
  return readRows(path, z.tuple([some, z.string(), some, some])).map(([kind, words, wish, text], number) => ({
    id: `afterwards/${number}`,
    suite: "afterwards",
    group: kind,
    sayings: [wish, text].map((said) => ({ text: said, media: [] })),
    expected: words === "" ? { type: "declines" } : { type: "says", words: readWords(words) },
  }));
}

const MODALITIES: Readonly<Record<string, MediaModality>> = { ".jpg": "image", ".png": "image", ".ogg": "audio", ".mp4": "video" };

/** Rows "kind, file, text"; the files lie in the folder that is named as the list. */
export function foreignCases(path: string): Case[] {
  const folder = join(dirname(path), basename(path, ".tsv"));
  return readRows(path, z.tuple([some, some, some])).map(([kind, name, text], number) => {
    const [file, modality] = [join(folder, name), MODALITIES[extname(name)]];
    if (modality === undefined || !existsSync(file)) throw new PackError(path, `row ${number + 1} names ${name}, which is no medium of ${folder}.`);
    return {
      id: `foreign/${number}`,
      suite: "foreign",
      group: kind,
      sayings: [{ text, media: [{ modality, file }] }],
      expected: { type: "calls-unknown" },
    };
  });
}

function readWords(words: string): string[][] {
  return words.split(",").map((one) => one.trim().split("|"));
}

function readFacts(path: string, text: string, world: World): Facts {
  const pairs = text === "" ? [] : text.split(" ").map((pair) => pair.split(":"));
  const isKnown = ([name = "", value = ""]: string[]) =>
    ATTRIBUTES.some((attribute) => attribute === name && valuesOf(world, attribute).includes(value));
  const odd = pairs.find((pair) => !isKnown(pair));
  if (odd !== undefined) throw new PackError(path, `expected attributes and values of world.json as in colour:red, got "${odd.join(":")}".`);
  return Object.fromEntries(pairs as [Attribute, string][]);
}

function readRows<Row>(path: string, schema: z.ZodType<Row>): Row[] {
  const [, ...lines] = readText(path).trimEnd().split("\n");
  const rows = z.array(schema).safeParse(lines.map((line) => line.split("\t")));
  if (!rows.success) throw new PackError(path, `expected rows as its heading line says: ${z.prettifyError(rows.error)}`);
  return rows.data;
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    throw new PackError(path, "expected a list of the eval, as the storybook pack has it; the file cannot be read.", cause);
  }
}
