/** Books and films on their way out: as they are, smaller, in parts, or as a link, by what the place takes. */

import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Conversations } from "../../src/conversation/conversations.ts";
import { sequenceOfEvent } from "../../src/conversation/entry.ts";
import { sentencesIn } from "../../src/language/language.ts";
import { createLogger } from "../../src/logger.ts";
import { findFfmpeg } from "../../src/media/ffmpeg.ts";
import type { Media } from "../../src/media/media.ts";
import { startMedia } from "../../src/media/supervisor.ts";
import { storeMedium, type Workshop } from "../../src/router/store-medium.ts";
import type { ExportForm } from "../../src/studio/event.ts";
import { Exports } from "../../src/studio/exports.ts";
import { foldStudio } from "../../src/studio/studio.ts";
import { StudioLog } from "../../src/studio/studio-log.ts";
import { Studios } from "../../src/studio/studios.ts";
import type { PieceNumber } from "../../src/turn/part.ts";
import { MemoryAdapter } from "../fakes/memory-adapter.ts";
import { noiseSamples } from "../media/noise.ts";
import { freshFolder } from "../support/fresh-folder.ts";
import { freshStore } from "../support/fresh-store.ts";
import { ANA, answer, ROOM, say } from "../support/spoken.ts";

const PLACE = { platform: "web", channelId: "room", messageId: "m" } as const;

let media: Media;
beforeAll(async () => {
  media = await startMedia({ ffmpeg: await findFfmpeg() });
});
afterAll(() => media.stop());

/** A session with a picture and its sound, and what it gives out at a place that takes so much. */
async function session() {
  const store = freshStore();
  const conversations = new Conversations(store);
  const workshop: Workshop = { media, files: store.files, scratchFolder: freshFolder(), pack: "tiny" };
  const lineage = { type: "made", prompt: "a lighthouse", seed: 1, parents: [] } as const;
  const make = async (piece: number, type: "image" | "audio") => {
    const samples = noiseSamples(type, freshFolder(), 1);
    return (await storeMedium(workshop, { piece: piece as PieceNumber, samples, caption: `a lighthouse, ${type}`, lineage })).part;
  };
  await say(conversations, 10, { text: "a lighthouse" });
  await answer(conversations, 11, [await make(1, "image"), await make(2, "audio")], 3, 10);
  const studio = foldStudio(ROOM, [{ type: "opened", title: "A lighthouse", by: ANA, at: 5 }], await conversations.memory(ROOM));
  if (studio === undefined) expect.unreachable("the session is there");
  const logger = createLogger({ level: "silent", format: "json" });
  const [log, languageAt] = [new StudioLog(store), () => "en" as const];
  const studios = new Studios({ log, conversations, languageAt, logger, accept: async () => undefined });
  const adapter = new MemoryAdapter(freshFolder());
  const linkTo = (id: string) => `https://quartet.example.org/linked/${id}`;
  const exports = new Exports({ studios, log, conversations, ...workshop, linkTo, languageAt, logger, pack: () => "tiny" });
  const give = async (form: ExportForm, maxFileBytes: number) => {
    studios.meet(Object.assign(Object.create(adapter) as MemoryAdapter, { limits: { ...adapter.limits, maxFileBytes } }));
    const { text, files = [] } = await exports.make(studio, { form, choice: "all" }, PLACE);
    for (const { path, sizeBytes } of files) expect(readFileSync(path)).toHaveLength(sizeBytes);
    return { text, files };
  };
  return { give, store, conversations };
}

/** What is behind the link that was told. */
function linkedIn(text: string, { files }: ReturnType<typeof freshStore>) {
  const [, id = ""] = /linked\/([0-9a-f]{64})$/.exec(text) ?? [];
  return files.find(id as never);
}

test("a book goes as it is, then with smaller media, then as a link to the whole", { timeout: 120_000 }, async () => {
  const { give, store } = await session();
  const { files, text } = await give("book", 1e9);
  const [whole] = files;
  const sizeBytes = whole?.sizeBytes ?? 0;
  const { bookReady, bookSmaller } = sentencesIn("en").studio;
  expect(text).toBe(bookReady);
  const smaller = await give("book", Math.floor(sizeBytes * 0.7));
  expect(smaller.text).toBe(`${bookReady} ${bookSmaller}`);
  expect(smaller.files).toMatchObject([{ name: "a-lighthouse.html", mediaType: "text/html" }]);
  expect(smaller.files[0]?.sizeBytes).toBeLessThanOrEqual(Math.floor(sizeBytes * 0.7));
  const linked = await give("book", 5_000);
  expect(linked.files).toEqual([]);
  expect(linked.text).toMatch(/is \d+ kB large, and here I can send at most 5 kB.*For 7 days it is here: https:/);
  expect(linkedIn(linked.text, store)).toMatchObject({ mediaType: "text/html", sizeBytes, state: "here" });
});

test("a film goes as it is, then smaller, then in parts that play by themselves, then as a link", { timeout: 400_000 }, async () => {
  const { give, store } = await session();
  const [whole] = (await give("film", 1e9)).files;
  if (whole === undefined) expect.unreachable("there is a film");
  const { durationMs = 0 } = await media.inspect(whole.path);
  const most = Math.floor(whole.sizeBytes * 0.7);
  const smaller = await give("film", most);
  expect(smaller.files).toMatchObject([{ name: "a-lighthouse.mp4", mediaType: "video/mp4" }]);
  expect(smaller.files[0]?.sizeBytes).toBeLessThanOrEqual(most);
  const room = Math.floor(durationMs * 6);
  const { files } = await give("film", room);
  expect(files.length).toBeGreaterThan(1);
  expect(files.map(({ name }) => name)).toEqual(files.map((_, index) => `a-lighthouse-${index + 1}of${files.length}.mp4`));
  let totalMs = 0;
  for (const { path, sizeBytes } of files) {
    expect(sizeBytes).toBeLessThanOrEqual(room);
    const part = await media.inspect(path);
    expect(part).toMatchObject({ modality: "video", hasSound: true });
    totalMs += part.durationMs ?? 0;
  }
  expect(Math.abs(totalMs - durationMs)).toBeLessThan(100 * files.length);
  const linked = await give("film", 2_000);
  expect(linked.files).toEqual([]);
  expect(linkedIn(linked.text, store)).toMatchObject({ mediaType: "video/mp4", state: "here" });
});

test("what was linked goes with what is forgotten of the session", { timeout: 120_000 }, async () => {
  const { give, store, conversations } = await session();
  const { text } = await give("book", 2_000);
  expect(linkedIn(text, store)).toMatchObject({ state: "here" });
  await conversations.forgetPerson(ROOM, sequenceOfEvent(100), ANA.id);
  expect(linkedIn(text, store)).toBeUndefined();
});
