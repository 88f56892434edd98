/** Numbers in plain words, and captions that answers give. */

import { describe, expect, test } from "vitest";
import { learnCaptions } from "../../src/conversation/captions.ts";
import { namedPieces } from "../../src/conversation/references.ts";
import type { FileId, Part } from "../../src/turn/part.ts";
import { madeImage, text } from "../support/spoken.ts";

test.each([
  ["make #3 blue", [3]],
  ["#1 and #2, like (#12).", [1, 2, 12]],
  ["C#3, issue/#4, &#5; #6th and ##7", []],
  ["#1234567 #99", [99]],
])("%s names %j", (words, pieces) => {
  expect(namedPieces(words)).toEqual(pieces);
});

describe("a caption is learnt", () => {
  const image = madeImage("a" as FileId, 1, "");
  const learn = (asked: readonly Part[], answered: readonly Part[]) =>
    learnCaptions({ parts: asked }, { parts: answered }).map(({ caption }) => caption);

  test.each([["what is this?"], ["describe it"], ["What do you see in this picture?"], [""], ["what do you hear?"]])(
    "from the answer to '%s'",
    (words) => {
      expect(learn([text(words), image], [text("A red boat at sea. It is raining.")])).toEqual(["A red boat at sea"]);
    },
  );

  test("not where the answer makes something, asks back, or was asked for something else", () => {
    expect(learn([text("what is this?"), image], [text("Here it is:"), madeImage("b" as FileId, 2, "a boat")])).toEqual([]);
    expect(learn([text("what is this?"), image], [text("Do you mean the boat?")])).toEqual([]);
    expect(learn([text("make it blue"), image], [text("I can't.")])).toEqual([]);
    expect(learn([text("what is this?"), image, madeImage("c" as FileId, 2, "")], [text("A boat.")])).toEqual([]);
    expect(learn([text("what is this?"), { ...image, caption: "mine" }], [text("A boat.")])).toEqual([]);
  });
});
