/** Memory is a fold over the log: it survives restarts and replays, numbers are never used twice, and what is forgotten is gone. */

import { expect, test } from "vitest";
import { Conversations } from "../../src/conversation/conversations.ts";
import { sequenceOfEvent } from "../../src/conversation/entry.ts";
import { mediaOf } from "../../src/conversation/memory.ts";
import { openStore } from "../../src/store/store.ts";
import { conversationIdOf } from "../../src/turn/turn.ts";
import { freshFolder } from "../support/fresh-folder.ts";
import { freshStore } from "../support/fresh-store.ts";
import { ANA, answer, answerId, BEN, madeImage, ROOM, say, sentImage, text, turnId } from "../support/spoken.ts";

async function conversationsWithImage() {
  const store = freshStore();
  const { id } = await store.files.put(Buffer.from("picture"), "image/png");
  return { store, id, conversations: new Conversations(store) };
}

test("is there again after a restart, in order", async () => {
  const folder = freshFolder();
  {
    using store = openStore(folder);
    const conversations = new Conversations(store);
    for (const inboxId of [1, 2, 10, 11]) await say(conversations, inboxId, { text: `words ${inboxId}` });
    await answer(conversations, 2, [text("an answer")], 1);
  }
  using store = openStore(folder);
  const { turns } = await new Conversations(store).memory(ROOM);
  expect(turns.map(({ id }) => id)).toEqual([turnId(1), turnId(2), answerId(2), turnId(10), turnId(11)]);
});

test("a conversation whose name begins like another's is another", async () => {
  const conversations = new Conversations(freshStore());
  await say(conversations, 1, { text: "channel" });
  await say(conversations, 2, { text: "thread", conversationId: conversationIdOf("web", "room", "thread") });
  expect(await conversations.turns(ROOM)).toHaveLength(1);
});

test("a replay overwrites, and gives the same numbers", async () => {
  const { conversations, id, store } = await conversationsWithImage();
  await say(conversations, 1, { text: "look", media: [sentImage(id)] });
  await answer(conversations, 1, [text("half")], 3);
  await answer(conversations, 1, [text("whole"), madeImage(id, 2, "a boat")], 3);
  const memory = await conversations.memory(ROOM);
  expect(memory.turns.map(({ parts }) => parts.filter((part) => part.type === "text"))).toEqual([[text("look")], [text("whole")]]);
  expect(memory.nextPiece).toBe(3);
  await conversations.forget(ROOM, sequenceOfEvent(9));
  expect(store.files.totalBytes()).toBe(0);
});

test("people's and made pieces share one row of numbers, dropped ones included, also when many speak at once", async () => {
  const { conversations, id } = await conversationsWithImage();
  await Promise.all([1, 2, 3].map((inboxId) => say(conversations, inboxId, { media: [sentImage(id), sentImage(id)] })));
  await answer(conversations, 3, [madeImage(id, 7, "a boat")], 9);
  await say(conversations, 4, { media: [sentImage(id)] });
  const { turns, nextPiece } = await conversations.memory(ROOM);
  expect(turns.flatMap(mediaOf).map(({ piece }) => piece)).toEqual([1, 2, 3, 4, 5, 6, 7, 9]);
  expect(nextPiece).toBe(10);
});

test("a caption that an answer gave stays with the piece", async () => {
  const { conversations, id } = await conversationsWithImage();
  await say(conversations, 1, { media: [sentImage(id)] });
  const [turn] = await conversations.turns(ROOM);
  const [part] = mediaOf(turn ?? expect.unreachable());
  const made = {
    id: answerId(1),
    conversationId: ROOM,
    role: "bot",
    author: ANA,
    parts: [text("A red boat.")],
    replyTo: turnId(1),
    createdAt: 1,
  } as const;
  await conversations.made((sequenceOfEvent(1) + 1) as never, {
    turn: made,
    askedBy: ANA.id,
    nextPiece: 2 as never,
    captions: [{ piece: part?.piece ?? expect.unreachable(), caption: "a red boat" }],
  });
  expect((await conversations.turns(ROOM)).flatMap(mediaOf)[0]?.caption).toBe("a red boat");
});

test("an edit without its turn, and a deletion before it, change what comes later", async () => {
  const conversations = new Conversations(freshStore());
  await say(conversations, 1, { text: "a red boat" });
  await conversations.edited(ROOM, sequenceOfEvent(2), turnId(1), "a blue boat");
  await conversations.edited(ROOM, sequenceOfEvent(3), turnId(99), "nobody's");
  expect((await conversations.turns(ROOM))[0]?.parts).toEqual([text("a blue boat")]);
  await conversations.deleted(ROOM, sequenceOfEvent(6), turnId(5));
  await say(conversations, 5, { text: "late" });
  expect((await conversations.turns(ROOM)).map(({ id }) => id)).toEqual([turnId(1)]);
});

test("forgetting a person leaves no word of theirs in the store, and what others say stays", async () => {
  const { conversations, id, store } = await conversationsWithImage();
  await say(conversations, 1, { text: "secret of Ana", media: [sentImage(id)] });
  await conversations.edited(ROOM, sequenceOfEvent(2), turnId(1), "another secret");
  await answer(conversations, 1, [text("about the secret")], 2);
  await say(conversations, 5, { text: "a secret taken back" });
  await answer(conversations, 5, [text("an answer with that secret")], 2);
  await conversations.deleted(ROOM, sequenceOfEvent(7), turnId(5));
  await say(conversations, 3, { text: "from Ben", author: BEN });
  await conversations.forgetPerson(ROOM, sequenceOfEvent(8), ANA.id);
  expect(JSON.stringify(store.database.prepare("SELECT * FROM entries").all())).not.toMatch(/secret/);
  expect(await conversations.memory(ROOM)).toMatchObject({ turns: [{ id: turnId(3) }], nextPiece: 2 });
  expect(store.files.totalBytes()).toBe(0);
  expect(await conversations.list(ANA.id)).toEqual([]);
  expect(await conversations.list(BEN.id)).toMatchObject([{ conversationId: ROOM, title: "from Ben" }]);
});

test("who deleted all that they said is still found by the answers to it, until they are forgotten", async () => {
  const { conversations, id } = await conversationsWithImage();
  await say(conversations, 1, { text: "a secret" });
  await answer(conversations, 1, [text("with that secret"), madeImage(id, 1, "a lighthouse")], 2);
  await conversations.deleted(ROOM, sequenceOfEvent(2), turnId(1));
  expect(await conversations.list(ANA.id)).toMatchObject([{ conversationId: ROOM, title: "" }]);
  expect((await conversations.turnsOf("web", ANA.id)).flatMap(({ turns }) => turns.map((turn) => turn.id))).toEqual([answerId(1)]);
  for (const { conversationId } of await conversations.listOn("web", ANA.id))
    await conversations.forgetPerson(conversationId, sequenceOfEvent(3), ANA.id);
  expect(await conversations.turns(ROOM)).toEqual([]);
  expect(await conversations.list(ANA.id)).toEqual([]);
});

test("what is said after the wish to be forgotten stays", async () => {
  const conversations = new Conversations(freshStore());
  await say(conversations, 1, { text: "before" });
  await say(conversations, 3, { text: "after" });
  await conversations.forget(ROOM, sequenceOfEvent(2));
  expect((await conversations.turns(ROOM)).map(({ id }) => id)).toEqual([turnId(3)]);
});

test("turns older than the retention go, in every conversation", async () => {
  const conversations = new Conversations(freshStore());
  const other = conversationIdOf("web", "other");
  await say(conversations, 1, { text: "old", createdAt: 100 });
  await say(conversations, 2, { text: "old too", createdAt: 200, conversationId: other });
  await say(conversations, 3, { text: "new", createdAt: 300 });
  expect(await conversations.forgetBefore(300)).toBe(2);
  expect((await conversations.turns(ROOM)).map(({ id }) => id)).toEqual([turnId(3)]);
  expect(await conversations.turns(other)).toEqual([]);
  expect(await conversations.list(ANA.id)).toMatchObject([{ conversationId: ROOM }]);
});

/** From the `nth` write on the store takes nothing, as on a full disk; returns what ends that. */
function fillUp({ database }: ReturnType<typeof freshStore>, nth: number): () => void {
  database.exec(`CREATE TABLE room (writes INTEGER); INSERT INTO room VALUES (${nth - 1})`);
  const triggers = ["entries", "holds"].flatMap((table) => ["INSERT", "DELETE", "UPDATE"].map((what) => ({ name: `${what}_${table}`, what, table })));
  for (const { name, what, table } of triggers)
    database.exec(`CREATE TRIGGER ${name} BEFORE ${what} ON ${table} BEGIN
      SELECT RAISE(ABORT, 'full') WHERE (SELECT writes FROM room) = 0; UPDATE room SET writes = writes - 1; END`);
  return () => {
    for (const { name } of triggers) database.exec(`DROP TRIGGER ${name}`);
  };
}

const KEEPS = () => new Set([1 as never]);

test.for<[string, (conversations: Conversations) => Promise<unknown>, nextPiece?: number]>([
  ["a conversation is forgotten", (conversations) => conversations.forget(ROOM, sequenceOfEvent(9))],
  ["a person is forgotten", (conversations) => conversations.forgetPerson(ROOM, sequenceOfEvent(9), ANA.id)],
  ["a person is forgotten who built something", (conversations) => conversations.forgetPerson(ROOM, sequenceOfEvent(9), ANA.id, KEEPS)],
  ["turns grow too old", (conversations) => conversations.forgetBefore(9)],
  ["a place goes", async (conversations) => await conversations.purge(await conversations.all()), 1],
])("when %s and that breaks off anywhere, a second try leaves nothing behind", async ([, forget, nextPiece = 4]) => {
  for (let [nth, isDone] = [1, false]; !isDone; nth++) {
    const store = freshStore();
    const conversations = new Conversations(store);
    const files = await Promise.all(["kept", "own", "made"].map((words) => store.files.put(Buffer.from(words), "image/png")));
    const [kept, own, made] = files.map(({ id }) => sentImage(id));
    if (!kept || !own || !made) expect.unreachable();
    await say(conversations, 1, { text: "secret one", media: [kept, own] });
    await answer(conversations, 1, [text("secret answer"), madeImage(made.file.id, 3, "")], 4);
    await say(conversations, 2, { text: "secret two" });
    for (const [inboxId, turn] of [
      [3, 1],
      [4, 2],
    ] as const)
      await conversations.edited(ROOM, sequenceOfEvent(inboxId), turnId(turn), `secret edit ${turn}`);
    const makeRoom = fillUp(store, nth);
    isDone = await forget(conversations).then(
      () => true,
      () => false,
    );
    makeRoom();
    if (!isDone) await forget(conversations);
    expect(await conversations.memory(ROOM), `the write ${nth}`).toMatchObject({ nextPiece });
    const left = JSON.stringify(store.database.prepare("SELECT * FROM entries").all());
    expect(left, `the write ${nth}`).not.toMatch(/secret/);
    const isKept = left.includes(kept.file.id);
    expect(
      files.map(({ id }) => store.files.find(id) !== undefined),
      `the write ${nth}`,
    ).toEqual([isKept, false, false]);
    expect((await conversations.list(ANA.id)).map(({ title }) => title).join(""), `the write ${nth}`).toBe("");
  }
});
