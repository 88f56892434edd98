/** Figures from hand-made observations: means, chance, ceiling and intervals. */

import { expect, test } from "vitest";
import type { Case } from "../../src/eval/cases.ts";
import { ceilingOf, sharesRight } from "../../src/eval/ceiling.ts";
import { makeReport, type Seen } from "../../src/eval/report.ts";
import { scorer } from "../../src/eval/score.ts";
import { bootstrapInterval } from "../../src/eval/statistics.ts";
import { observed, parse, world } from "./world.ts";

const perfect = { attributes: { thing: 1, colour: 1, size: 1, position: 1, count: 1, place: 0.5, weather: 1, motion: 1 }, combined: 0.5 };
const ceiling = { judges: "j", renders: 2, modalities: { image: perfect, audio: perfect, video: perfect } };
const measures = { pack: { name: "p", sha256: "s" }, world, ceiling, score: scorer(world, parse) };

function seen(number: number, thing: string, said: string): Seen {
  const asked: Case = {
    id: `${number}`,
    suite: "matrix",
    group: "T:T",
    sayings: [],
    expected: { type: "shows", outputs: [], facts: { thing, colour: "red", size: "big" } },
  };
  return { asked, observed: observed(said) };
}

test("a right answer and a half right one, and what they would be worth by chance", () => {
  const { matrix, counts } = makeReport(measures, [seen(1, "boat", "a big red boat"), seen(2, "cat", "a big red dog")]);
  expect(matrix.accuracy[0]?.[0]).toBeCloseTo((1 + 2 / 3) / 2);
  expect(matrix.accuracy[0]?.[1]).toBeNull();
  expect(matrix).toMatchObject({ allRight: 0.5, ceiling: 1 });
  expect(matrix.chance).toBeCloseTo(2 / 3);
  expect(matrix.min).toBeCloseTo(matrix.mean);
  expect(counts).toMatchObject({ matrix: 2, faults: 0 });
});

test("the ceiling of a case is what the judges read right of its attributes", () => {
  expect(ceilingOf(world, ceiling, { type: "shows", outputs: ["image"], facts: { thing: "boat", place: "sea" } })).toBeCloseTo((1 + 0.75) / 2);
});

test("shares of renders read right", () => {
  const wanted = [
    { thing: "boat", size: "big" },
    { thing: "cat", size: "big" },
  ];
  expect(
    sharesRight(wanted, [
      { thing: "boat", size: "small" },
      { thing: "cat", size: "big" },
    ]),
  ).toEqual({ attributes: { thing: 1, size: 0.5 }, combined: 0.5 });
});

test("the interval holds the mean, narrows with more values, and is the same each time", () => {
  const few = bootstrapInterval([0, 1, 1, 0, 1]);
  const many = bootstrapInterval(Array.from({ length: 500 }, (_, index) => (index % 5 < 3 ? 1 : 0)));
  expect(few).toEqual(bootstrapInterval([0, 1, 1, 0, 1]));
  expect(many[0]).toBeLessThan(0.6);
  expect(many[1]).toBeGreaterThan(0.6);
  expect(many[1] - many[0]).toBeLessThan(few[1] - few[0]);
  expect(bootstrapInterval([1, 1, 1])).toEqual([1, 1]);
});
