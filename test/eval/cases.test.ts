/** The cases keep what the scoring promises, cell by cell. */

import { expect, test } from "vitest";
import { join } from "node:path";
import { mediaOf, SETS } from "../../src/eval/cases.ts";
import { dialogueCases } from "../../src/eval/dialogue-cases.ts";
import { afterwardsCases, borderCases, foreignCases, halfKnownCases, handwrittenCases, helpfulCases } from "../../src/eval/listed-cases.ts";
import { matrixCases } from "../../src/eval/matrix-cases.ts";
import { qualityCases } from "../../src/eval/quality-cases.ts";
import { says, saysOne } from "../../src/eval/read-answer.ts";
import { scoredFacts } from "../../src/eval/score.ts";
import { spread } from "../../src/eval/select.ts";
import { carried, carriedBy, valuesOf } from "../../src/eval/world.ts";
import { MEDIA_MODALITIES } from "../../src/turn/modality.ts";
import { EVAL_DATA, observed, parse, source, world } from "./world.ts";

const cases = matrixCases(source, 30);

test("every cell has its cases, and each sends just the media of its row", () => {
  expect(cases).toHaveLength(64 * 30);
  expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length);
  for (const { group, sayings } of cases) {
    const inputs = SETS.find((set) => set === group.split(":")[0]) ?? "T";
    expect(sayings[0]?.media.map(({ modality }) => modality).toSorted()).toEqual([...mediaOf(inputs)].toSorted());
  }
});

test("at least three attributes are determined in every output, and at least one by each medium that is sent", () => {
  for (const { id, sayings, expected } of cases) {
    if (expected.type !== "shows") expect.unreachable(id);
    for (const output of expected.outputs) expect(Object.keys(scoredFacts(world, output, expected.facts)).length, id).toBeGreaterThanOrEqual(3);
    expect(Object.keys(expected.facts).length, id).toBeGreaterThanOrEqual(3);
    for (const medium of sayings[0]?.media ?? []) {
      const scene = "scene" in medium ? source.pool[medium.scene] : undefined;
      const given = Object.entries(carried(world, scene?.facts ?? {}, medium.modality));
      expect(
        given.some(([name, value]) => Object.entries(expected.facts).some(([other, wanted]) => other === name && wanted === value)),
        id,
      ).toBe(true);
    }
  }
});

test("things are asked for evenly, and no text keeps an unfilled slot", () => {
  const counts = valuesOf(world, "thing").map(
    (thing) => cases.filter(({ expected }) => expected.type === "shows" && expected.facts.thing === thing).length,
  );
  expect(Math.min(...counts)).toBeGreaterThan(0.6 * (cases.length / 24));
  expect(Math.max(...counts)).toBeLessThan(1.5 * (cases.length / 24));
  const texts = [...cases, ...dialogueCases(source, 20)].flatMap(({ sayings }) => sayings.map(({ text }) => text));
  expect(texts.filter((text) => /[{}]|undefined| {2}/.test(text))).toEqual([]);
});

test("the same seed gives the same cases, another seed others", () => {
  expect(matrixCases(source, 1)).toEqual(cases.slice(0, 64));
  expect(matrixCases({ ...source, seed: 2 }, 1)[0]?.sayings).not.toEqual(cases[0]?.sayings);
});

test("a sample is spread evenly over the cells", () => {
  const perCell = Map.groupBy(spread(cases, 100, 1), ({ group }) => group);
  expect(perCell.size).toBe(64);
  expect(new Set([...perCell.values()].map((own) => own.length))).toEqual(new Set([1, 2]));
});

test("edits keep what was not asked to change", () => {
  for (const { group, sayings, expected } of dialogueCases(source, 10)) {
    expect(sayings.length, group).toBeGreaterThanOrEqual(2);
    expect(expected.type === "shows" && expected.outputs.length === 1 && Object.keys(expected.facts).length >= 2, group).toBe(true);
  }
});

test.each([
  ["afterwards.tsv", 62],
  ["unread/7/afterwards.tsv", 107],
])("what is said to a piece in %s brings nothing, and an unknown word is no word of the world's and stands in what was said", (list, n) => {
  const cases = afterwardsCases(join(EVAL_DATA, list));
  expect(new Set(cases.map(({ sayings }) => sayings[1]?.text)).size).toBe(n);
  expect(new Set(cases.map(({ group }) => group))).toEqual(new Set(["change", "talk", "topic"]));
  for (const { group, sayings, expected } of cases) {
    expect(expected.type).toBe(group === "topic" ? "declines" : "says");
    if (group !== "change" || expected.type !== "says") continue;
    expect(says(expected.words, observed(sayings[1]?.text ?? "")), sayings[1]?.text).toBe(true);
    expect(parse(expected.words.flat().join(", ")), sayings[1]?.text).toEqual({});
  }
});

test("the hand-written lists are whole", () => {
  expect(handwrittenCases(join(EVAL_DATA, "handwritten.tsv"), world)).toHaveLength(200);
  const border = borderCases(join(EVAL_DATA, "border.tsv"));
  const halfKnown = halfKnownCases(join(EVAL_DATA, "half-known.tsv"), world);
  const helpful = helpfulCases(join(EVAL_DATA, "helpful.tsv"));
  expect([border.length, halfKnown.length, helpful.length]).toEqual([300, 66, 40]);
  for (const list of [border, halfKnown, helpful]) expect(new Set(list.map(({ sayings }) => sayings[0]?.text)).size).toBe(list.length);
});

test("of half-known wishes nothing but the thing that is unknown may be said", () => {
  const unread = halfKnownCases(join(EVAL_DATA, "unread", "4", "half-known.tsv"), world);
  const bare = unread.filter(({ expected }) => expected.type === "offers" && Object.keys(expected.known).length === 0);
  expect([unread.length, bare.length]).toEqual([120, 12]);
  expect(new Set(bare.map(({ group }) => group))).toEqual(new Set(["thing"]));
});

test("the unread list of unknown looks asks for those alone", () => {
  const looks = halfKnownCases(join(EVAL_DATA, "unread", "5", "half-known.tsv"), world);
  expect(looks.map(({ group }) => group)).toEqual(Array<string>(100).fill("colour"));
});

test("half-known wishes hold what the list says of them, and the unknown word beside it", () => {
  for (const { sayings, expected } of halfKnownCases(join(EVAL_DATA, "half-known.tsv"), world)) {
    if (expected.type !== "offers") expect.unreachable();
    const wish = sayings[0]?.text ?? "";
    const said = Object.entries(expected.known).map(([name, value]) => [name, [value]]);
    expect(parse(wish), wish).toEqual(Object.fromEntries(said));
    expect(saysOne(expected.unknown, wish), wish).toBe(true);
    const carriedNames = carriedBy(world, expected.outputs);
    expect(
      Object.keys(expected.known).filter((name) => !carriedNames.some((other) => other === name)),
      wish,
    ).toEqual([]);
  }
});

test("the media from elsewhere are a hundred of every kind, each file sent once", () => {
  const sent = foreignCases(join(EVAL_DATA, "foreign.tsv")).map(({ sayings }) => sayings[0]?.media[0]);
  expect(sent).toHaveLength(100);
  expect(new Set(sent.map((medium) => medium && "file" in medium && medium.file)).size).toBe(100);
  expect(new Set(sent.map((medium) => medium?.modality)).size).toBe(3);
});

test("scenes whose renders are compared are described wholly", () => {
  for (const { group, expected } of qualityCases(source)) {
    if (expected.type !== "shows") expect.unreachable();
    const scene = source.pool[expected.scene ?? -1]?.facts ?? {};
    expect(expected.facts).toEqual(carried(world, scene, MEDIA_MODALITIES.find((modality) => modality === group) ?? "image"));
  }
});
