import { expect, test } from "vitest";
import { tokenId } from "../../../src/core/llm/tokenizer.ts";
import { SignalScanner } from "../../../src/core/signals/signal-scanner.ts";

const IMAGE = { modality: "image", tokens: [10, 11, 12].map(tokenId) } as const;
const AUDIO = { modality: "audio", tokens: [20, 21].map(tokenId) } as const;

test("the first signal token begins its block; words before it are the caption", () => {
  const scanner = new SignalScanner([IMAGE, AUDIO]);
  scanner.hear("Here is a ");
  scanner.hear("red boat: ");
  expect(scanner.find(tokenId(5))).toBeUndefined();
  expect(scanner.find(tokenId(10))).toEqual({ ...IMAGE, caption: "Here is a red boat" });
});

test("every block has the words since the one before", () => {
  const scanner = new SignalScanner([IMAGE, AUDIO]);
  scanner.hear("A boat:");
  scanner.find(tokenId(10));
  scanner.hear(" And its sound :");
  expect(scanner.find(tokenId(20))?.caption).toBe("And its sound");
});

test("blocks one after another share their caption", () => {
  const scanner = new SignalScanner([IMAGE, AUDIO]);
  scanner.hear("A boat and its sound:");
  expect(scanner.find(tokenId(10))?.caption).toBe("A boat and its sound");
  expect(scanner.find(tokenId(20))?.caption).toBe("A boat and its sound");
});

test("a signal token out of its order begins its block", () => {
  expect(new SignalScanner([IMAGE, AUDIO]).find(tokenId(12))).toEqual({ ...IMAGE, caption: "" });
});
