/** Sessions where several things come at once: two who open or close, the same command told twice, votes against, and who is forgotten meanwhile. */

import { readdirSync } from "node:fs";
import { expect, test, vi } from "vitest";
import type { CommandReply } from "../../src/commands/command.ts";
import { loadConfig } from "../../src/config.ts";
import { Conversations } from "../../src/conversation/conversations.ts";
import { sequenceOfEvent } from "../../src/conversation/entry.ts";
import { House } from "../../src/house/house.ts";
import { sentencesIn } from "../../src/language/language.ts";
import { createLogger } from "../../src/logger.ts";
import { findFfmpeg } from "../../src/media/ffmpeg.ts";
import type { Media } from "../../src/media/media.ts";
import { startMedia } from "../../src/media/supervisor.ts";
import { storeMedium } from "../../src/router/store-medium.ts";
import { openStudios } from "../../src/studio/open-studios.ts";
import type { Stage } from "../../src/studio/stage.ts";
import { StudioLog } from "../../src/studio/studio-log.ts";
import type { Source } from "../../src/turn/inbound.ts";
import type { FileId, PieceNumber } from "../../src/turn/part.ts";
import { type Author, conversationIdOf, type TurnId } from "../../src/turn/turn.ts";
import { MemoryAdapter } from "../fakes/memory-adapter.ts";
import { noiseSamples } from "../media/noise.ts";
import { freshFolder } from "../support/fresh-folder.ts";
import { freshStore } from "../support/fresh-store.ts";
import { ANA, answer, BEN, ROOM, say } from "../support/spoken.ts";

const { studio: sentences } = sentencesIn("en");
/** What is said here bears the time as its number. */
const AFTERWARDS = sequenceOfEvent(Date.now() + 3_600_000);

interface Meanwhile {
  readonly hasThreads?: boolean;
  /** While a scene of a film is made. */
  onScene?(conversations: Conversations, scene: number): Promise<void>;
  readonly maxFileBytes?: number;
  readonly tame?: Stage["tame"];
}

/** A platform that opens each session in a thread of its own, or right where it is asked for. */
async function studios({ hasThreads = false, onScene = async () => undefined, maxFileBytes = 10e6, tame }: Meanwhile = {}) {
  const store = freshStore();
  const real = await startMedia({ ffmpeg: await findFfmpeg() });
  const conversations = new Conversations(store);
  let scenes = 0;
  const media: Media = {
    ...real,
    filmScene: async (...scene) => {
      await onScene(conversations, ++scenes);
      return await real.filmScene(...scene);
    },
  };
  const { house: config, language } = loadConfig({});
  const house = new House(store, { config, language });
  const logger = createLogger({ level: "silent", format: "json" });
  const parts = { store, media, files: store.files, scratchFolder: freshFolder(), conversations, house, logger, pack: () => "tiny" };
  const linked: FileId[] = [];
  const linkTo = (id: FileId) => `https://quartet.example.org/linked/${linked.push(id)}`;
  const { command, studios: sessions, ...open } = openStudios({ ...parts, linkTo, accept: async () => undefined });
  const [threads, posted]: [string[], CommandReply[]] = [[], []];
  const stage: Stage = {
    ...(tame ? { tame } : {}),
    hearsWords: () => true,
    open: async (at) => {
      await new Promise(setImmediate);
      threads.push(`thread${threads.length + 1}`);
      return { place: hasThreads ? { ...at, threadId: threads.at(-1) ?? "" } : at, boardId: "board" };
    },
    show: async (_place, id = "board") => id,
    post: async (_place, reply) => void posted.push(reply),
    restate: async () => expect.unreachable("nobody adds anything by a command"),
  };
  const adapter = new MemoryAdapter(freshFolder());
  open.meet(Object.assign(adapter, { studio: stage, limits: { ...adapter.limits, maxFileBytes } }));
  const source: Source = { platform: "web", channelId: "room", messageId: "m" };
  const give = (messageId: string, options: Readonly<Record<string, string>>, author: Author = ANA, place = source) =>
    command(
      {
        name: "studio",
        options,
        source: { ...place, messageId },
        conversationId: conversationIdOf(place.platform, place.channelId, place.threadId),
        author,
        isModerator: true,
      },
      sentencesIn("en"),
    );
  const stop = async () => {
    await open.stop();
    await real.stop();
  };
  return { ...parts, conversations, sessions, give, source, threads, posted, linked, stop };
}

/** A picture that Ana wished for. */
async function drawn({ media, files, scratchFolder, conversations }: Awaited<ReturnType<typeof studios>>, caption = "a whale") {
  const samples = noiseSamples("image", freshFolder(), 1);
  const lineage = { type: "made", prompt: "a whale", seed: 1, parents: [] } as const;
  const { part } = await storeMedium({ media, files, scratchFolder, pack: "tiny" }, { piece: 1 as PieceNumber, samples, caption, lineage });
  const now = Date.now();
  await say(conversations, now, { text: "my whale" });
  await answer(conversations, now + 1, [part], 2, now);
}

test("two who open a session at once in one place open one", async () => {
  const { give, sessions, threads, stop } = await studios();
  const replies = await Promise.all([give("1", { action: "open", title: "a boat" }), give("2", { action: "open", title: "a whale" }, BEN)]);
  expect(replies.map(({ text }) => text)).toEqual([sentences.opened("a boat"), sentences.alreadyOpen]);
  expect(threads).toHaveLength(1);
  expect(await sessions.studio(ROOM)).toMatchObject({ title: "a boat", openedBy: ANA });
  await stop();
});

test("a command to open that is told again after a crash leads to the session that it opened", async () => {
  const { give, sessions, threads, stop } = await studios({ hasThreads: true });
  for (const _ of [1, 2]) expect((await give("1", { action: "open", title: "a boat" })).text).toBe(sentences.opened("a boat"));
  expect(threads).toEqual(["thread1"]);
  expect(await sessions.studio(conversationIdOf("web", "room", "thread1"))).toMatchObject({ title: "a boat", isOpen: true });
  await give("2", { action: "close" });
  await give("1", { action: "open", title: "a boat" });
  expect(sessions.meant({ conversationId: ROOM, source: { platform: "web", channelId: "room", messageId: "m" }, options: {} })).toBe("none");
  await stop();
});

test("words of people are no markup in what a session is answered, where the platform has some", async () => {
  const open = await studios({ tame: (words) => words.replaceAll(/[*_[]/g, "\\$&") });
  const { give, stop } = open;
  expect((await give("1", { action: "open", title: "[a boat](https://example.org)" })).text).toContain("“\\[a boat](");
  expect((await give("2", { action: "style", phrase: "*at night*" })).text).toContain("\\*at night\\*");
  await drawn(open, "*a* whale");
  for (const options of [{ action: "board" }, { action: "lineage", piece: "1" }]) expect((await give("3", options)).text).toContain("\\*a\\* whale");
  expect((await give("4", { action: "credits" })).text).toContain("**\\[a boat](");
  expect((await give("5", { action: "close" })).text).toContain("“\\[a boat](");
  await stop();
});

test("two who close a session at once bid goodbye once", async () => {
  const { give, stop } = await studios();
  await give("1", { action: "open", title: "a boat" });
  const replies = await Promise.all([give("2", { action: "close" }), give("3", { action: "close" }, BEN)]);
  expect(replies.map(({ text }) => text)).toEqual([sentences.goodbye("a boat", 0, 1), sentences.isClosed]);
  await stop();
});

test.each(["👎", "👎🏽", "thumbsdown::skin-tone-4", "-1::skin-tone-2", "❌"])("%s is no vote for a piece", async (emoji) => {
  const { give, sessions, conversations, source, stop } = await studios();
  await give("1", { action: "open", title: "a boat" });
  const event = { source, conversationId: ROOM, author: BEN, receivedAt: Date.now(), added: true, turnId: "t" as TurnId, type: "reacted" } as const;
  sessions.reacted({ ...event, id: "one", emoji });
  expect(sessions.eventsOf("web", BEN.id)).toEqual([]);
  sessions.reacted({ ...event, id: "two", emoji: "👍🏽" });
  expect(sessions.eventsOf("web", BEN.id)).toHaveLength(1);
  expect(await conversations.turns(ROOM)).toEqual([]);
  await stop();
});

const forgetAna = (meanwhile: number) => async (conversations: Conversations, scene: number) => {
  if (scene === meanwhile) await conversations.forgetPerson(ROOM, AFTERWARDS, ANA.id);
};

test.each([
  ["before its scene", 1],
  ["behind its scene", 3],
])("a film of what is forgotten while it is made, %s, is not shown, and is made anew of what is left", { timeout: 180_000 }, async (_, scene) => {
  const open = await studios({ onScene: forgetAna(scene) });
  const { give, sessions, posted, scratchFolder, stop } = open;
  await give("1", { action: "open", title: "a boat" }, BEN);
  await drawn(open);
  await give("2", { action: "export", what: "film" }, BEN);
  await vi.waitFor(async () => expect((await sessions.studio(ROOM))?.pending).toEqual([]), { timeout: 150_000, interval: 100 });
  expect(posted.map(({ text, files = [] }) => [text, files.length])).toEqual([[sentences.nothingToExport, 0]]);
  expect(readdirSync(scratchFolder)).toEqual([]);
  await stop();
});

test("a link to a film of what was forgotten meanwhile is told to nobody and leads nowhere", { timeout: 180_000 }, async () => {
  const open = await studios({ onScene: forgetAna(3), maxFileBytes: 2_000 });
  const { give, store, posted, linked, sessions, stop } = open;
  await give("1", { action: "open", title: "a boat" }, BEN);
  await drawn(open);
  await give("2", { action: "export", what: "film" }, BEN);
  await vi.waitFor(async () => expect((await sessions.studio(ROOM))?.pending).toEqual([]), { timeout: 150_000, interval: 100 });
  expect(posted.map(({ text }) => text)).toEqual([sentences.nothingToExport]);
  expect([...new Set(linked)].map((id) => store.files.find(id))).toEqual([undefined]);
  await stop();
});

test("nothing of a session that was forgotten while its film was made is shown or noted", { timeout: 180_000 }, async () => {
  const open = await studios({ onScene: (conversations, scene) => (scene === 3 ? conversations.forget(ROOM, AFTERWARDS) : Promise.resolve()) });
  const { give, store, posted, scratchFolder, stop } = open;
  const log = new StudioLog(store);
  await give("1", { action: "open", title: "a boat" });
  await drawn(open);
  await give("2", { action: "export", what: "film" });
  await vi.waitFor(() => expect(log.events(ROOM)).toEqual([]), { timeout: 150_000, interval: 100 });
  await vi.waitFor(() => expect(readdirSync(scratchFolder)).toEqual([]), { timeout: 150_000, interval: 100 });
  await stop();
  expect(posted.filter(({ files = [] }) => files.length > 0)).toEqual([]);
  expect(log.events(ROOM)).toEqual([]);
});
