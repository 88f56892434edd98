/** A group session as a fold: pieces with their makers, lineage and votes, within its time, through edits, deletions and forgetting. */

import { expect, test, vi } from "vitest";
import { Conversations } from "../../src/conversation/conversations.ts";
import { sequenceOfEvent } from "../../src/conversation/entry.ts";
import { textOf } from "../../src/conversation/memory.ts";
import { sentencesIn } from "../../src/language/language.ts";
import { createLogger } from "../../src/logger.ts";
import { boardMarkdown, boardOf } from "../../src/studio/board.ts";
import { creditsOf, lineageOf } from "../../src/studio/credits.ts";
import type { StudioEvent } from "../../src/studio/event.ts";
import { pagesOf, scenesOf } from "../../src/studio/scenes.ts";
import { chosenPieces, foldStudio, type Studio } from "../../src/studio/studio.ts";
import type { Stage } from "../../src/studio/stage.ts";
import { StudioLog } from "../../src/studio/studio-log.ts";
import { Studios } from "../../src/studio/studios.ts";
import { inStudioStyle } from "../../src/studio/studio-style.ts";
import type { Inbound } from "../../src/turn/inbound.ts";
import type { FileId, MediaPart, PieceNumber } from "../../src/turn/part.ts";
import { MemoryAdapter } from "../fakes/memory-adapter.ts";
import { freshFolder } from "../support/fresh-folder.ts";
import { freshStore } from "../support/fresh-store.ts";
import { ANA, answer, answerId, BEN, madeImage, ROOM, say, sentImage, text } from "../support/spoken.ts";

const OPENED: StudioEvent = { type: "opened", title: "A lighthouse", by: ANA, at: 5 };
const vote = (by: typeof ANA, piece: number, emoji = "❤", added = true): StudioEvent => ({
  type: "voted",
  piece: piece as PieceNumber,
  emoji,
  added,
  by,
  at: 50,
});

function madeFrom(id: FileId, piece: number, caption: string, parents: readonly number[], type: "image" | "audio" = "image"): MediaPart {
  const { width, height, ...image } = madeImage(id, piece, caption);
  const lineage = { type: "made", prompt: caption, seed: 1, parents: parents as readonly PieceNumber[] } as const;
  return type === "audio" ? { ...image, type, durationMs: 1000, lineage } : { ...image, type, width, height, lineage };
}

/** Ana: #2 and its sound #3; Ben: #4 from #2, and #5 that he sent. #1 was there before the session. */
async function session() {
  const store = freshStore();
  const conversations = new Conversations(store);
  const { id } = await store.files.put(Buffer.from("picture"), "image/png");
  await say(conversations, 1, { text: "before", media: [sentImage(id)] });
  await say(conversations, 10, { text: "a lighthouse" });
  await answer(conversations, 11, [text("Here."), madeFrom(id, 2, "a lighthouse", []), madeFrom(id, 3, "its horn", [], "audio")], 4, 10);
  await say(conversations, 12, { text: "#2 but at sea", author: BEN });
  await answer(conversations, 13, [madeFrom(id, 4, "a lighthouse at sea", [2])], 5, 12, BEN);
  await say(conversations, 14, { text: "my own", media: [sentImage(id, "a shell")], author: BEN });
  const fold = async (...events: readonly StudioEvent[]): Promise<Studio> => {
    const studio = foldStudio(ROOM, [OPENED, ...events], await conversations.memory(ROOM));
    if (studio === undefined) throw new TypeError("expected a session");
    return studio;
  };
  return { store, conversations, fold };
}

const numbersOf = (pieces: readonly { readonly number: number }[]) => pieces.map(({ number }) => number);

test("pieces are those of its time, with who made them, from what, and what came of them", async () => {
  const { fold } = await session();
  const { pieces, roster } = await fold();
  expect(pieces.map(({ number, author, parents, branches, words }) => [number, author.name, parents, branches, words])).toEqual([
    [2, "Ana", [], [4], "a lighthouse"],
    [3, "Ana", [], [], "a lighthouse"],
    [4, "Ben", [2], [], "#2 but at sea"],
    [5, "Ben", [], [], "my own"],
  ]);
  expect(roster.map(({ name, pieces: count }) => [name, count])).toEqual([
    ["Ana", 2],
    ["Ben", 2],
  ]);
  expect(foldStudio(ROOM, [], { turns: [], nextPiece: 1 as PieceNumber })).toBeUndefined();
});

test("a person has one vote for a piece until the last reaction is taken back; a vote on a message counts for all it brought", async () => {
  const { fold } = await session();
  const onAnswer: StudioEvent = { type: "voted", turnId: answerId(11), emoji: "🎉", added: true, by: BEN, at: 51 };
  const { pieces } = await fold(vote(ANA, 4), vote(ANA, 4, "👍"), vote(BEN, 4), vote(BEN, 4, "❤", false), vote(ANA, 4, "👍", false), onAnswer);
  expect(pieces.map(({ number, voters }) => [number, voters.map(({ name }) => name)])).toEqual([
    [2, ["Ben"]],
    [3, ["Ben"]],
    [4, ["Ana"]],
    [5, []],
  ]);
});

test("favourites are the chosen, else the liked, else all; sounds go with what they belong to", async () => {
  const { fold } = await session();
  const chosen = (...pieces: readonly number[]): StudioEvent => ({ type: "chosen", pieces: pieces as PieceNumber[], by: ANA, at: 60 });
  expect(numbersOf(chosenPieces(await fold(), "favourites"))).toEqual([2, 3, 4, 5]);
  expect(numbersOf(chosenPieces(await fold(vote(ANA, 4)), "favourites"))).toEqual([4]);
  expect(numbersOf(chosenPieces(await fold(vote(ANA, 4), chosen(5, 2, 99)), "favourites"))).toEqual([5, 2]);
  expect(numbersOf(chosenPieces(await fold(vote(ANA, 4), chosen(5, 2), chosen()), "favourites"))).toEqual([4]);
  const scenes = scenesOf(await fold(chosen(5, 2)), "favourites");
  expect(scenes.map(({ visual, sounds }) => [visual?.number, numbersOf(sounds)])).toEqual([
    [5, []],
    [2, [3]],
  ]);
  expect(scenesOf(await fold(chosen(3)), "favourites")).toMatchObject([{ sounds: [{ number: 3 }] }]);
  expect(pagesOf(scenesOf(await fold(), "all")).map(({ lead }) => lead.number)).toEqual([2, 4, 5]);
});

test("the board keeps its newest pieces where not all fit, tells how pieces are taken, and makes nobody's words markup", async () => {
  const { fold } = await session();
  const studio = await fold(vote(ANA, 4), { type: "styled", style: "at night", by: BEN, at: 20 });
  const dialect = { maxLength: 2000, tame: (words: string) => words.replaceAll("*", "\\*"), small: (line: string) => `-# ${line}` };
  const all = boardMarkdown(boardOf(studio, true, sentencesIn("en")), dialect);
  expect(all).toContain("**#4** 🖼️ a lighthouse at sea · Ben · from #2 · ♥ 1");
  expect(all).toContain("**Style:** at night");
  expect(all).toContain("just write what comes next");
  expect(boardMarkdown(boardOf(studio, false, sentencesIn("de")), dialect)).toContain("erwähnt mich");
  const short = boardMarkdown(boardOf(studio, true, sentencesIn("en")), { ...dialect, maxLength: all.length - 10 });
  expect(short).toContain("1 earlier piece");
  expect(short).not.toContain("**#2**");
  expect(short).toContain("**#5**");
  const hostile = boardOf({ ...studio, title: "**@everyone**" }, true, sentencesIn("en"));
  expect(boardMarkdown(hostile, dialect)).toContain("\\*\\*@everyone\\*\\*");
});

test("lineage and credits are told in words", async () => {
  const { fold } = await session();
  const studio = await fold(vote(ANA, 4));
  const { studio: sentences } = sentencesIn("en");
  const [second, , fourth] = studio.pieces;
  if (second === undefined || fourth === undefined) throw new TypeError("expected four pieces");
  expect(lineageOf(studio.pieces, fourth, sentences)).toBe("- #2 🖼️ a lighthouse · Ana · begins here\n  - #4 🖼️ a lighthouse at sea · Ben · from #2");
  expect(lineageOf(studio.pieces, second, sentences)).toContain("It led to #4.");
  expect(creditsOf(studio, "tiny", sentences)).toContain("- Ben: #4 (1 vote), #5");
});

test("a long lineage stays readable, and words of people are shown as they are", async () => {
  const { conversations, store } = await session();
  const { id } = await store.files.put(Buffer.from("whale"), "image/png");
  for (let piece = 6; piece < 60; piece++) {
    await say(conversations, 10 * piece, { text: "again" });
    await answer(conversations, 10 * piece, [madeFrom(id, piece, "*a* whale", [piece - 1])], piece + 1);
  }
  const studio = foldStudio(ROOM, [{ ...OPENED, title: "_a_ boat" }], await conversations.memory(ROOM));
  const last = studio?.pieces.at(-1);
  if (studio === undefined || last === undefined) expect.unreachable("there are pieces");
  const { studio: sentences } = sentencesIn("en");
  const tame = (words: string) => words.replaceAll(/[*_]/g, "\\$&");
  const lines = lineageOf(studio.pieces, last, sentences, tame).split("\n");
  expect(lines).toHaveLength(55);
  expect(Math.max(...lines.map((line) => line.length - line.trimStart().length))).toBe(16);
  expect(lines.at(-1)).toContain("\\*a\\* whale");
  expect(creditsOf(studio, "tiny", sentences, tame)).toContain("\\_a\\_ boat");
});

test("the style is heard with what is said while it is locked, and in no answer", async () => {
  const { store, conversations } = await session();
  const log = new StudioLog(store);
  const source = { platform: "web", channelId: "room", messageId: "m" } as const;
  log.open("one", source, { type: "opened", title: "A lighthouse", by: ANA, at: 5 });
  log.add("two", ROOM, { type: "styled", style: "at night", by: ANA, at: 11 });
  const memory = await conversations.memory(ROOM);
  const asked = memory.turns.at(-1);
  const heard = asked && inStudioStyle(log)({ memory, asked });
  const words = [...(heard?.memory.turns ?? []), ...(heard ? [heard.asked] : [])].map(textOf);
  expect(words).toEqual(["before", "a lighthouse", "Here.", "#2 but at sea, at night", "", "my own, at night", "my own, at night"]);
});

test("an event counts once; forgetting a person takes their votes and words, forgetting the place takes everything", async () => {
  const { store, conversations } = await session();
  const log = new StudioLog(store);
  log.open("one", { platform: "web", channelId: "room", messageId: "m" }, { type: "opened", title: "Ana's secret", by: ANA, at: 5 });
  expect(log.add("two", ROOM, vote(ANA, 4))).toBe(true);
  expect(log.add("two", ROOM, vote(ANA, 4))).toBe(false);
  log.add("three", ROOM, vote(BEN, 4));
  await conversations.forgetPerson(ROOM, sequenceOfEvent(100), ANA.id);
  log.forgetPerson(ROOM, ANA.id);
  const studio = foldStudio(ROOM, log.events(ROOM), await conversations.memory(ROOM));
  expect(studio).toMatchObject({ title: "", openedBy: { id: "" }, pieces: [{ number: 4, voters: [{ name: "Ben" }] }, { number: 5 }] });
  expect(JSON.stringify(log.events(ROOM))).not.toMatch(/Ana|secret/);
  log.forget(ROOM);
  expect([log.events(ROOM), log.find(ROOM)]).toEqual([[], undefined]);
});

test("exports wait in the order in which they were asked for, and each ends alone", async () => {
  const { fold } = await session();
  const asked = (choice: "all" | "favourites", by = ANA): StudioEvent => ({ type: "export-asked", form: "film", choice, by, at: 60 });
  const step = (type: "export-begun" | "export-ended"): StudioEvent => ({ type, form: "film", by: ANA, at: 61 });
  const pendingAfter = async (...events: readonly StudioEvent[]) => (await fold(...events)).pending.map(({ choice, tries }) => [choice, tries]);
  expect(await pendingAfter(asked("favourites"), asked("favourites"), asked("all", BEN))).toEqual([
    ["favourites", 0],
    ["all", 0],
  ]);
  expect(await pendingAfter(asked("favourites"), step("export-begun"), asked("favourites"), step("export-ended"))).toEqual([["favourites", 0]]);
});

test("a closed session's board is emptied when the place is forgotten, and a role that lets somebody speak comes with what they add", async () => {
  const { conversations, store } = await session();
  const log = new StudioLog(store);
  const boards: string[] = [];
  const heard: Inbound[] = [];
  const place = { platform: "web", channelId: "room", messageId: "m" } as const;
  const stage: Stage = {
    hearsWords: () => true,
    open: async (at) => ({ place: at, boardId: "b" }),
    show: async (_place, id, board) => {
      boards.push(JSON.stringify(board));
      return id ?? "b";
    },
    restate: async () => ({ id: "web:restated", source: place }),
  };
  const studios = new Studios({
    log,
    conversations,
    languageAt: () => "en",
    logger: createLogger({ level: "silent", format: "json" }),
    accept: async (inbound) => void heard.push(inbound),
  });
  studios.meet(Object.assign(new MemoryAdapter(freshFolder()), { studio: stage }));
  const record = await studios.open("one", place, ANA, "A lighthouse");
  if (record === undefined) expect.unreachable("nothing was open there");
  await studios.add(record, BEN, "and a whale", [], { ...place, roles: ["777"] });
  expect(heard).toMatchObject([{ text: "and a whale", source: { roles: ["777"] } }]);
  const { id } = await store.files.put(Buffer.from("picture"), "image/png");
  await say(conversations, 20, { text: "", media: [sentImage(id, "a whale")], author: BEN, createdAt: Date.now() });
  await studios.close("two", record, ANA);
  expect(boards.at(-1)).toContain("a whale");
  const shown = boards.length;
  await conversations.forget(ROOM, sequenceOfEvent(100));
  await vi.waitFor(() => expect(log.find(ROOM)).toBeUndefined());
  expect(boards.length).toBeGreaterThan(shown);
  expect(boards.at(-1)).not.toContain("a whale");
  await studios.stop();
});
