/** Once a day old turns go with their files, and with them what the inbox kept. */

import { join } from "node:path";
import { expect, test } from "vitest";
import { Conversations } from "../../src/conversation/conversations.ts";
import { SampleCache } from "../../src/conversation/sample-cache.ts";
import { Inbox } from "../../src/jobs/inbox.ts";
import { sweep } from "../../src/jobs/sweep.ts";
import { createLogger } from "../../src/logger.ts";
import { findFfmpeg } from "../../src/media/ffmpeg.ts";
import { startMedia } from "../../src/media/supervisor.ts";
import { freshStore } from "../support/fresh-store.ts";
import { ROOM, say, sentImage, turnId } from "../support/spoken.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

test("turns older than the retention go with their files; without a retention they stay", async () => {
  const store = freshStore();
  await using media = await disposableMedia();
  const conversations = new Conversations(store);
  const samples = await SampleCache.open(join(store.dataFolder, "samples"), store.files, media);
  const parts = { conversations, samples, inbox: new Inbox(store), store, logger: createLogger({ level: "silent", format: "json" }) };
  const { id } = await store.files.put(Buffer.from("picture"), "image/png");
  await say(conversations, 1, { text: "old", media: [sentImage(id)], createdAt: 0 });
  await say(conversations, 2, { text: "new", createdAt: 9 * DAY_MS });
  await sweep(parts, 10 * DAY_MS);
  expect(await conversations.turns(ROOM)).toHaveLength(2);
  await sweep({ ...parts, retentionDays: 7 }, 10 * DAY_MS);
  expect((await conversations.turns(ROOM)).map((turn) => turn.id)).toEqual([turnId(2)]);
  expect(store.files.totalBytes()).toBe(0);
});

async function disposableMedia() {
  const media = await startMedia({ ffmpeg: await findFfmpeg() });
  return { ...media, [Symbol.asyncDispose]: () => media.stop() };
}
