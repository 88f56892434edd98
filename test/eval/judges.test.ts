/** Judges: logits become facts, and a graph that is not the described one is refused. */

import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { float32 } from "../../src/core/runtime/tensor.ts";
import { openJudges, readFacts } from "../../src/eval/judges.ts";
import { freshFolder } from "../support/fresh-folder.ts";

const JUDGES = join(import.meta.dirname, "../fixtures/judges");

test("the most likely class of each attribute is read", () => {
  const classes = { size: ["small", "big"], place: ["other", "night", "sea", "city"] };
  const outputs = { size: float32([1, 2], Float32Array.of(-1, 2)), place: float32([1, 4], Float32Array.of(0.1, 0.2, 0.9, -3)) };
  expect(readFacts({ classes }, outputs)).toEqual({ size: "big", place: "sea" });
});

test("logits that do not fit the classes are refused", () => {
  const outputs = { size: float32([1, 3], Float32Array.of(1, 2, 3)) };
  expect(() => readFacts({ classes: { size: ["small", "big"] } }, outputs)).toThrow('Expected 2 float32 logits named "size"');
});

test("a picture is read in every attribute that pictures carry", async () => {
  const path = join(freshFolder(), "a.rgb");
  writeFileSync(path, new Uint8Array(3 * 32 * 32).fill(90));
  await using judges = await openJudges(JUDGES);
  const facts = await judges.read({ type: "image", path, width: 32, height: 32 });
  expect(Object.keys(facts)).toEqual(["thing", "colour", "size", "position", "count", "place", "weather"]);
});

test("a graph that judges.json does not describe is named", async () => {
  const folder = join(freshFolder(), "judges");
  cpSync(JUDGES, folder, { recursive: true });
  writeFileSync(join(folder, "audio.onnx"), "something else");
  await expect(openJudges(folder)).rejects.toThrow(/audio\.onnx: is not the graph that judges\.json describes/);
});
