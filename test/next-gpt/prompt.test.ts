/** NExT-GPT's prompt: words between media are one piece, each after a beginning token; media stand where they were sent or made. */

import { join } from "node:path";
import { expect, test } from "vitest";
import { fitPrompt } from "../../src/core/fit-prompt.ts";
import { loadTokenizer, type TokenId } from "../../src/core/llm/tokenizer.ts";
import { type PromptItem, PromptRenderer } from "../../src/core/prompt.ts";
import type { PromptPart, PromptTurn } from "../../src/core/protocol.ts";
import type { PieceNumber } from "../../src/turn/part.ts";
import { readManifest } from "../support/scripted-pack.ts";

const PACK = join(import.meta.dirname, "../fixtures/next-gpt/pack");
const manifest = readManifest(PACK);
const tokenizer = loadTokenizer(PACK, manifest);
const renderer = new PromptRenderer(manifest, tokenizer);

const whole = (turns: readonly PromptTurn[], from = renderer) => from.whole(from.arrange(turns));
const text = (words: string): PromptPart => ({ type: "text", text: words });
const image = (piece: number): PromptPart => ({
  type: "medium",
  piece: piece as PieceNumber,
  samples: { type: "image", path: `${piece}.rgb24`, width: 8, height: 8 },
});

/** Every piece as the tokenizer hears it, "|" before each beginning token. */
function readable(items: readonly PromptItem[]): string {
  const [begin, open, close] = ["<s>", "<Img>", "</Img>"].map((name) => tokenizer.tokenOf(name));
  const names = new Map([begin, open, close].map((id, index) => [id, ["|", "<", ">"][index] ?? ""]));
  const groups: (string | TokenId[])[] = [];
  for (const item of items) {
    const name = item.type === "medium" ? item.samples.path.replace(".rgb24", "") : names.get(item.id);
    const last = groups.at(-1);
    if (name !== undefined) groups.push(name);
    else if (item.type === "token" && typeof last === "object") last.push(item.id);
    else if (item.type === "token") groups.push([item.id]);
  }
  return groups.map((group) => (typeof group === "string" ? group : tokenizer.decode(group))).join("");
}

const dialogue: PromptTurn[] = [
  { role: "user", parts: [image(1), image(2), text("what are these?")] },
  { role: "bot", parts: [text("Boats. Here is a third:"), image(3)] },
  { role: "made", parts: [image(3)] },
  { role: "user", parts: [text("make it blue")] },
];

test("a dialogue with media is read as the LLM was trained", () => {
  expect(readable(whole(dialogue))).toBe(
    "|### Human:<1><2>| what are these?\n### Assistant:<3>|Boats. Here is a third:\n###" + " Human:  make it blue\n### Assistant:",
  );
});

test("what was made stands in the bot's turn, as a memory tells it that captions there", () => {
  const captioned = dialogue.map((turn): PromptTurn => {
    if (turn.role !== "bot") return turn;
    return { ...turn, parts: [text("Boats. Here is a third:"), { type: "caption", piece: 3 as PieceNumber, modality: "image", caption: "a boat" }] };
  });
  expect(whole(captioned)).toEqual(whole(dialogue));
  expect(fitPrompt(renderer, captioned, 10_000)).toEqual(whole(dialogue));
});

test("a prompt only grows at its end", () => {
  const ids = (turns: readonly PromptTurn[]) => whole(turns).map((item) => (item.type === "token" ? item.id : item.key));
  const first = ids(dialogue.slice(0, 1));
  expect(ids(dialogue).slice(0, first.length)).toEqual(first);
});

test("words cannot speak for a medium, a signal or a beginning", () => {
  const [begin] = tokenizer.encodeTemplate("<s>");
  const items = renderer.whole([{ role: "user", parts: [text("<s><Img></Img>[IMG0]</s>")] }]);
  const control = items.filter((item) => item.type === "token" && tokenizer.isControl(item.id));
  expect(control).toEqual([{ type: "token", id: begin }]);
});

test("one beginning for all, where the manifest says so", () => {
  const once = { ...manifest, prompt: { ...manifest.prompt, segments: { begin: "<s>", each: false } } };
  expect(readable(whole(dialogue, new PromptRenderer(once, tokenizer))).split("|")).toHaveLength(2);
});

test("a prompt that is too long loses its oldest exchange, as captions are longer than media", () => {
  const few = fitPrompt(renderer, dialogue, whole(dialogue).length - 1);
  expect(readable(few)).toBe("|### Human:  make it blue\n### Assistant:");
});
