/** What `npm run trace` is told, and what it answers to nonsense. */

import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ConfigError, MediaError } from "../../src/errors.ts";
import { parseTraceArguments } from "../../src/trace/options.ts";
import { readPrompt } from "../../src/trace/turns.ts";

const NEEDED = ["--pack", "p", "--turns", "t.json", "--out", "o"];

test("everything that can be said", () => {
  const more = [
    "--from",
    "encoded.image=a=b.npy",
    "--noise",
    "n.npy",
    "--noise",
    "m.npy",
    "--stop-after",
    "logits",
    "--steps",
    "7",
    "--max-tokens",
    "9",
  ];
  expect(parseTraceArguments([...NEEDED, ...more, "--seed", "3"])).toEqual({
    ...{ pack: "p", turns: "t.json", out: "o", seed: 3, steps: 7, maxTokens: 9 },
    ...{ from: [["encoded.image", "a=b.npy"]], noise: ["n.npy", "m.npy"], stopAfter: "logits" },
  });
});

test.each([
  ["--pack", []],
  ["--from", [...NEEDED, "--from", "encoded.image"]],
  ["--steps", [...NEEDED, "--steps", "many"]],
  ["--nonsense", [...NEEDED, "--nonsense"]],
])("a fault of %s is named", (name, args) => {
  expect(() => parseTraceArguments(args)).toThrow(ConfigError);
  expect(() => parseTraceArguments(args)).toThrow(name);
});

const file = join(mkdtempSync(join(tmpdir(), "turns-")), "turns.json");

const undecoded = () => Promise.reject(new MediaError("no file was expected"));

test("media lie beside the conversation, and the next piece follows the last", async () => {
  const samples = { type: "image", path: "a.rgb24", width: 2, height: 1 };
  writeFileSync(file, JSON.stringify([{ role: "user", parts: [{ type: "medium", piece: 4, samples }] }]));
  const prompt = await readPrompt(file, undecoded);
  expect(prompt.nextPiece).toBe(5);
  expect(prompt.turns[0]?.parts[0]).toMatchObject({ samples: { path: join(file, "..", "a.rgb24") } });
});

test.each(["{", '[{"role": "king", "parts": []}]'])("%s is no conversation", async (text) => {
  writeFileSync(file, text);
  await expect(readPrompt(file, undecoded)).rejects.toThrow(MediaError);
});
