/** Once a day old turns go with their files, and with them what the inbox kept. */

import { readdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Conversations } from "../../src/conversation/conversations.ts";
import { SampleCache } from "../../src/conversation/sample-cache.ts";
import { Inbox } from "../../src/jobs/inbox.ts";
import { sweep } from "../../src/jobs/sweep.ts";
import { createLogger } from "../../src/logger.ts";
import { findFfmpeg } from "../../src/media/ffmpeg.ts";
import { startMedia } from "../../src/media/supervisor.ts";
import { freshFolder } from "../support/fresh-folder.ts";
import { freshStore } from "../support/fresh-store.ts";
import { ANA, ROOM, say, sentImage, turnId } from "../support/spoken.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

test("turns older than the retention go with their files; without a retention they stay", async () => {
  const store = freshStore();
  await using media = await disposableMedia();
  const conversations = new Conversations(store);
  const samples = await SampleCache.open(join(store.dataFolder, "samples"), store.files, media);
  const scratchFolder = freshFolder();
  const logger = createLogger({ level: "silent", format: "json" });
  const parts = { conversations, samples, inbox: new Inbox(store), store, scratchFolder, logger };
  for (const [name, day] of [
    ["left.mp4", 8],
    ["on-its-way.mp4", 10],
  ] as const) {
    writeFileSync(join(scratchFolder, name), "frames");
    utimesSync(join(scratchFolder, name), day * 86_400, day * 86_400);
  }
  const { id } = await store.files.put(Buffer.from("picture"), "image/png");
  await say(conversations, 1, { text: "old", media: [sentImage(id)], createdAt: 0 });
  await say(conversations, 2, { text: "new", createdAt: 9 * DAY_MS });
  await sweep(parts, 10 * DAY_MS);
  expect(await conversations.turns(ROOM)).toHaveLength(2);
  await sweep({ ...parts, retentionDays: 7 }, 10 * DAY_MS);
  expect((await conversations.turns(ROOM)).map((turn) => turn.id)).toEqual([turnId(2)]);
  expect(store.files.totalBytes()).toBe(0);
  expect(readdirSync(scratchFolder)).toEqual(["on-its-way.mp4"]);
});

test("what one part of it cannot take away keeps no other part from its work", async () => {
  const store = freshStore();
  await using media = await disposableMedia();
  const conversations = new Conversations(store);
  const samples = await SampleCache.open(join(store.dataFolder, "samples"), store.files, media);
  const log: string[] = [];
  const logger = createLogger({ level: "info", format: "json" }, { write: (line) => void log.push(line) });
  const inbox = new Inbox(store);
  const source = { platform: "web", channelId: "room", messageId: "1" } as const;
  const row = inbox.add({ type: "said", id: "1", source, conversationId: ROOM, author: ANA, receivedAt: 0, text: "old", attachments: [] });
  inbox.finish(row?.id ?? 0);
  await say(conversations, 1, { text: "old", createdAt: 0 });
  store.database.exec("CREATE TEMP TRIGGER broken BEFORE DELETE ON entries BEGIN SELECT RAISE(ABORT, 'malformed'); END");
  await sweep({ conversations, samples, inbox, store, scratchFolder: freshFolder(), logger, retentionDays: 7 }, 40 * DAY_MS);
  expect(log).toEqual([expect.stringContaining("malformed")]);
  expect(inbox.last("web")).toBeUndefined();
});

async function disposableMedia() {
  const media = await startMedia({ ffmpeg: await findFfmpeg() });
  return { ...media, [Symbol.asyncDispose]: () => media.stop() };
}
