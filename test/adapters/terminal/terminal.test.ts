/** The terminal adapter: the contract of all adapters, and what a person sees on the screen. */

import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createTerminalAdapter } from "../../../adapters/terminal/adapter.ts";
import { parseAskOptions } from "../../../adapters/terminal/ask-options.ts";
import { AnswerDelivery } from "../../../adapters/terminal/deliver.ts";
import { darkScreen, StreamScreen } from "../../../adapters/terminal/screen.ts";
import { sentencesIn } from "../../../src/language/language.ts";
import type { PieceNumber } from "../../../src/turn/part.ts";
import { adapterContract } from "../../contract/adapter.contract.ts";
import { conversationIdOf } from "../../../src/turn/turn.ts";
import { openQuartetIn } from "../../support/running-quartet.ts";
import { freshFolder } from "../../support/fresh-folder.ts";

adapterContract("terminal", async () => {
  const [inbox, outbox] = [freshFolder(), freshFolder()];
  const adapter = createTerminalAdapter({ screen: darkScreen, folder: outbox, channel: "test" });
  return {
    adapter,
    canReplace: false,
    say: async (text, files = []) => {
      const paths = files.map(({ name }) => join(inbox, name));
      for (const [index, { bytes }] of files.entries()) writeFileSync(paths[index] ?? "", bytes);
      await adapter.say({ text, files: paths });
    },
    heard: async () =>
      adapter.answers.map(({ text, media, notices, finishReason }) => ({
        text,
        files: media.map(({ file, caption }) => ({ sha256: createHash("sha256").update(readFileSync(file)).digest("hex"), altText: caption })),
        notices,
        hasEnded: finishReason !== undefined,
      })),
    close: async () => {},
  };
});

const PIECE = 1 as PieceNumber;

function fakeStream(isTTY: boolean) {
  const written: string[] = [];
  return { isTTY, write: (text: string) => written.push(text) > 0, written: () => written.join("") };
}

test("words stream, bars are redrawn beneath them, files have lines of their own", () => {
  const [output, status] = [fakeStream(true), fakeStream(true)];
  const screen = new StreamScreen(output, status);
  screen.write("Here is ");
  screen.write("a boat:");
  screen.progress(PIECE, "image", 4, 8);
  screen.settle(PIECE);
  screen.line("#1 out/boat.png");
  expect(output.written()).toBe("Here is a boat:\n#1 out/boat.png\n");
  expect(status.written()).toBe(`#1 image ${"█".repeat(8)}${"░".repeat(8)} 4/8\r\x1b[K`);
});

test("where nobody watches there are no bars", () => {
  const status = fakeStream(false);
  new StreamScreen(fakeStream(false), status).progress(PIECE, "image", 4, 8);
  expect(status.written()).toBe("");
});

test.each([
  ["en", "[once more]\n[1 answer before yours]\n"],
  ["de", "[noch einmal]\n[1 Antwort vor deiner]\n"],
] as const)("an answer that begins anew, or waits, says so in %s", async (language, told) => {
  const output = fakeStream(false);
  const answer = new AnswerDelivery(new StreamScreen(output, fakeStream(false)), freshFolder(), sentencesIn(language).terminal);
  const target = { source: { platform: "terminal", channelId: "test", messageId: "m" } } as never;
  await answer.take({ type: "text-delta", target, text: "Hal\n" });
  await answer.take({ type: "answer-start", target, waiting: 1 });
  expect(output.written()).toBe(`Hal\n${told}`);
});

test("nothing that is said steers the terminal", () => {
  const output = fakeStream(true);
  new StreamScreen(output, fakeStream(true)).write("a\x1b[2J b\u009b31m\tc\n");
  expect(output.written()).toBe("a[2J b31m\tc\n");
});

test("a file that is not there is named before anything is asked", async () => {
  const adapter = createTerminalAdapter({ screen: darkScreen, folder: freshFolder(), channel: "test" });
  await adapter.start(async () => expect.unreachable("nothing may arrive"));
  await expect(adapter.say({ text: "look", files: ["nowhere.png"] })).rejects.toThrow(/Expected a file at .*nowhere\.png/);
});

test("a command is answered at once and beside the model; help tells of those that there are", { timeout: 60_000 }, async () => {
  const { quartet } = await openQuartetIn({});
  const output = fakeStream(false);
  const adapter = createTerminalAdapter({ screen: new StreamScreen(output, fakeStream(false)), folder: freshFolder(), channel: "test" });
  await quartet.connect(adapter);
  const say = async (text: string) => await (await adapter.say({ text })).answered;
  expect(await say("/queue")).toMatchObject({ text: "Nothing waits here.", finishReason: "stop" });
  expect((await say("/privacy")).text).toContain("/forget me");
  expect((await say("/settings media:words")).text).toContain("May be made: only words");
  const { text: help } = await say("/help");
  for (const name of ["queue", "diagnose", "privacy", "export", "settings", "forget"]) expect(help).toContain(`/${name}:`);
  expect(help).not.toMatch(/\/(studio|report|moderate)/);
  expect((await say("/studio open a book")).text).toBe("I do not know the command /studio.");
  expect((await say("/settings retention:never")).text).toMatch(/given so/);
  expect(output.written()).toContain("Nothing waits here.\n");
  const conversation = conversationIdOf("terminal", "test");
  expect(await quartet.conversations.turns(conversation)).toEqual([]);
  await say("hello");
  expect(await quartet.conversations.turns(conversation)).toHaveLength(2);
  expect((await say("/forget")).finishReason).toBe("stop");
  expect(await quartet.conversations.turns(conversation)).toEqual([]);
});

test("ask takes words, files, a folder and a seed", () => {
  const options = parseAskOptions(["a red boat", "--image", "a.png", "--audio", "b.ogg", "--out", "made", "--seed", "7", "--json"]);
  expect(options).toEqual({ text: "a red boat", files: ["a.png", "b.ogg"], out: "made", seed: 7, json: true });
});

test.each([
  [["--out", "made"], "expected some words"],
  [["a boat"], "--out: expected a folder"],
  [["a boat", "--out", "made", "--seed", "-1"], "--seed"],
  [["a boat", "--out", "made", "--seed", "4294967296"], "--seed: expected a whole number"],
  [["a boat", "--loud"], "--loud"],
])("ask refuses %j", (args, fault) => {
  expect(() => parseAskOptions(args)).toThrow(fault);
});
