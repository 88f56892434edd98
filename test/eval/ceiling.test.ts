/** What real renders are found to be is kept, and found again for as long as the judges, the renders and the world are the same. */

import { readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { measureCeiling } from "../../src/eval/ceiling.ts";
import { openJudges } from "../../src/eval/judges.ts";
import { findFfmpeg } from "../../src/media/ffmpeg.ts";
import { startMedia } from "../../src/media/supervisor.ts";
import { freshFolder } from "../support/fresh-folder.ts";
import { source, world } from "./world.ts";

/** Measures one scene and says how many renders were read; `of` names what the result rests on. */
async function start(): Promise<{ readonly path: string; readonly measure: (of: string) => Promise<number> }> {
  const folder = freshFolder();
  const media = await startMedia({ ffmpeg: await findFfmpeg({ copyFolder: join(folder, "bin") }) });
  onTestFinished(() => media.stop());
  const judges = await openJudges(join(import.meta.dirname, "../fixtures/judges"));
  onTestFinished(() => judges[Symbol.asyncDispose]());
  const measure = async (of: string) => {
    let read = 0;
    await measureCeiling({ world, pool: source.pool.slice(0, 1), media, judges, folder, of }, () => (read += 1));
    return read;
  };
  return { path: join(folder, "ceiling.json"), measure };
}

test("is measured once, and anew where it rests on something else", async () => {
  const { path, measure } = await start();
  expect(await measure("one")).toBe(3);
  const kept = readFileSync(path, "utf8");
  expect(await measure("one")).toBe(0);
  expect(readFileSync(path, "utf8")).toBe(kept);
  expect(await measure("two")).toBe(3);
});

test("a file that was cut off is measured again", async () => {
  const { path, measure } = await start();
  await measure("one");
  truncateSync(path, 100);
  expect(await measure("one")).toBe(3);
  expect(await measure("one")).toBe(0);
  writeFileSync(path, "");
  expect(await measure("one")).toBe(3);
});
