/** Answers in words: plain noes, media called unknown or named wrongly, answers in kind, and offers in place of what is not known. */

import { expect, test } from "vitest";
import type { HalfKnown } from "../../src/eval/cases.ts";
import { callsUnknown, declines, offerOf, says, saysWhatItCan } from "../../src/eval/read-answer.ts";
import { offerScorer } from "../../src/eval/score-offer.ts";
import { scorer } from "../../src/eval/score.ts";
import { observed, parse, world } from "./world.ts";

test("a plain no makes nothing and says so", () => {
  expect(declines(observed("I don't know lions, only 24 things of my own."))).toBe(true);
  expect(declines(observed("Here is a boat."))).toBe(false);
  expect(declines(observed("I do not know lions.", ["image", { thing: "boat" }]))).toBe(false);
  expect(saysWhatItCan("I do not know that. I can draw, sound and animate things like a boat.")).toBe(true);
  expect(saysWhatItCan("I do not know that.")).toBe(false);
});

test.each([
  ["I do not know this sound, it is not from my small storybook world. I can draw, sound and animate things like a boat or a cat.", true],
  ["Sorry, this image shows nothing that I know. I only know my small storybook world, with things like a train or a tree.", true],
  ["I hear three dogs in the rain.", false],
  ["I do not know this, but I can hear a dog.", false],
  ["That sounds like a bell, but I am not sure.", false],
  ["Lovely!", false],
])("of a medium from elsewhere: %s", (text, isRight) => {
  expect(callsUnknown(parse, observed(text))).toBe(isRight);
});

test("an answer in kind says one word of every list", () => {
  const words = [
    ["picture", "draw"],
    ["sound", "hear"],
  ];
  expect(says(words, observed("I draw and make sounds."))).toBe(true);
  expect(says(words, observed("I draw."))).toBe(false);
  expect(says(words, observed("I withdraw unsound claims."))).toBe(false);
  expect(says(words, observed("I draw and make sounds.", ["image", {}]))).toBe(false);
});

const asked: HalfKnown = {
  ...{ type: "offers", outputs: ["image"], unknown: ["dragon"], attribute: "thing", reply: "yes" },
  known: { colour: "red", weather: "rain" },
};

test.each([
  ['I do not know "dragon". I could make a red cat in the rain instead, shall I?', { thing: "cat", colour: "red", weather: "rain" }],
  [
    'Sorry, "red dragon" is not in my small storybook world. Would you like a red cat in the rain instead?',
    { thing: "cat", colour: "red", weather: "rain" },
  ],
  [
    "I do not know this: dragon. I could make a picture and the sound of a red cat in the rain instead, shall I?",
    { thing: "cat", colour: "red", weather: "rain" },
  ],
  ['I do not know "dragon". I could make a cat in the rain instead, shall I?', undefined],
  ['I do not know "dragon". I could make a red cat at sea in the rain instead, shall I?', undefined],
  ["I do not know that. I can draw, sound and animate things like a boat, a cat or a rocket.", undefined],
  ["Here is a red cat in the rain.", undefined],
])("offered by: %s", (text, facts) => {
  expect(offerOf(world, parse, asked, text)).toEqual(facts);
});

test("an offer may hold a value where the unknown one stood, and a sound's offer no colour", () => {
  const birds: HalfKnown = { ...asked, attribute: "count", unknown: ["five"], known: { thing: "bird" } };
  expect(offerOf(world, parse, birds, 'I do not know "five". I could make three birds instead, shall I?')).toEqual({ thing: "bird", count: "3" });
  const sound: HalfKnown = { ...asked, outputs: ["audio"] };
  expect(offerOf(world, parse, sound, "Would you like a cat in the rain instead?")).toEqual({ thing: "cat", weather: "rain" });
});

const score = offerScorer(world, parse, scorer(world, parse));
const offer = { text: 'I do not know "dragon". I could make a red cat in the rain instead, shall I?', made: [] };
const cat = ["image", { thing: "cat", colour: "red", weather: "snow" }] as const;

test("what was offered is made after a yes, and no more", () => {
  const given = { ...observed("Here is a red cat in the rain.", cat), earlier: [offer] };
  expect(score(asked, given)).toMatchObject({ namesUnknown: true, offersKnown: true, waits: true, keepsToReply: true, right: true });
  expect(score(asked, given).made).toBeCloseTo((1 + 2 / 3) / 2);
  expect(score(asked, { ...given, media: [] }).right).toBe(false);
  expect(score(asked, { ...observed("Here they are.", cat, ["audio", { thing: "cat" }]), earlier: [offer] }).right).toBe(false);
  expect(score(asked, { ...given, earlier: [{ ...offer, made: ["image"] }] })).toMatchObject({ waits: false, right: false });
});

test("after a no nothing is made", () => {
  const refused = { ...asked, reply: "no" } as const;
  expect(score(refused, { ...observed("All right."), earlier: [offer] }).right).toBe(true);
  expect(score(refused, { ...observed("Here is a red cat in the rain.", cat), earlier: [offer] }).right).toBe(false);
  const unnamed = { text: "I could make a red cat in the rain, shall I?", made: [] };
  expect(score(refused, { ...observed("All right."), earlier: [unnamed] })).toMatchObject({ namesUnknown: false, right: false });
});
