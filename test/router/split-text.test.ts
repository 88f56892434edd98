/** Texts are cut without losing a character, breaking a limit or leaving a code block open. */

import { expect, test } from "vitest";
import { openFence, splitText } from "../../src/router/split-text.ts";

/** A small generator with a seed (mulberry32), so that a failure can be seen again. */
function randomOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const WORDS = [
  "boat",
  "sea",
  "lighthouse",
  "<b>",
  "&",
  "👩‍👩‍👧",
  "é",
  "日本",
  "🇩🇪",
  "a".repeat(90),
  "\n",
  "\n\n",
  "\n```ts\n",
  "\n```\n",
  "\n~~~\n",
  " ",
];

function randomText(random: (below: number) => number): string {
  return Array.from({ length: random(200) }, () => WORDS[random(WORDS.length)] ?? "").join(random(3) === 0 ? "" : " ");
}

const withoutFences = (text: string) => text.replaceAll(/^ {0,3}(`{3,}|~{3,}).*$/gm, "").replaceAll(/\s/g, "");

test("10,000 texts are split within the limit, with nothing lost and no code block left open", () => {
  const seed = Date.now() % 2 ** 31;
  const random = randomOf(seed);
  const lengthOf = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").length;
  for (let round = 0; round < 10_000; round++) {
    const text = randomText(random);
    const maxLength = 120 + random(400);
    const parts = splitText(text, { maxLength, lengthOf });
    const context = `seed ${seed}, round ${round}: ${JSON.stringify({ text, maxLength })}`;
    if (parts.some((part) => lengthOf(part) > maxLength)) expect.unreachable(`a part is too long; ${context}`);
    if (withoutFences(parts.join("\n")) !== withoutFences(text)) expect.unreachable(`something was lost; ${context}`);
    if (parts.slice(0, -1).some((part) => openFence(part) !== undefined)) expect.unreachable(`a code block is open; ${context}`);
    if (!/```|~~~/.test(text) && parts.join("") !== text) expect.unreachable(`the parts are not the text; ${context}`);
  }
});

test("what was cut off before stays as the text grows", () => {
  const text = Array.from({ length: 400 }, (_, index) => `word ${index}.${index % 7 === 0 ? "\n\n" : " "}`).join("");
  const whole = splitText(text, { maxLength: 300 });
  for (let length = 0; length < text.length; length += 17) {
    const settled = splitText(text.slice(0, length), { maxLength: 300 }).slice(0, -1);
    expect(settled).toEqual(whole.slice(0, settled.length));
  }
});

test("a paragraph is preferred to a line, a line to a word, and a code block goes on in the next part", () => {
  const line = "x".repeat(60);
  expect(splitText(`${line}\n\n${line}`, { maxLength: 110 })).toEqual([`${line}\n\n`, line]);
  const [first, second] = splitText(`\`\`\`ts\n${line}\n${line}\n\`\`\``, { maxLength: 120 });
  expect(first).toBe(`\`\`\`ts\n${line}\n\`\`\``);
  expect(second).toBe(`\`\`\`ts\n${line}\n\`\`\``);
});

test("a character of several code points is never cut", () => {
  const family = "👩‍👩‍👧";
  for (const part of splitText(family.repeat(60), { maxLength: 120 })) expect(part.replaceAll(family, "")).toBe("");
});
