/** Figures from hand-made observations: means, chance, ceiling and intervals. */

import { expect, test } from "vitest";
import type { Case } from "../../src/eval/cases.ts";
import { ceilingOf, sharesRight } from "../../src/eval/ceiling.ts";
import { makeReport, type Seen } from "../../src/eval/report.ts";
import type { Qualities } from "../../src/eval/quality.ts";
import { scorer } from "../../src/eval/score.ts";
import { bootstrapInterval } from "../../src/eval/statistics.ts";
import { observed, parse, world } from "./world.ts";

const perfect = { attributes: { thing: 1, colour: 1, size: 1, position: 1, count: 1, place: 0.5, weather: 1, motion: 1 }, combined: 0.5 };
const clean = { image: [{ sharpness: 100 }, { sharpness: 200 }], audio: [{ click: 2 }, { click: 4 }], video: [{ flicker: 0 }, { flicker: 0 }] };
const ceiling = { of: "judges and renders", modalities: { image: perfect, audio: perfect, video: perfect }, qualities: clean };
const heldOut = { image: { thing: 0.96 }, audio: {}, video: {} };
const measures = { pack: { name: "p", sha256: "s" }, world, ceiling, score: scorer(world, parse), parse, heldOut };

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

test("what the judge itself misreads stands beside each attribute, and words are read without error", () => {
  const asked: Case = { ...seen(1, "boat", "").asked, expected: { type: "shows", outputs: ["image"], facts: { thing: "boat" } } };
  const { attributes } = makeReport(measures, [{ asked, observed: observed("A boat.", ["image", { thing: "cat" }]) }]);
  expect(attributes.image?.thing).toMatchObject({ n: 1, accuracy: 0, judgeError: expect.closeTo(0.04) });
  expect(attributes.text?.thing).toMatchObject({ accuracy: 1, judgeError: null });
});

test("what was made is compared with real renders of the same scenes", () => {
  const made = (group: "image" | "audio" | "video", scene: number, qualities: Qualities): Seen => {
    const answer = observed("", [group, {}]);
    const asked: Case = {
      ...seen(scene, "boat", "").asked,
      suite: "quality",
      group,
      expected: { type: "shows", outputs: [group], facts: {}, scene },
    };
    return { asked, observed: { ...answer, media: answer.media.map((medium) => ({ ...medium, qualities: { ...qualities } })) } };
  };
  const sounds = [made("audio", 0, { click: 3 }), made("audio", 1, { click: 9 })];
  const { quality } = makeReport(measures, [made("image", 1, { sharpness: 180 }), made("video", 0, { flicker: 0.6 }), ...sounds]);
  expect(quality.sharpness).toEqual({ n: 1, made: 180, real: 200, ratio: 0.9 });
  expect(quality.flicker).toMatchObject({ real: 0, ratio: 1.2 });
  expect(quality.clicks).toMatchObject({ n: 2, made: 6, real: 3, ratio: 2, limit: expect.closeTo(3.98), above: 0.5 });
  expect(quality.buzz).toBeNull();
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

test("what is said to a piece is answered in kind and brings no other medium", () => {
  const asked: Case = { ...seen(1, "boat", "").asked, suite: "afterwards", group: "change", expected: { type: "says", words: [["tartan"]] } };
  const other: Case = { ...asked, group: "topic", expected: { type: "declines" } };
  const { afterwards } = makeReport(measures, [
    { asked, observed: observed("I do not know this: tartan.") },
    { asked, observed: observed("Here is the boat in tartan.", ["image", {}]) },
    { asked: other, observed: observed("This is nothing that I know.") },
    { asked: other, observed: observed("With pleasure!") },
  ]);
  expect(afterwards).toMatchObject({ n: 4, accuracy: 0.5, nothingMade: 0.75, kinds: { change: 0.5, topic: 0.5 } });
});
