/** Long texts are cut without breaking a limit, a code fence or a character, and without losing anything. */

import { expect, test } from "vitest";
import { cutText, splitText } from "../../../adapters/discord/split.ts";

const LIMIT = 2000;
const TEXTS = 10_000;
const SEED = 20_261_123;

test(`${TEXTS} random texts (seed ${SEED}) are cut within the limit, whole in their fences and characters, with nothing lost`, () => {
  const random = randomOf(SEED);
  for (let round = 0; round < TEXTS; round++) {
    const limit = round % 20 === 0 ? LIMIT : 100 + Math.floor(random() * 200);
    const text = writeText(random, limit);
    const faults = faultsOf(text, limit);
    if (faults.length > 0) expect.unreachable(`round ${round}, limit ${limit}: ${faults.join("; ")}\n${JSON.stringify(text)}`);
  }
});

test("while a text grows, the messages that are full stay as they are", () => {
  const random = randomOf(SEED + 1);
  for (let round = 0; round < 15; round++) {
    const text = writeText(random, 200);
    let before: readonly string[] = [];
    for (let length = 1; length <= text.length; length += 7) {
      const now = splitText(text.slice(0, length), 200);
      const full = before.slice(0, Math.min(before.length, now.length) - 1);
      expect(now.slice(0, full.length)).toEqual(full);
      before = now;
    }
  }
});

test("a paragraph is the first choice, then a line, a sentence, a word", () => {
  const words = (count: number) => Array.from({ length: count }, (_, index) => `word${index}`).join(" ");
  expect(splitText(`${words(10)}\n\n${words(10)}`, 100)[0]).toBe(`${words(10)}\n\n`);
  expect(splitText(`${words(10)}\n${words(10)}`, 100)[0]).toBe(`${words(10)}\n`);
  expect(splitText(`${words(10)}. ${words(10)}`, 100)[0]).toBe(`${words(10)}. `);
  expect(splitText(words(30), 100)[0]).toMatch(/word\d+ $/);
});

test("a code block that is cut is closed and opened again in its language", () => {
  const code = Array.from({ length: 30 }, (_, index) => `line(${index});`).join("\n");
  const parts = splitText(`Look:\n\`\`\`ts\n${code}\n\`\`\`\nDone.`, 120);
  expect(parts.length).toBeGreaterThan(2);
  expect(parts[0]?.endsWith("\n```")).toBe(true);
  expect(parts.slice(1, -1).every((part) => part.startsWith("```ts\nline(") && part.endsWith("\n```"))).toBe(true);
  expect(parts.at(-1)?.endsWith("```\nDone.")).toBe(true);
});

test("a character is longer than a message: only then is it cut, between code points", () => {
  const zalgo = `a${"\u0301".repeat(500)}`;
  expect(splitText(zalgo, 100).join("")).toBe(zalgo);
  const flags = "👩‍👩‍👧‍👦".repeat(60);
  expect(splitText(flags, 100).every((part) => part.length <= 100 && part.replaceAll("👩‍👩‍👧‍👦", "") === "")).toBe(true);
});

test("no text is no message", () => {
  expect(splitText("", 100)).toEqual([]);
});

function faultsOf(text: string, limit: number): readonly string[] {
  const cuts = cutText(text, limit);
  const parts = splitText(text, limit);
  const boundaries = new Set([...new Intl.Segmenter().segment(text)].map(({ index }) => index));
  const starts = cuts.map((_, index) => cuts.slice(0, index).reduce((sum, { body }) => sum + body.length, 0));
  return [
    ...(cuts.map(({ body }) => body).join("") === text ? [] : ["words were lost or added"]),
    ...parts.flatMap((part, index) => (part.length > limit ? [`part ${index} has ${part.length} characters`] : [])),
    ...parts.flatMap((part, index) => (part.isWellFormed() ? [] : [`part ${index} begins or ends inside a character`])),
    ...starts.flatMap((start, index) => (boundaries.has(start) ? [] : [`part ${index} begins inside a character`])),
    ...parts.flatMap((part, index) => (fencesOf(part) ? [`part ${index} leaves a fence open`] : [])),
    ...(cuts.some(({ body }) => body === "") ? ["a part is empty"] : []),
  ];
}

/** Whether a message of its own ends inside a code block, as a reader of Markdown counts it. */
function fencesOf(part: string): boolean {
  let open: string | undefined;
  for (const line of part.split("\n")) {
    const marker = /^ {0,3}(`{3,12})[^`\n]{0,40}$/.exec(line)?.[1];
    if (marker === undefined) continue;
    if (open === undefined) open = marker;
    else if (marker.length >= open.length && line.trim() === marker) open = undefined;
  }
  return open !== undefined;
}

const ODD = [
  "👩‍👩‍👧‍👦",
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
  "*",
  "\t",
  "\r\n",
  "#3",
  "<@1>",
  "https://example.org/a/very/long/address?with=words",
];

function writeText(random: () => number, limit: number): string {
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
  const word = () =>
    random() < 0.15 ? pick(ODD) : "abcdefghij".repeat(1 + Math.floor(random() * (random() < 0.02 ? limit / 4 : 2))).slice(Math.floor(random() * 8));
  const line = () => Array.from({ length: Math.floor(random() * 14) }, word).join(" ");
  const block = () =>
    `\`\`\`${"`".repeat(Math.floor(random() * 2))}${pick(["", "ts", "python", "c++"])}\n${Array.from({ length: Math.floor(random() * 12) }, line).join("\n")}\n${random() < 0.9 ? "```" : ""}`;
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
