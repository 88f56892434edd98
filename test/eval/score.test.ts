/** Scoring on hand-made answers: what is determined counts, what is not does not, and a wrong set of media is worth nothing. */

import { expect, test } from "vitest";
import { scorer } from "../../src/eval/score.ts";
import { observed, parse, world } from "./world.ts";

const score = scorer(world, parse);
const boat = { thing: "boat", colour: "red", place: "meadow" } as const;

test("words alone must name every determined attribute", () => {
  const expected = { type: "shows", outputs: [], facts: boat } as const;
  expect(score(expected, observed("a red boat in a meadow"))).toMatchObject({ accuracy: 1, allRight: true });
  expect(score(expected, observed("a red boat")).accuracy).toBeCloseTo(2 / 3);
  expect(score(expected, observed("")).accuracy).toBe(0);
});

test("words beside a medium must name the thing, and nothing that is false", () => {
  const expected = { type: "shows", outputs: ["image"], facts: boat } as const;
  const image = ["image", { thing: "boat", colour: "red", place: "meadow" }] as const;
  expect(score(expected, observed("Here is a boat.", image)).accuracy).toBe(1);
  expect(score(expected, observed("Here is a green boat.", image)).accuracy).toBe(0.75);
  expect(score(expected, observed("Here it is.", image)).accuracy).toBe(0.5);
  expect(score(expected, observed("A boat, three of them, at night or not.", image)).allRight).toBe(false);
});

test("a value named beside another that is false is not right", () => {
  const expected = { type: "shows", outputs: [], facts: { thing: "boat", colour: "red" } } as const;
  expect(score(expected, observed("a red and green boat")).accuracy).toBe(0.5);
});

test("what an output cannot carry is not scored, and a sound tells places in four classes", () => {
  const expected = { type: "shows", outputs: ["audio"], facts: { ...boat, count: "2" } } as const;
  const sound = (facts: Record<string, string>) => observed("two boats", ["audio", facts]);
  expect(score(expected, sound({ thing: "boat", count: "2", place: "other" })).accuracy).toBe(1);
  expect(score(expected, sound({ thing: "boat", count: "2", place: "sea" })).accuracy).toBeCloseTo((1 + 2 / 3) / 2);
});

test("a place that only a sound determined is met by every place that sounds so", () => {
  const expected = { type: "shows", outputs: ["image"], facts: { thing: "boat", place: "other" } } as const;
  expect(score(expected, observed("a boat at sunset", ["image", { thing: "boat", place: "sunset" }])).allRight).toBe(true);
  expect(score(expected, observed("a boat at sea", ["image", { thing: "boat", place: "sea" }])).accuracy).toBe(0.5);
});

test("a missing, an extra or a doubled medium scores nothing", () => {
  const expected = { type: "shows", outputs: ["image"], facts: boat } as const;
  const image = ["image", { ...boat }] as const;
  expect(score(expected, observed("a red boat")).accuracy).toBe(0);
  expect(score(expected, observed("a red boat", image, image)).accuracy).toBe(0);
  expect(score(expected, observed("a red boat", image, ["audio", { thing: "boat" }]))).toMatchObject({
    accuracy: 0,
    allRight: false,
    exactModalities: false,
  });
});
