/** What `npm run eval` takes, and how it refuses the rest. */

import { expect, test } from "vitest";
import { parseEvalOptions } from "../../src/eval/options.ts";

test("everything beside --out has a default", () => {
  expect(parseEvalOptions(["--out", "report"], "pack")).toEqual({
    out: "report",
    seed: 1,
    suites: ["matrix", "multi-turn", "border", "handwritten", "half-known", "foreign", "helpful", "afterwards", "quality"],
    judges: "pack/judges",
    data: "pack/eval",
  });
});

test("a cell means the matrix alone", () => {
  expect(parseEvalOptions(["--out", "report", "--cell", "TA:TI", "--sample", "3"], "pack")).toMatchObject({
    suites: ["matrix"],
    cell: "TA:TI",
    sample: 3,
  });
});

test("every fault is named at once", () => {
  const parse = () => parseEvalOptions(["--sample", "many", "--cell", "TA:X", "--suite", "matrix,all"], "pack");
  expect(parse).toThrow(/4 fault[\s\S]*--out[\s\S]*--sample[\s\S]*--cell[\s\S]*--suite/);
});

test("an unknown option is a fault like any other", () => {
  expect(() => parseEvalOptions(["--loud"], "pack")).toThrow(/configuration has 1 fault[\s\S]*--loud/);
});
