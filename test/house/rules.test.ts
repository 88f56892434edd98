/** House rules on a turn's whole way, with real parts: what is refused, blurred, withheld, styled, deleted and forgotten. */

import { readFileSync } from "node:fs";
import sharp from "sharp";
import { expect, test } from "vitest";
import type { Delivery } from "../../src/adapter.ts";
import { House } from "../../src/house/house.ts";
import { deleteMade } from "../../src/house/delete-made.ts";
import { inPlaceStyle } from "../../src/house/place-style.ts";
import { loadConfig } from "../../src/config.ts";
import { Conversations } from "../../src/conversation/conversations.ts";
import type { PieceNumber } from "../../src/turn/part.ts";
import { textOf } from "../fakes/memory-adapter.ts";
import { addColourRater, redIs } from "../support/colour-rater.ts";
import { freshStore } from "../support/fresh-store.ts";
import { runQuartet } from "../support/running-quartet.ts";
import { ROOM, say } from "../support/spoken.ts";
import { makeTalkativePack, SCRIPTED_ASK, SCRIPTED_SEED } from "../support/talkative-pack.ts";

const place = { platform: "web", channelId: "room" } as const;
const source = { ...place, messageId: "m" };
const wish = { seed: SCRIPTED_SEED };

function only<T extends Delivery["type"]>(deliveries: readonly Delivery[], type: T): Extract<Delivery, { type: T }>[] {
  return deliveries.filter((delivery): delivery is Extract<Delivery, { type: T }> => delivery.type === type);
}

/** The same rules that the running Quartet keeps, over the same store. */
function houseIn(store: ConstructorParameters<typeof House>[0]): House {
  const { house: config, language } = loadConfig({});
  return new House(store, { config, language });
}

test("a request against the rules is refused kindly, remembered nowhere and noted without its words", async () => {
  const { adapter, quartet } = await runQuartet({ settings: { LANGUAGE: "de" } });
  const refused = await adapter.until(await adapter.say("draw a n4ked child"));
  expect(only(refused, "notice")).toMatchObject([{ text: "Ich mache und sage nichts Sexuelles über Minderjährige." }]);
  expect(only(refused, "text-delta")).toEqual([]);
  expect(await quartet.conversations.turns(ROOM)).toEqual([]);
  const [row] = houseIn(quartet.store).audit.latest(place, 5);
  expect(row).toMatchObject({ what: "prompt-refused", rule: "minors", personId: "ana" });
  expect(JSON.stringify(row)).not.toContain("n4ked");
  expect(textOf(await adapter.until(await adapter.say("a red boat")))).not.toBe("");
});

test("what the pack's safety graph doubts is blurred and covered; nothing of it is previewed", async () => {
  const plain = await makeTalkativePack(["image"]);
  const seen = await runQuartet({ packFolder: plain });
  const clear = only(await seen.adapter.until(await seen.adapter.say(SCRIPTED_ASK, { wish })), "media-end")[0];
  const { adapter, quartet } = await runQuartet({ packFolder: addColourRater(await makeTalkativePack(["image"]), redIs("mature", 0, 1)) });
  const answer = await adapter.until(await adapter.say(SCRIPTED_ASK, { wish }));
  const [blurred] = only(answer, "media-end");
  expect(blurred?.file.isSensitive).toBe(true);
  expect(only(answer, "media-progress").some(({ preview }) => preview !== undefined)).toBe(false);
  const detail = async (path = "") => (await sharp(readFileSync(path)).greyscale().stats()).channels[0]?.stdev ?? Number.NaN;
  expect(await detail(blurred?.file.path)).toBeLessThan((await detail(clear?.file.path)) / 2);
  expect(houseIn(quartet.store).audit.latest(place, 1)).toMatchObject([{ what: "medium-blurred", rule: "mature" }]);
});

test("what it is sure of is not shown, and says so", async () => {
  const { adapter, quartet } = await runQuartet({ packFolder: addColourRater(await makeTalkativePack(["image"]), redIs("never", 0, 0)) });
  const answer = await adapter.until(await adapter.say(SCRIPTED_ASK, { wish }));
  expect(only(answer, "media-end").filter(({ part }) => part.type !== "audio")).toEqual([]);
  expect(only(answer, "media-drop")[0]?.told).toContain("did not pass my safety check");
  expect(houseIn(quartet.store).audit.latest(place, 1)).toMatchObject([{ what: "medium-refused", rule: "never" }]);
});

test("media that a channel leaves out are not made, and whoever asks is told", async () => {
  const { adapter, quartet } = await runQuartet({ packFolder: await makeTalkativePack(["image", "audio"]) });
  houseIn(quartet.store).places.set(place, { modalities: ["image"] });
  const answer = await adapter.until(await adapter.say(SCRIPTED_ASK, { wish }));
  expect(only(answer, "media-end").map(({ part }) => part.type)).toEqual(["image"]);
  expect(only(answer, "notice")).toMatchObject([{ text: "I may not make sounds in this channel." }]);
  const wished = await adapter.until(await adapter.say("a video of it", { wish: { modalities: ["video"] } }));
  expect(only(wished, "notice")).toMatchObject([{ text: "I may not make videos in this channel." }]);
  expect(only(wished, "text-delta")).toEqual([]);
});

test("what waits when a channel is paused or its asker blocked is told so and leaves memory", async () => {
  const { adapter, quartet } = await runQuartet();
  const { places, blocks } = houseIn(quartet.store);
  const first = await adapter.say("a red boat");
  const second = await adapter.say("a blue boat");
  places.pause(place, true);
  await adapter.until(first);
  expect(only(await adapter.until(second), "notice")).toMatchObject([{ text: "Somebody who moderates here has paused me in this channel." }]);
  places.pause(place, false);
  const third = await adapter.say("a green boat");
  const fourth = await adapter.say("a white boat");
  blocks.add(source, "ana", Date.now());
  await adapter.until(third);
  const refused = await adapter.until(fourth);
  expect(only(refused, "notice")).toMatchObject([{ text: "I do not answer here." }]);
  expect(only(refused, "text-delta")).toEqual([]);
  const said = (await quartet.conversations.turns(ROOM)).flatMap(({ parts }) => parts.flatMap((part) => (part.type === "text" ? part.text : [])));
  expect(said).not.toContain("a blue boat");
  expect(said).not.toContain("a white boat");
});

test("an answer and what it made are taken back: from memory, files and the platform", async () => {
  const { adapter, quartet } = await runQuartet({ packFolder: await makeTalkativePack(["image"]) });
  const answerTurn = await adapter.say(SCRIPTED_ASK, { wish });
  await adapter.until(answerTurn);
  const retracted: string[] = [];
  const retract = async (answer: { readonly answerTurn: string }) => void retracted.push(answer.answerTurn);
  const parts = { ...quartet, samples: { sweep: async () => {} }, adapters: new Map([["web", { retract }]] as const) };
  expect(await deleteMade(parts, { source, conversationId: ROOM }, 7 as PieceNumber)).toBe(false);
  expect(await deleteMade(parts, { source, conversationId: ROOM }, 1 as PieceNumber)).toBe(true);
  expect(retracted).toEqual([answerTurn]);
  expect((await quartet.conversations.turns(ROOM)).map(({ role }) => role)).toEqual(["user"]);
  expect(quartet.store.files.totalBytes()).toBe(0);
});

test("a channel's style stands behind what is asked there now, and its own retention before the default", async () => {
  const store = freshStore();
  const house = houseIn(store);
  const conversations = new Conversations(store);
  await say(conversations, 1, { text: "a red boat" });
  house.places.set(place, { style: "in watercolour", retentionDays: 2 });
  const memory = await conversations.memory(ROOM);
  const [asked] = memory.turns;
  const heard = asked && inPlaceStyle(house.places)({ memory, asked });
  expect(heard?.asked.parts).toEqual([
    { type: "text", text: "a red boat" },
    { type: "text", text: "in watercolour" },
  ]);
  expect(heard?.memory.turns).toEqual([heard?.asked]);
  expect(house.places.retentions()).toEqual([2]);
});
