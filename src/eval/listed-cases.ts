/** Cases written by hand: requests in people's own words, and messages that have nothing to do with the world. */

import { readFileSync } from "node:fs";
import { z } from "zod";
import { type Case, mediaOf, SETS } from "./cases.ts";
import { type World, valuesOf } from "./world.ts";

/** Rows "outputs, thing, text", tab-separated beneath a heading line. Throws where a row is of another form. */
export function handwrittenCases(path: string, world: World): Case[] {
  const row = z.tuple([z.enum(SETS), z.enum(valuesOf(world, "thing")), z.string().min(1)]);
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
  return readRows(path, z.tuple([z.string().min(1), z.string().min(1)])).map(([kind, text], number) => ({
    id: `border/${number}`,
    suite: "border",
    group: kind,
    sayings: [{ text, media: [] }],
    expected: { type: "declines" },
  }));
}

function readRows<Row>(path: string, schema: z.ZodType<Row>): Row[] {
  const [, ...lines] = readFileSync(path, "utf8").trimEnd().split("\n");
  return z.array(schema).parse(lines.map((line) => line.split("\t")));
}
