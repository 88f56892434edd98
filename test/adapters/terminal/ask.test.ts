/** `npm run ask` and `npm run demo` as programs, over the tiny pack. */

import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { freshFolder } from "../../support/fresh-folder.ts";
import { runProgram } from "../../support/running-program.ts";
import { TINY_PACK } from "../../support/scripted-pack.ts";
import { makeTalkativePack, SCRIPTED_ASK, SCRIPTED_SEED } from "../../support/talkative-pack.ts";

const settings = (pack: string): NodeJS.ProcessEnv => ({ PACK: pack, DEVICE: "cpu", THREADS: "1", LOG_LEVEL: "silent" });

async function run(path: string, args: readonly string[], pack: string): Promise<{ lines: readonly string[]; code: number | NodeJS.Signals | null }> {
  const program = runProgram(path, args, settings(pack));
  const lines: string[] = [];
  for await (const line of program.lines) lines.push(line);
  return { lines, code: await program.ended };
}

const ask = (args: readonly string[], pack: string) => run("adapters/terminal/ask.ts", args, pack);

test("one line of JSON names the words, the files that were written, the seed and the times", async () => {
  const [pack, out] = [await makeTalkativePack(["image", "audio"]), join(freshFolder(), "made")];
  const { lines, code } = await ask([SCRIPTED_ASK, "--seed", String(SCRIPTED_SEED), "--out", out, "--json"], pack);
  expect(code).toBe(0);
  expect(lines).toHaveLength(1);
  const answer = JSON.parse(lines[0] ?? "");
  expect(answer).toMatchObject({ seed: SCRIPTED_SEED, timings: { firstTextMs: expect.any(Number), totalMs: expect.any(Number) } });
  expect(answer.text).not.toBe("");
  expect(answer.media.map(({ modality }: { modality: string }) => modality).toSorted()).toEqual(["audio", "image"]);
  for (const { file } of answer.media) expect(existsSync(file)).toBe(true);
});

test("without --json the words stream and each file has a line", async () => {
  const [pack, out] = [await makeTalkativePack(["image"]), join(freshFolder(), "made")];
  const { lines, code } = await ask([SCRIPTED_ASK, "--seed", String(SCRIPTED_SEED), "--out", out], pack);
  expect(code).toBe(0);
  expect(lines.filter((line) => line.startsWith("#1 "))).toEqual([expect.stringMatching(/^#1 \S+\.png/)]);
});

test.each([
  [["a boat", "--image", "nowhere.png", "--out", "made"], TINY_PACK, 2],
  [["a boat"], TINY_PACK, 2],
  [["a boat", "--out", "made"], "no-pack-here", 1],
])("%j over %s ends with its exit code", async (args, pack, code) => {
  expect((await ask(args, pack)).code).toBe(code);
});

test("a pack that is not for commercial use is announced beside the answer, never within it", async () => {
  const pack = join(import.meta.dirname, "../../fixtures/next-gpt/pack");
  const given = ["adapters/terminal/ask.ts", "hello", "--image", "nowhere.png", "--out", freshFolder(), "--json"];
  const asked = promisify(execFile)(process.execPath, given, { env: { PATH: process.env.PATH, ...settings(pack) } });
  await expect(asked).rejects.toMatchObject({ code: 2, stdout: "", stderr: expect.stringContaining("may not be used commercially") });
});

test("the demo writes its conversation as a page", async () => {
  const out = freshFolder();
  const { code } = await run("adapters/terminal/demo.ts", ["--out", out], TINY_PACK);
  expect(code).toBe(0);
  const page = readFileSync(join(out, "index.html"), "utf8");
  expect(page.match(/class="said"/g)).toHaveLength(8);
  expect(page).toContain("Draw a red boat at sea in the rain.");
});
