/** Forgetting a person: everywhere on one platform, with files, counters, votes and name; what others built upon stays, without the person. */

import { expect, test } from "vitest";
import { Conversations } from "../../src/conversation/conversations.ts";
import { type Sequence, sequenceOfEvent } from "../../src/conversation/entry.ts";
import { mediaOf } from "../../src/conversation/memory.ts";
import { loadConfig } from "../../src/config.ts";
import { House } from "../../src/house/house.ts";
import { Outbox } from "../../src/jobs/outbox.ts";
import { forgetPerson } from "../../src/privacy/forget-person.ts";
import { StudioLog } from "../../src/studio/studio-log.ts";
import { Studios } from "../../src/studio/studios.ts";
import { createLogger } from "../../src/logger.ts";
import type { MediaPart, PieceNumber } from "../../src/turn/part.ts";
import { conversationIdOf, type Platform } from "../../src/turn/turn.ts";
import { freshStore } from "../support/fresh-store.ts";
import { ANA, answer, answerId, BEN, madeImage, ROOM, say, sentImage, text, turnId } from "../support/spoken.ts";
import { answeredIn } from "../support/answered.ts";

const OTHER_ROOM = conversationIdOf("web", "other");
const ELSEWHERE = conversationIdOf("discord", "elsewhere");
const AFTER = sequenceOfEvent(1000);

function scene() {
  const store = freshStore();
  const conversations = new Conversations(store);
  const { house: config, language } = loadConfig({});
  const house = new House(store, { config, language });
  const log = new StudioLog(store);
  const logger = createLogger({ level: "silent", format: "json" });
  const studios = new Studios({ log, conversations, languageAt: () => "en", logger, accept: async () => undefined });
  const dropped: string[] = [];
  const core = { forget: (id: string) => void dropped.push(id) };
  const parts = { conversations, studios, core, outbox: new Outbox(store), samples: { sweep: async () => undefined } };
  const forget = (platform: Platform = "web", before: Sequence = AFTER) => forgetPerson(parts, { platform, id: ANA.id }, before);
  /** Every byte of the store that could tell of somebody, as text. */
  const everything = () =>
    ["entries", "inbox", "outbox", "studio_events", "usage"]
      .map((table) => JSON.stringify(store.database.prepare(`SELECT * FROM ${table}`).all()))
      .join("\n");
  return { store, conversations, house, log, forget, dropped, everything };
}

test("turns, answers and files go in every conversation of the platform; other people, other platforms and what comes later stay", async () => {
  const { store, conversations, forget, dropped, everything } = scene();
  const [own, shared] = [await store.files.put(Buffer.from("own"), "image/png"), await store.files.put(Buffer.from("shared"), "image/png")];
  await say(conversations, 1, { text: "my secret boat", media: [sentImage(own.id), sentImage(shared.id)] });
  await answer(conversations, 2, [text("your secret boat")], 3, 1);
  await say(conversations, 3, { text: "hello from Ben", author: BEN, media: [sentImage(shared.id)] });
  await say(conversations, 4, { text: "another secret", conversationId: OTHER_ROOM });
  await say(conversations, 5, { text: "a secret of Discord", conversationId: ELSEWHERE });
  await say(conversations, 2000, { text: "said afterwards", conversationId: OTHER_ROOM });
  await forget();
  expect(everything()).not.toMatch(/my secret|your secret|another secret/);
  expect((await conversations.turns(ROOM)).map(({ author }) => author.name)).toEqual(["Ben"]);
  expect((await conversations.turns(OTHER_ROOM)).map(({ id }) => id)).toEqual([turnId(2000)]);
  expect(await conversations.turns(ELSEWHERE)).toHaveLength(1);
  expect([store.files.find(own.id), store.files.find(shared.id)?.state]).toEqual([undefined, "here"]);
  expect([...dropped].sort()).toEqual([OTHER_ROOM, ROOM].sort());
  const listed = (await conversations.list(ANA.id)).map(({ conversationId, title }) => [conversationId, title]);
  expect(listed).toContainEqual([OTHER_ROOM, "said afterwards"]);
  expect(listed.map(([conversationId]) => conversationId)).not.toContain(ROOM);
});

test("limit counters, a block and the log of what was done outlive it, or forgetting would give back what was used up", async () => {
  const { house, forget } = scene();
  const source = { platform: "discord", channelId: "c", messageId: "m", guildId: "g" } as const;
  for (const [index, author] of [ANA, BEN].entries())
    house.usage.count({ kind: "request", eventId: String(index), source, personId: author.id, amount: 1, at: house.now });
  house.blocks.add(source, ANA.id, 1);
  house.note("prompt-refused", { source, author: ANA }, "minors");
  await forget("discord");
  expect([ANA, BEN].map(({ id }) => house.usage.show("discord", id).length)).toEqual([1, 1]);
  expect(house.blocks.has(source, ANA.id)).toBe(true);
  expect(house.audit.latest(source, 5)).toHaveLength(1);
});

test("of an answer that may be sent again, only the person's own goes", async () => {
  const { store, conversations, forget } = scene();
  await say(conversations, 1, { text: "mine" });
  await answer(conversations, 1, [text("for Ana")], 1);
  const target = (id: number) => ({
    source: { platform: "web", channelId: "room", messageId: String(id) } as const,
    conversationId: ROOM,
    askedTurn: turnId(id),
    answerTurn: answerId(id),
  });
  for (const [id, words] of [
    [1, "for Ana"],
    [2, "for Ben"],
  ] as const) {
    const { outbox, inbox, inboxId } = answeredIn(store, target(id), [{ name: "text-0", content: text(words), state: "queued" }]);
    outbox.doubt(inboxId);
    inbox.finish(inboxId);
  }
  await forget();
  expect(store.database.prepare("SELECT answer FROM outbox").all()).toEqual([{ answer: answerId(2) }]);
});

function madeFrom(id: Parameters<typeof madeImage>[0], piece: number, parents: readonly number[]): MediaPart {
  return {
    ...madeImage(id, piece, `piece ${piece}`),
    lineage: { type: "made", prompt: "Ana's own words", seed: 1, parents: parents as PieceNumber[] },
  };
}

/** Ana sends #1, makes #2 from it and #3 from nothing; Ben makes #4 from #2. */
async function studio() {
  const parts = scene();
  const { store, conversations, log } = parts;
  const ids = await Promise.all([1, 2, 3, 4].map(async (each) => (await store.files.put(Buffer.from(`picture ${each}`), "image/png")).id));
  const [first, second, third, fourth] = ids;
  if (!first || !second || !third || !fourth) throw new RangeError("expected four files");
  const source = { platform: "web", channelId: "room", messageId: "1" } as const;
  log.open("opened", source, { type: "opened", title: "Ana's lighthouse", by: ANA, at: 0 });
  await say(conversations, 1, { text: "Ana's own words", media: [{ ...sentImage(first), lineage: { type: "sent", name: "ana-at-home.png" } }] });
  await answer(conversations, 2, [text("Ana's own words, answered"), madeFrom(second, 2, [1])], 3, 1);
  await answer(conversations, 3, [madeFrom(third, 3, [])], 4, 1);
  await conversations.edited(ROOM, sequenceOfEvent(4), turnId(1), "Ana's own words, edited");
  await say(conversations, 5, { text: "#2 at sea", author: BEN });
  await answer(
    conversations,
    5,
    [{ ...madeFrom(fourth, 4, [2]), lineage: { type: "made", prompt: "#2 at sea", seed: 1, parents: [2 as PieceNumber] } }],
    5,
    5,
    BEN,
  );
  for (const by of [ANA, BEN]) log.add(`vote ${by.id}`, ROOM, { type: "voted", piece: 4 as PieceNumber, emoji: "♥", added: true, by, at: 10 });
  return { ...parts, ids };
}

test("in a studio, pieces that others built upon keep their place without name and words; the others go, and so do votes", async () => {
  const { store, conversations, forget, everything, ids, log } = await studio();
  await forget();
  expect(everything()).not.toMatch(/Ana|"ana/);
  const { turns, nextPiece } = await conversations.memory(ROOM);
  const pieces = turns.flatMap((turn) => mediaOf(turn).map(({ piece }) => ({ piece, by: turn.author.name })));
  expect(pieces).toEqual([
    { piece: 1, by: "?" },
    { piece: 2, by: "?" },
    { piece: 4, by: "Quartet" },
  ]);
  expect(nextPiece).toBe(5);
  expect(ids.map((id) => store.files.find(id)?.state)).toEqual(["here", "here", undefined, "here"]);
  expect(log.events(ROOM).flatMap(({ type, by }) => (type === "voted" ? [by.name] : []))).toEqual(["Ben"]);
});

test("where people only talk, nothing of the person stays, whoever built upon it", async () => {
  const { conversations, forget, log } = await studio();
  log.forget(ROOM);
  await forget();
  const turns = await conversations.turns(ROOM);
  expect(turns.flatMap((turn) => mediaOf(turn).map(({ piece }) => piece))).toEqual([4]);
});

test("a title that was the words of a deleted or changed message is renewed", async () => {
  const { conversations } = scene();
  await say(conversations, 1, { text: "my secret" });
  await say(conversations, 2, { text: "the weather" });
  const titles = async () => (await conversations.list(ANA.id)).map(({ title }) => title);
  await conversations.deleted(ROOM, sequenceOfEvent(3), turnId(1));
  expect(await titles()).toEqual(["the weather"]);
  await conversations.edited(ROOM, sequenceOfEvent(4), turnId(2), "the boat");
  expect(await titles()).toEqual(["the boat"]);
});
