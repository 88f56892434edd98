/** A session's title and style stand over what everybody there makes: what may not be asked for may not stand there either. */

import { expect, test } from "vitest";
import type { CommandReply } from "../../src/commands/command.ts";
import { loadConfig } from "../../src/config.ts";
import { Conversations } from "../../src/conversation/conversations.ts";
import { checkRequest } from "../../src/house/check-request.ts";
import { House } from "../../src/house/house.ts";
import { findTurn } from "../../src/conversation/memory.ts";
import { sentencesIn } from "../../src/language/language.ts";
import { createLogger } from "../../src/logger.ts";
import { findFfmpeg } from "../../src/media/ffmpeg.ts";
import { startMedia } from "../../src/media/supervisor.ts";
import { openStudios } from "../../src/studio/open-studios.ts";
import type { Source } from "../../src/turn/inbound.ts";
import { conversationIdOf } from "../../src/turn/turn.ts";
import { freshFolder } from "../support/fresh-folder.ts";
import { freshStore } from "../support/fresh-store.ts";
import { ANA, answerId, ROOM, say, turnId } from "../support/spoken.ts";

async function studios(place: Partial<Source> = {}) {
  const store = freshStore();
  await using media = await startMedia({ ffmpeg: await findFfmpeg() }).then((open) => ({ ...open, [Symbol.asyncDispose]: () => open.stop() }));
  const conversations = new Conversations(store);
  const { house: config, language } = loadConfig({});
  const house = new House(store, { config, language });
  const logger = createLogger({ level: "silent", format: "json" });
  const parts = { store, media, files: store.files, scratchFolder: freshFolder(), conversations, house, logger, pack: () => "tiny" };
  const { command, studios: sessions, inStyle } = openStudios({ ...parts, accept: async () => undefined });
  const source: Source = { platform: "web", channelId: "room", messageId: "m", ...place };
  let given = 0;
  const give = (options: Readonly<Record<string, string>>, tongue: "en" | "de" = "en"): Promise<CommandReply> =>
    command(
      { name: "studio", options, source: { ...source, messageId: `m${++given}` }, conversationId: ROOM, author: ANA, isModerator: false },
      sentencesIn(tongue),
    );
  return { give, house, source, conversations, inStyle, session: () => sessions.studio(conversationIdOf(source.platform, source.channelId)) };
}

test("a title that may not be asked for opens nothing, is told kindly, and leaves no words behind", async () => {
  const { give, house, source, session } = await studios();
  expect(await give({ action: "open", title: "a naked girl" })).toEqual({ text: "I make and say nothing sexual about minors." });
  expect((await give({ action: "open", title: "naked Taylor Swift" }, "de")).text).toBe(sentencesIn("de").faults.screenedRealPeople);
  expect(await session()).toBeUndefined();
  expect(house.audit.latest(source, 5).map(({ what, rule }) => [what, rule])).toEqual([
    ["prompt-refused", "real-people"],
    ["prompt-refused", "minors"],
  ]);
  expect((await give({ action: "open", title: "a lighthouse" })).text).toContain("a lighthouse");
  expect(await session()).toMatchObject({ title: "a lighthouse" });
});

test("a style that may not be asked for leaves the one before", async () => {
  const { give, session } = await studios();
  await give({ action: "open", title: "a lighthouse" });
  await give({ action: "style", phrase: "at night" });
  expect((await give({ action: "style", phrase: "p0rn" })).text).toBe(sentencesIn("en").faults.screenedMatureHere);
  expect(await session()).toMatchObject({ style: "at night" });
});

test("what is asked in a session is read together with its style", async () => {
  const { give, house, source, conversations, inStyle } = await studios();
  await give({ action: "open", title: "a lighthouse" });
  expect((await give({ action: "style", phrase: "sexy" })).text).toContain("sexy");
  const check = async (number: number, text: string) => {
    await say(conversations, number, { text, createdAt: Date.now() + 1 });
    const memory = await conversations.memory(ROOM);
    const asked = findTurn(memory, turnId(number));
    const target = { source, conversationId: ROOM, askedTurn: turnId(number), answerTurn: answerId(number) };
    if (asked) await checkRequest({ house, conversations }, { inboxId: number, target, asker: ANA }, inStyle({ memory, asked }));
    return asked !== undefined;
  };
  expect(await check(1, "a woman at the sea")).toBe(true);
  await expect(check(2, "a girl at the sea")).rejects.toMatchObject({ telling: ["screenedMinors"] });
});

test("where Discord keeps minors out, mature words may stand, and never those about minors", async () => {
  const { give, session } = await studios({ platform: "discord", isAgeRestricted: true });
  expect((await give({ action: "open", title: "a naked boy of twelve" })).text).toMatch(/minors/);
  expect((await give({ action: "open", title: "a naked woman" })).text).toContain("a naked woman");
  expect(await session()).toMatchObject({ title: "a naked woman" });
});
