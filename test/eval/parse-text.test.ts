/** The parser is the inverse of the assistant's captions, and reads people's words as far as world.json knows them. */

import { expect, test } from "vitest";
import { Draw } from "../../src/eval/draw.ts";
import { ATTRIBUTES, type Facts, valuesOf } from "../../src/eval/world.ts";
import { parse, world } from "./world.ts";

/** As models/storybook/training/captions.py words it. */
function caption(facts: Facts): string {
  const said = (name: (typeof ATTRIBUTES)[number]) => world.attributes[name].find(({ value }) => value === facts[name]);
  const noun = said("thing")?.nouns[0]?.[facts.count === "1" ? 0 : 1];
  const head = [said("count"), said("size"), said("colour")].map((entry) => entry?.said[0]);
  const tail = [said("position"), said("place"), said("weather")].map((entry) => entry?.said[0]);
  return `${[...head, noun, ...tail].join(" ")}, ${said("motion")?.said[0]}`;
}

test("what a caption names is read back exactly", () => {
  const draw = new Draw(1, "captions");
  for (let index = 0; index < 500; index++) {
    const facts: Facts = Object.fromEntries(ATTRIBUTES.map((name) => [name, draw.pick(valuesOf(world, name))]));
    expect(parse(`Here is the picture: ${caption(facts)}.`)).toEqual(Object.fromEntries(ATTRIBUTES.map((name) => [name, [facts[name]]])));
  }
});

test.each([
  ["Two snow-white kittens under the moon!", { count: ["2"], colour: ["white"], thing: ["cat"], place: ["night"] }],
  ["a jet black jet", { colour: ["black"], thing: ["plane"] }],
  ["#2 shows this one: a boat, moving to the left", { thing: ["boat"], motion: ["left"] }],
  ["three bees somewhere quiet", { count: ["3"], thing: ["bee"], place: ["other"] }],
  ["a red boat and a green boat", { colour: ["red", "green"], thing: ["boat"] }],
  ["A carpet, a catalogue, and no thing of this world.", {}],
])("%s", (text, named) => {
  expect(parse(text)).toEqual(named);
});
