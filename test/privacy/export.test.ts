/** What a person is handed out: everything of theirs and nothing of others, as one file that does not stay. */

import { existsSync, readFileSync, statSync } from "node:fs";
import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { exportCommand } from "../../src/commands/export.ts";
import { privacyCommand } from "../../src/commands/privacy.ts";
import { loadConfig } from "../../src/config.ts";
import { Conversations } from "../../src/conversation/conversations.ts";
import { House } from "../../src/house/house.ts";
import { Inbox } from "../../src/jobs/inbox.ts";
import { sentencesIn } from "../../src/language/language.ts";
import { createLogger } from "../../src/logger.ts";
import { StudioLog } from "../../src/studio/studio-log.ts";
import { Studios } from "../../src/studio/studios.ts";
import type { PieceNumber } from "../../src/turn/part.ts";
import { freshFolder } from "../support/fresh-folder.ts";
import { freshStore } from "../support/fresh-store.ts";
import { ANA, answer, BEN, madeImage, ROOM, say, sentImage, text } from "../support/spoken.ts";

const source = { platform: "web", channelId: "room", messageId: "m" } as const;
const english = sentencesIn("en");

async function scene(maxBytes = 1e7) {
  const store = freshStore();
  const conversations = new Conversations(store);
  const { house: config, language } = loadConfig({});
  const house = new House(store, { config, language });
  const [log, inbox] = [new StudioLog(store), new Inbox(store)];
  const logger = createLogger({ level: "silent", format: "json" });
  const studios = new Studios({ log, conversations, languageAt: () => "en", logger, accept: async () => undefined });
  const parts = { conversations, house, inbox, studios, files: store.files, scratchFolder: freshFolder(), maxFileBytesAt: () => maxBytes };
  const handler = exportCommand(parts);
  const ask = (author = ANA) =>
    handler({ name: "export", options: { action: "me" }, source, conversationId: ROOM, author, isModerator: false }, english);
  return { store, conversations, house, log, inbox, ask };
}

async function filled(maxBytes?: number, pictureBytes = 10) {
  const parts = await scene(maxBytes);
  const { store, conversations, house, log, inbox } = parts;
  const sent = await store.files.put(randomBytes(pictureBytes), "image/png");
  const made = await store.files.put(randomBytes(pictureBytes), "image/png");
  await say(conversations, 1, { text: "a boat of Ana", media: [{ ...sentImage(sent.id), file: sent }], createdAt: 1 });
  await answer(conversations, 1, [text("your boat"), { ...madeImage(made.id, 2, "a boat"), file: made }], 3);
  await say(conversations, 2, { text: "a secret of Ben", author: BEN });
  log.open("opened", source, { type: "opened", title: "Boats", by: BEN, at: 1 });
  log.add("vote", ROOM, { type: "voted", piece: 2 as PieceNumber, emoji: "♥", added: true, by: ANA, at: 5 });
  const base = { source: { ...source, replyToken: "a token" }, conversationId: ROOM, receivedAt: 7 };
  inbox.add({ ...base, id: "w1", author: ANA, type: "said", text: "still waiting", attachments: [] });
  inbox.add({ ...base, id: "w2", author: BEN, type: "said", text: "a secret of Ben", attachments: [] });
  house.usage.count({ kind: "request", eventId: "1", source, personId: ANA.id, amount: 1, at: 9 });
  house.note("medium-reported", { source, author: ANA }, "#2");
  return { ...parts, sent, made };
}

test("everything of the person, and nothing of anybody else; afterwards the file is gone", async () => {
  const { ask, sent, made, store } = await filled();
  const { text: told, files, isPublic, done } = await ask();
  expect([told, isPublic, files?.length]).toEqual([english.privacy.export.ready, undefined, 1]);
  const path = files?.[0]?.path ?? "";
  const words = readFileSync(path, "utf8");
  expect(words).not.toMatch(/secret|a token/);
  expect(JSON.parse(words)).toMatchObject({
    platform: "web",
    personId: "ana",
    name: "Ana",
    conversations: [
      {
        conversationId: ROOM,
        title: "a boat of Ana",
        turns: [
          {
            role: "user",
            name: "Ana",
            at: "1970-01-01T00:00:00.001Z",
            parts: [
              { type: "text", text: "a boat of Ana" },
              { type: "image", piece: 1, file: sent.id },
            ],
          },
          {
            role: "bot",
            parts: [
              { type: "text", text: "your boat" },
              { type: "image", piece: 2, file: made.id, caption: "a boat" },
            ],
          },
        ],
      },
    ],
    waiting: [{ type: "said", text: "still waiting" }],
    studios: [{ type: "voted", piece: 2, conversationId: ROOM }],
    limits: [{ kind: "request", amount: 1 }],
    auditLog: [{ what: "medium-reported", rule: "#2" }],
    blockedIn: [],
  });
  const inside = (JSON.parse(words) as { files: { id: string; content: string }[] }).files;
  expect(inside.map(({ id }) => id).sort()).toEqual([sent.id, made.id].sort());
  for (const { id, content } of inside)
    expect(Buffer.from(content.replace("data:image/png;base64,", ""), "base64")).toEqual(
      readFileSync(store.files.pathOf(id as typeof sent.id) ?? ""),
    );
  await done?.();
  expect(existsSync(path)).toBe(false);
});

test("what does not fit is named and left out, so that the file is never larger than the place takes", async () => {
  const { ask } = await filled(20_000, 9_000);
  const { text: told, files, done } = await ask();
  expect(told).toContain("One file is named but not inside");
  const path = files?.[0]?.path ?? "";
  expect(statSync(path).size).toBeLessThanOrEqual(20_000);
  const { files: listed } = JSON.parse(readFileSync(path, "utf8")) as { files: { content?: string; missing?: string }[] };
  expect(listed.map(({ content, missing }) => (content ? "inside" : missing)).sort()).toEqual(["inside", "too-large"]);
  await done?.();
});

test("who never said anything gets no file", async () => {
  const { ask } = await scene();
  expect(await ask()).toEqual({ text: "I keep nothing about you." });
});

test("what is told of retention is what holds in the channel, in its language, with whom to ask", async () => {
  const { house } = await scene();
  const command = { name: "privacy", options: {}, conversationId: ROOM, author: ANA, isModerator: false };
  const tell = async (retentionDays?: number, contact?: string, place: { platform: "web" | "slack" } = source, language: "en" | "de" = "en") => {
    const handler = privacyCommand({ house, ...(retentionDays ? { retentionDays } : {}), ...(contact ? { contact } : {}) });
    return (await handler({ ...command, source: { ...source, ...place } }, sentencesIn(language))).text;
  };
  expect(await tell()).toContain("stays until somebody has it forgotten");
  expect(await tell(90, "privacy@example.org")).toMatch(/goes after 90 days[\s\S]*`\/export me`[\s\S]*privacy@example\.org/);
  house.places.set(source, { retentionDays: 1 });
  expect(await tell(90)).toContain("goes after 1 day.");
  expect(await tell(undefined, undefined, { platform: "slack" }, "de")).toMatch(/`\/quartet forget me`[\s\S]*hat keine Adresse genannt/);
  expect((await tell()).length).toBeLessThan(2000);
});
