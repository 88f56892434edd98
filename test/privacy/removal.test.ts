/** A server that removed the app: its data stay for a while in case it comes back, and are gone within 30 days. */

import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadConfig } from "../../src/config.ts";
import { Conversations } from "../../src/conversation/conversations.ts";
import { House } from "../../src/house/house.ts";
import { Inbox } from "../../src/jobs/inbox.ts";
import { createLogger } from "../../src/logger.ts";
import { Guilds } from "../../src/privacy/guilds.ts";
import { Removal } from "../../src/privacy/removal.ts";
import { openStore } from "../../src/store/store.ts";
import { StudioLog } from "../../src/studio/studio-log.ts";
import { Studios } from "../../src/studio/studios.ts";
import type { Source } from "../../src/turn/inbound.ts";
import { conversationIdOf, type Platform } from "../../src/turn/turn.ts";
import { freshFolder } from "../support/fresh-folder.ts";
import { ANA, BEN, say, sentImage } from "../support/spoken.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
const START = Date.UTC(2026, 0, 1);
const TABLES = [
  "entries",
  "files",
  "holds",
  "inbox",
  "studios",
  "studio_events",
  "place_settings",
  "blocks",
  "usage",
  "audit",
  "channels",
  "removals",
];

function open(folder: string, awaited: readonly Platform[] = []) {
  const store = openStore(folder);
  const conversations = new Conversations(store);
  const { house: config, language } = loadConfig({});
  const logger = createLogger({ level: "silent", format: "json" });
  const house = new House(store, { config, language, now: () => START });
  const [log, guilds, inbox] = [new StudioLog(store), new Guilds(store), new Inbox(store)];
  const studios = new Studios({ log, conversations, languageAt: () => "en", logger, accept: async () => undefined });
  const rest = { core: { forget: () => undefined }, samples: { sweep: async () => undefined }, logger, awaited };
  const removal = new Removal({ guilds, conversations, inbox, house, studios, ...rest });
  const rows = () => Object.fromEntries(TABLES.map((table) => [table, store.database.prepare(`SELECT * FROM ${table}`).all()]));
  const about = (word: string) => TABLES.filter((table) => JSON.stringify(rows()[table]).includes(word));
  return { store, conversations, house, log, guilds, inbox, removal, about };
}

type Opened = ReturnType<typeof open>;

/** As much as can be stored of a server: in its channel and in a thread. */
async function fill({ store, conversations, house, log, guilds, inbox }: Opened, guildId: string) {
  const channelId = `${guildId}-channel`;
  const source: Source = { platform: "discord", channelId, threadId: `${guildId}-thread`, messageId: "1", guildId };
  guilds.hear(source);
  const { id } = await store.files.put(Buffer.from(`picture of ${guildId}`), "image/png");
  const places = [conversationIdOf("discord", channelId), conversationIdOf("discord", channelId, source.threadId)];
  for (const [index, conversationId] of places.entries()) {
    await say(conversations, index + 1, { text: `words in ${guildId}`, media: [sentImage(id)], conversationId });
    const base = { id: `${guildId} ${index}`, source, conversationId, author: ANA, receivedAt: START };
    inbox.add({ ...base, type: "said", text: "more words", attachments: [] });
  }
  log.open(`${guildId} opened`, source, { type: "opened", title: guildId, by: ANA, at: START });
  house.places.set(source, { style: guildId });
  house.blocks.add(source, BEN.id, START);
  house.limit({ source, author: ANA }, `${guildId} 1`, { ofPerson: 0, inChannel: 0 }, undefined);
  house.note("paused", { source, author: ANA });
}

function filesIn(folder: string): number {
  const files = join(folder, "files");
  return existsSync(files) ? readdirSync(files, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).length : 0;
}

test("on the thirtieth day nothing of the server is left, files included, and of another one everything; over restarts", async () => {
  const folder = freshFolder();
  const first = open(folder);
  await fill(first, "gone");
  await fill(first, "other");
  const filled = first.about("other");
  first.guilds.remove({ platform: "discord", guildId: "gone" }, START);
  first.guilds.remove({ platform: "discord", guildId: "gone" }, START + 20 * DAY_MS);
  await first.removal.sweep(START + 29 * DAY_MS);
  expect(first.about("gone")).toContain("studio_events");
  first.store.close();
  const second = open(folder);
  expect(filesIn(folder)).toBe(2);
  await second.removal.sweep(START + 30 * DAY_MS - 1);
  expect(second.about("gone")).toEqual([]);
  expect(second.about("other")).toEqual(filled);
  expect(filesIn(folder)).toBe(1);
  expect((await second.conversations.list(ANA.id)).map(({ title }) => title)).toEqual(["words in other", "words in other"]);
  second.store.close();
});

test("coming back before that cancels the removal, also where it happened while Quartet was away", async () => {
  const folder = freshFolder();
  const first = open(folder);
  for (const guildId of ["back", "away", "gone"]) await fill(first, guildId);
  for (const guildId of ["back", "away"]) first.guilds.remove({ platform: "discord", guildId }, START);
  first.guilds.restore({ platform: "discord", guildId: "back" });
  first.store.close();
  const second = open(folder, ["discord"]);
  await second.removal.sweep(START + 40 * DAY_MS);
  expect(second.about("away")).toContain("entries");
  await second.removal.connected("discord", ["back", "away"], START + 40 * DAY_MS);
  expect([second.about("back"), second.about("away"), second.about("gone")].map((tables) => tables.includes("studios"))).toEqual([true, true, true]);
  await second.removal.sweep(START + 70 * DAY_MS);
  expect([second.about("back"), second.about("away"), second.about("gone")].map((tables) => tables.includes("studios"))).toEqual([true, true, false]);
  second.store.close();
});

test("a platform that connects no more is swept all the same", async () => {
  const opened = open(freshFolder());
  await fill(opened, "gone");
  opened.guilds.remove({ platform: "discord", guildId: "gone" }, START);
  await opened.removal.connected("web", undefined, START + 30 * DAY_MS);
  expect(opened.about("gone")).toEqual([]);
  opened.store.close();
});
