/** House commands as people type them: by place, by name, in quotes, and not at all. */

import { expect, test } from "vitest";
import { readTyped, usageOf } from "../../src/commands/read-typed.ts";
import { GARDEN, SUN } from "../support/garden-commands.ts";

const reader = { person: (word: string) => /^@(\w+)$/.exec(word)?.[1], plain: (words: string) => words };
const read = (typed: string) => {
  const found = readTyped(typed, [GARDEN, SUN], reader);
  return found?.type === "command" ? found.options : found?.type;
};

test.each([
  ["garden plant roses and lilies", { action: "plant", what: "roses and lilies" }],
  ["Garden PLANT roses count:3 where:bed with:@ben", { action: "plant", what: "roses", count: "3", where: "bed", with: "ben" }],
  ['garden plant count=3 what:"roses, count:9" where:"ins Beet"', { action: "plant", count: "3", what: "roses, count:9", where: "bed" }],
  ["garden plant what:old roses: the red ones", { action: "plant", what: "old roses: the red ones" }],
  ["garden plant what:„alte Rosen, count:9“ where:„ins Beet“", { action: "plant", what: "alte Rosen, count:9", where: "bed" }],
  ["garden plant „alte Rosen“", { action: "plant", what: "alte Rosen" }],
  ["garden look", { action: "look" }],
  ["sun", {}],
  ["sun @ana 7", { for: "ana", hours: "7" }],
  ["sun 007", { hours: "7" }],
])("%s", (typed, options) => {
  expect(read(typed)).toEqual(options);
});

test.each([
  "garden",
  "garden water",
  "garden plant",
  "garden plant count:3",
  "garden plant roses count:10",
  "garden plant roses where:sky",
  `garden plant ${"r".repeat(101)}`,
  "garden look here",
  "sun @ana 0",
  "sun somebody",
])("%s is not how it is given", (typed) => {
  expect(read(typed)).toBe("misused");
});

test.each(["", "rain", "gardens plant roses", "draw a garden"])("'%s' is no house command", (typed) => {
  expect(read(typed)).toBeUndefined();
});

test("usage names every way to give it", () => {
  expect(usageOf(GARDEN)).toEqual(["garden plant <what> [count] [where] [with] [picture]", "garden look"]);
  expect(usageOf(SUN)).toEqual(["sun [for] [hours]"]);
});
