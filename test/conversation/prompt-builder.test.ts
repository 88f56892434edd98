/** From memory to the core's prompt, with the real tokenizer, real files and the real media process. */

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { Conversations } from "../../src/conversation/conversations.ts";
import { tokenCounterOf } from "../../src/conversation/count-tokens.ts";
import { findTurn } from "../../src/conversation/memory.ts";
import { PromptBuilder } from "../../src/conversation/prompt-builder.ts";
import { SampleCache } from "../../src/conversation/sample-cache.ts";
import type { PackSummary, Prompt } from "../../src/core/protocol.ts";
import { createLogger } from "../../src/logger.ts";
import { findFfmpeg } from "../../src/media/ffmpeg.ts";
import type { Media } from "../../src/media/media.ts";
import { startMedia } from "../../src/media/supervisor.ts";
import type { StoreOptions } from "../../src/store/store.ts";
import type { FileId } from "../../src/turn/part.ts";
import { freshStore } from "../support/fresh-store.ts";
import { TINY_PACK } from "../support/scripted-pack.ts";
import { answer, answerId, BEN, madeImage, ROOM, say, sentImage, text, turnId } from "../support/spoken.ts";
import { PNG } from "../support/dot.ts";

const PACK: PackSummary = {
  ...{ name: "storybook", version: "0", licence: { id: "MIT", commercial: true }, manifestSha256: "", notes: [], device: "cpu" },
  ...{ contextTokens: 512, maxNewTokens: 160, mediaTokens: { image: 14 }, inputs: { image: { type: "image", maxSide: 64 } }, outputs: ["image"] },
};

let media: Media;
beforeAll(async () => {
  media = await startMedia({ ffmpeg: await findFfmpeg() });
});
afterAll(() => media.stop());

async function prepare(options: StoreOptions = {}, pack: PackSummary = PACK) {
  const store = freshStore(options);
  const conversations = new Conversations(store);
  const samplesFolder = join(store.dataFolder, "samples");
  const samples = await SampleCache.open(samplesFolder, store.files, media);
  const logger = createLogger({ level: "silent", format: "json" });
  const builder = new PromptBuilder({ pack, countTokens: await tokenCounterOf(TINY_PACK), samples, logger });
  const build = async (inboxId: number, held = builder.hold()): Promise<Prompt> => {
    const memory = await conversations.memory(ROOM);
    return await builder.build(memory, findTurn(memory, turnId(inboxId)) ?? expect.unreachable(), held);
  };
  const { id } = await store.files.put(PNG, "image/png");
  return { store, conversations, samplesFolder, samples, build, id };
}

/** The prompt as lines: media as `<#1>`, captions as `(#1 words)`. */
function read(prompt: Prompt): string[] {
  return prompt.turns.map(({ role, author, parts }) => {
    const words = parts.map((part) => {
      if (part.type === "text") return part.text;
      return part.type === "medium" ? `<#${part.piece}>` : `(#${part.piece} ${part.caption})`;
    });
    return [`${role}${author === undefined ? "" : ` ${author}`}:`, ...words].join(" ");
  });
}

test("media are seen; what the bot made stands behind its answer in a turn of its own", async () => {
  const { conversations, build, id, samplesFolder } = await prepare();
  await say(conversations, 1, { text: "like this?", media: [sentImage(id)] });
  await answer(conversations, 1, [text("Here:"), madeImage(id, 2, "a red boat")], 3);
  await say(conversations, 2, { text: "now green" });
  const prompt = await build(2);
  expect(read(prompt)).toEqual(["user: like this? <#1>", "bot: Here: (#2 a red boat)", "made: <#2>", "user: now green"]);
  expect(prompt).toMatchObject({ conversationId: ROOM, nextPiece: 3 });
  const paths = prompt.turns.flatMap(({ parts }) => parts.flatMap((part) => (part.type === "medium" ? [part.samples.path] : [])));
  expect(new Set(paths).size).toBe(1);
  expect(readdirSync(samplesFolder)).toHaveLength(1);
  expect(await build(2)).toEqual(prompt);
});

test("several people are told apart by their names", async () => {
  const { conversations, build } = await prepare();
  await say(conversations, 1, { text: "a boat" });
  expect(read(await build(1))).toEqual(["user: a boat"]);
  await say(conversations, 2, { text: "make it big", author: BEN });
  expect(read(await build(2))).toEqual(["user Ana: a boat", "user Ben: make it big"]);
});

test("a file that gave way to the budget is seen as its caption, or as what kind it is", async () => {
  const { conversations, build, id, store } = await prepare({ mediaBudgetBytes: PNG.length });
  await say(conversations, 1, { media: [sentImage(id), sentImage(id, "a cat")] });
  await store.files.put(Buffer.concat([PNG, Buffer.from("x")]).subarray(1), "image/png");
  expect(read(await build(1))).toEqual(["user: (#1 an image) (#2 a cat)"]);
});

test("a file that cannot be decoded does not stop the answer", async () => {
  const { conversations, build, store } = await prepare();
  const { id } = await store.files.put(Buffer.from("no image"), "image/png");
  await say(conversations, 1, { text: "hm", media: [sentImage(id as FileId, "a cat")] });
  expect(read(await build(1))).toEqual(["user: hm (#1 a cat)"]);
});

test("an old piece is put into the turn that names it where it is not seen any more; one chosen by hand always", async () => {
  const { conversations, build, id } = await prepare();
  await say(conversations, 1, { text: "look", media: [sentImage(id, "a cat")] });
  await answer(conversations, 1, [text("A cat.")], 2);
  await say(conversations, 2, { text: "make #1 blue and #7 too" });
  expect(read(await build(2)).at(-1)).toBe("user: make #1 blue and #7 too");
  for (let inboxId = 3; inboxId < 30; inboxId++) {
    await say(conversations, inboxId, { text: `and what about the boat in the rain at night number ${inboxId}?` });
    await answer(conversations, inboxId, [text("There is a boat.")], 2);
  }
  await say(conversations, 30, { text: "make #1 blue" });
  const lines = read(await build(30));
  expect(lines.at(-1)).toBe("user: <#1> make #1 blue");
  expect(lines[0]).toMatch(/^user: and what/);
  await say(conversations, 31, { text: "this one", pieces: [1, 44] });
  expect(read(await build(31)).at(-1)).toBe("user: <#1> this one");
});

test("a reply brings what it replies to", async () => {
  const { conversations, build, id } = await prepare();
  await say(conversations, 1, { text: "look", media: [sentImage(id, "a cat")] });
  await answer(conversations, 1, [text("A cat.")], 2);
  await say(conversations, 2, { text: "thanks" });
  await answer(conversations, 2, [text("Welcome.")], 2);
  await say(conversations, 3, { text: "make it blue", replyTo: turnId(1) });
  expect(read(await build(3)).at(-1)).toBe("user: <#1> make it blue");
  await answer(conversations, 3, [text("Done.")], 2);
  await say(conversations, 4, { text: "why?", replyTo: answerId(3) });
  expect(read(await build(4)).at(-1)).toBe("user: why?");
});

test("an answer given again takes the place of the one before, and is asked without what came later", async () => {
  const { conversations, build } = await prepare();
  await say(conversations, 1, { text: "a boat" });
  await answer(conversations, 1, [text("first")], 1);
  await say(conversations, 2, { text: "and then" });
  await answer(conversations, 3, [text("second")], 1, 1);
  expect(read(await build(1))).toEqual(["user: a boat"]);
  expect(read(await build(2))).toEqual(["user: a boat", "bot: second", "user: and then"]);
});

test("what a prompt shows is there until its answer is over, whoever is forgotten meanwhile, and not longer", async () => {
  const { conversations, samples, samplesFolder, build, id, store } = await prepare();
  await say(conversations, 1, { text: "like this?", media: [sentImage(id)] });
  await say(conversations, 2, { text: "now green", author: BEN });
  const [first, second] = [samples.hold(), samples.hold()];
  await build(2, first);
  await build(2, second);
  await conversations.forgetPerson(ROOM, 5 as never, "ana");
  await samples.sweep();
  expect([store.files.find(id), readdirSync(samplesFolder).length]).toEqual([undefined, 1]);
  first[Symbol.dispose]();
  expect(readdirSync(samplesFolder)).toHaveLength(1);
  second[Symbol.dispose]();
  await vi.waitFor(() => expect(readdirSync(samplesFolder)).toEqual([]));
});

test("a file that comes back while an older prompt still shows it stays for the newer one", async () => {
  const { conversations, samples, samplesFolder, build, id, store } = await prepare();
  await say(conversations, 1, { text: "like this?", media: [sentImage(id)] });
  const [older, newer] = [samples.hold(), samples.hold()];
  await build(1, older);
  await conversations.forget(ROOM, 3 as never);
  await samples.sweep();
  await store.files.put(PNG, "image/png");
  await say(conversations, 2, { text: "and this?", media: [sentImage(id)] });
  await build(2, newer);
  older[Symbol.dispose]();
  await samples.sweep();
  expect(readdirSync(samplesFolder)).toHaveLength(1);
  newer[Symbol.dispose]();
});
