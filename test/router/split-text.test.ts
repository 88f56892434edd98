/** Long texts are cut without breaking a limit, a code fence or a character, and without losing anything, however a platform counts. */

import { describe, expect, test } from "vitest";
import { escapeMarkup } from "../../adapters/slack/markup.ts";
import { cutText, splitText } from "../../src/router/split-text.ts";

const TEXTS = 10_000;
const SEED = 20_261_123;
const FAMILY = "👩‍👩‍👧‍👦";

describe.each([
  { measure: "as it is", lengthOf: (text: string) => text.length },
  { measure: "escaped", lengthOf: (text: string) => escapeMarkup(text).length },
])("counted $measure", ({ lengthOf }) => {
  test(`${TEXTS} random texts (seed ${SEED}) are cut within the limit, whole in their fences and characters, with nothing lost`, () => {
    const random = randomOf(SEED);
    for (let round = 0; round < TEXTS; round++) {
      const limit = round % 20 === 0 ? 2000 : 100 + Math.floor(random() * 200);
      const text = writeText(random, limit);
      const faults = faultsOf(text, limit, lengthOf);
      if (faults.length > 0) expect.unreachable(`round ${round}, limit ${limit}: ${faults.join("; ")}\n${JSON.stringify(text)}`);
    }
  });

  test("while a text grows, the messages that are full stay as they are", () => {
    const random = randomOf(SEED + 1);
    for (let round = 0; round < 60; round++) {
      const text = writeText(random, 200);
      let before: readonly string[] = [];
      for (let length = 1; length <= text.length; length += 1 + Math.floor(random() * 9)) {
        const now = splitText(text.slice(0, length), { maxLength: 200, lengthOf });
        expect(now.slice(0, before.length - 1), JSON.stringify(text.slice(0, length))).toEqual(before.slice(0, -1));
        before = now;
      }
    }
  });
});

test("a paragraph is the first choice, then a line, a sentence, a word", () => {
  const words = (count: number) => Array.from({ length: count }, (_, index) => `word${index}`).join(" ");
  const first = (text: string) => splitText(text, { maxLength: 100 })[0];
  expect(first(`${words(10)}\n\n${words(10)}`)).toBe(`${words(10)}\n\n`);
  expect(first(`${words(10)}\n${words(10)}`)).toBe(`${words(10)}\n`);
  expect(first(`${words(10)}. ${words(10)}`)).toBe(`${words(10)}. `);
  expect(first("海は青いです。".repeat(20))).toBe("海は青いです。".repeat(14));
  expect(first(words(30))).toMatch(/word\d+ $/);
});

test("a code block that is cut is closed and opened again in its language, and never without a line of code", () => {
  const code = Array.from({ length: 30 }, (_, index) => `line(${index});`).join("\n");
  for (let limit = 100; limit < 160; limit++) {
    const parts = splitText(`Look:\n\`\`\`ts title\n${code}\n\`\`\`\nDone.`, { maxLength: limit });
    expect(parts.length).toBeGreaterThan(2);
    expect(parts[0]?.endsWith(");\n\n```") || parts[0]?.endsWith(");\n```")).toBe(true);
    for (const part of parts.slice(1, -1)) expect(part).toMatch(/^```ts\nline[\s\S]*\);\n```\n?$/);
    expect(parts.at(-1)).toMatch(/^(```ts\nline[\s\S]*\);\n```\n)?Done\.$/);
  }
});

test("a character of several code points is cut only where it is longer than a message, and then between code points", () => {
  const families = splitText(FAMILY.repeat(60), { maxLength: 100 });
  expect(families.every((part) => part.length <= 100 && part.replaceAll(FAMILY, "") === "")).toBe(true);
  const zalgo = `a${"\u0301".repeat(500)}${"\u{1D165}".repeat(500)}`;
  const parts = splitText(zalgo, { maxLength: 101 });
  expect(parts.join("")).toBe(zalgo);
  expect(parts.every((part) => part.length <= 101 && part.isWellFormed())).toBe(true);
});

test("no text is no message", () => {
  expect(splitText("", { maxLength: 100 })).toEqual([]);
});

function faultsOf(text: string, maxLength: number, lengthOf: (text: string) => number): readonly string[] {
  const cuts = cutText(text, { maxLength, lengthOf });
  const parts = splitText(text, { maxLength, lengthOf });
  const boundaries = new Set([...new Intl.Segmenter().segment(text)].map(({ index }) => index));
  const starts = cuts.map((_, index) => cuts.slice(0, index).reduce((sum, { body }) => sum + body.length, 0));
  return [
    ...(cuts.map(({ body }) => body).join("") === text ? [] : ["words were lost or added"]),
    ...parts.flatMap((part, index) => (lengthOf(part) > maxLength ? [`part ${index} counts ${lengthOf(part)}`] : [])),
    ...parts.flatMap((part, index) => (part.isWellFormed() ? [] : [`part ${index} begins or ends inside a character`])),
    ...starts.flatMap((start, index) => (boundaries.has(start) ? [] : [`part ${index} begins inside a character`])),
    ...parts.flatMap((part, index) => (isInCode(part) ? [`part ${index} leaves a fence open`] : [])),
    ...cuts.flatMap(({ open }, index) => ((open !== "") === isInCode(text.slice(0, starts[index])) ? [] : [`part ${index} mistakes words for code`])),
    ...(cuts.some(({ body }) => body === "") ? ["a part is empty"] : []),
  ];
}

/** Whether a text ends inside a code block, as a reader of Markdown counts it. */
function isInCode(text: string): boolean {
  let open: string | undefined;
  for (const line of text.split(/\r?\n/)) {
    const [, marks, info = ""] = /^ {0,3}(`{3,12}|~{3,12})([^`]{0,40})$/.exec(line) ?? [];
    if (marks === undefined) continue;
    if (open === undefined) open = marks;
    else if (marks.startsWith(open) && info.trim() === "") open = undefined;
  }
  return open !== undefined;
}

const ODD = [
  FAMILY,
  "🇩🇪",
  "é",
  "e\u0301",
  "क्षि",
  "한",
  "𝔘",
  "\u200d",
  "`",
  "``",
  "```",
  "~~~",
  "*",
  "\t",
  "\r\n",
  "#3",
  "<@1>",
  "&&&&",
  "日本語。",
  "https://example.org/a/very/long/address?with=words&more",
];

function writeText(random: () => number, limit: number): string {
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
  const word = () =>
    random() < 0.15 ? pick(ODD) : "abcdefghij".repeat(1 + Math.floor(random() * (random() < 0.02 ? limit / 4 : 2))).slice(Math.floor(random() * 8));
  const line = () => Array.from({ length: Math.floor(random() * 14) }, word).join(" ");
  const block = () => {
    const marks = pick(["```", "````", "~~~"]);
    const code = Array.from({ length: Math.floor(random() * 12) }, line).join("\n");
    return `${marks}${pick(["", "ts", "python", "c++", "js title"])}\n${code}\n${random() < 0.9 ? marks : ""}`;
  };
  const pieces = Array.from({ length: 1 + Math.floor(random() * 6) }, () => (random() < 0.25 ? block() : line()));
  return pieces.join(pick(["\n", "\n\n", " ", "\n\n\n"]));
}

/** mulberry32 */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
