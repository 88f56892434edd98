/** What is kept of a run does not count for another world, other lists or other media. */

import { appendFileSync, copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { digestOfLists, digestOfRenders } from "../../src/eval/digest.ts";
import { freshFolder } from "../support/fresh-folder.ts";
import { EVAL_DATA, STORYBOOK } from "./world.ts";

function makeData(): { readonly pack: string; readonly data: string } {
  const [pack, data] = [freshFolder(), freshFolder()];
  for (const folder of ["media", "foreign"]) mkdirSync(join(data, folder));
  copyFileSync(join(STORYBOOK, "world.json"), join(pack, "world.json"));
  copyFileSync(join(EVAL_DATA, "border.tsv"), join(data, "border.tsv"));
  copyFileSync(join(EVAL_DATA, "media/000.png"), join(data, "media/000.png"));
  writeFileSync(join(data, "media/scenes.json"), "[]");
  writeFileSync(join(data, "report.json"), "{}");
  return { pack, data };
}

test.each([
  ["the world", "pack/world.json", false, true],
  ["a list", "data/border.tsv", true, false],
  ["what scenes show", "data/media/scenes.json", false, true],
  ["a render", "data/media/000.png", false, true],
  ["a medium from elsewhere", "data/foreign/photo.jpg", true, false],
  ["an old report", "data/report.json", false, false],
])("%s", (_, changed, changesLists, changesRenders) => {
  const { pack, data } = makeData();
  const before = [digestOfLists(data), digestOfRenders(pack, data)];
  expect([digestOfLists(data), digestOfRenders(pack, data)]).toEqual(before);
  appendFileSync(changed.replace(/^pack/, pack).replace(/^data/, data), "\n");
  expect([digestOfLists(data), digestOfRenders(pack, data)].map((digest, at) => digest !== before[at])).toEqual([changesLists, changesRenders]);
});
