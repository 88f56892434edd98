/** What becomes of turns once they are there: kept, forgotten, answered again, edited, deleted; with real parts. */

import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Delivery } from "../src/adapter.ts";
import { mediaOf } from "../src/conversation/memory.ts";
import { requestFor } from "../src/conversation/request.ts";
import type { PieceNumber } from "../src/turn/part.ts";
import { conversationIdOf, type TurnId } from "../src/turn/turn.ts";
import { only, textOf } from "./fakes/memory-adapter.ts";
import { runQuartet } from "./support/running-quartet.ts";
import { makeTalkativePack, SCRIPTED_ASK, SCRIPTED_SEED } from "./support/talkative-pack.ts";
import { dot, PNG } from "./support/dot.ts";
import { BEN, ROOM } from "./support/spoken.ts";

const wish = { seed: SCRIPTED_SEED };

describe("what people send", () => {
  test("is stored, numbered and seen; what cannot be taken is named with its reason", async () => {
    const { adapter, quartet } = await runQuartet();
    const notes = { name: "notes.mp4", mediaType: "video/mp4", bytes: Buffer.from("no video at all") };
    const answer = await adapter.until(await adapter.say("what is this?", { files: [notes, dot] }));
    expect(only(answer, "notice").map(({ text }) => text)).toEqual([expect.stringMatching(/^notes\.mp4: [A-Z].*\.$/)]);
    const [asked] = await quartet.conversations.turns(ROOM);
    expect(asked && mediaOf(asked)).toMatchObject([{ type: "image", piece: 1, width: 1, height: 1, lineage: { type: "sent", name: "dot.png" } }]);
    expect(existsSync(quartet.store.files.pathOf(mediaOf(asked ?? expect.unreachable())[0]?.file.id ?? expect.unreachable()) ?? "")).toBe(true);
  });

  test("with nothing that can be taken and no words, nothing is asked", async () => {
    const { adapter, quartet } = await runQuartet();
    const answer = await adapter.until(await adapter.say(" ", { files: [{ name: "empty.png", mediaType: "image/png", bytes: Buffer.alloc(0) }] }));
    expect(answer.map(({ type }) => type)).toEqual(["answer-start", "notice", "answer-end"]);
    expect(await quartet.conversations.turns(ROOM)).toMatchObject([{ role: "user", parts: [] }]);
  });

  test("is forgotten with its conversation, files and samples included; numbers go on", async () => {
    const { adapter, quartet, folder } = await runQuartet();
    await adapter.until(await adapter.say("what is this?", { files: [dot] }));
    expect(quartet.store.files.totalBytes()).toBeGreaterThan(0);
    await adapter.press({ type: "forget", scope: "conversation" });
    expect(await quartet.conversations.memory(ROOM)).toMatchObject({ turns: [], nextPiece: 2 });
    expect(quartet.store.files.totalBytes()).toBe(0);
    expect(readdirSync(join(folder, "data", "samples"))).toEqual([]);
    expect(await quartet.conversations.list("ana")).toEqual([]);
    const rows = quartet.store.database.prepare("SELECT key, value FROM entries").all();
    expect(JSON.stringify(rows)).not.toMatch(/what is this|dot\.png/);
  });

  test("of one person is forgotten with the answers to it; others' turns stay", async () => {
    const { adapter, quartet } = await runQuartet();
    await adapter.until(await adapter.say("from Ana", { files: [dot] }));
    const ben = { id: "ben", name: "Ben" };
    await adapter.until(await adapter.say("from Ben", { author: ben, files: [dot] }));
    await adapter.press({ type: "forget", scope: "me" });
    const { turns } = await quartet.conversations.memory(ROOM);
    expect(turns.map(({ role, author }) => [role, author.id])).toEqual([
      ["user", "ben"],
      ["bot", "quartet"],
    ]);
    expect(quartet.store.files.totalBytes()).toBe(PNG.length);
  });
});

describe("an old turn", () => {
  test("is answered again, by its own name or by its answer's", async () => {
    const { adapter, quartet } = await runQuartet();
    const first = await adapter.say("a red boat");
    await adapter.until(first);
    const again = await adapter.until(await adapter.press({ type: "again", turnId: first }));
    expect(textOf(again)).toBe(textOf(adapter.of(first)));
    expect(again[0]?.target.askedTurn).toBe("web:room:m1");
    expect((await quartet.conversations.turns(ROOM)).map(({ role }) => role)).toEqual(["user", "bot", "bot"]);
  });

  test("keeps what was wished; varied, it makes that one medium only, with the other seed", async () => {
    const { adapter, quartet } = await runQuartet({ packFolder: await makeTalkativePack(["image", "audio"]) });
    const first = await adapter.say(SCRIPTED_ASK, { wish });
    const made = (answer: readonly Delivery[]) => only(answer, "media-end").map(({ part }) => [part.type, part.piece, part.lineage]);
    await adapter.until(first);
    const varied = await adapter.until(await adapter.press({ type: "again", turnId: first, piece: 2 as PieceNumber, seed: SCRIPTED_SEED }));
    expect(made(varied)).toEqual([["audio", 3, expect.objectContaining({ type: "made", prompt: SCRIPTED_ASK, parents: [] })]]);
    const picture = await adapter.say(SCRIPTED_ASK, { channelId: "other", wish: { ...wish, modalities: ["image"] } });
    await adapter.until(picture);
    const again = await adapter.until(await adapter.press({ type: "again", turnId: picture, seed: SCRIPTED_SEED }, { channelId: "other" }));
    expect(made(again).map(([type]) => type)).toEqual(["image"]);
    const other = conversationIdOf("web", "other");
    expect(await requestFor(quartet.conversations, other, 2 as PieceNumber)).toEqual({ text: SCRIPTED_ASK, pieces: [], modalities: ["image"] });
    expect(await requestFor(quartet.conversations, ROOM, 1 as PieceNumber)).toMatchObject({ text: SCRIPTED_ASK, modalities: ["image"] });
    expect(await requestFor(quartet.conversations, ROOM, 9 as PieceNumber)).toBeUndefined();
  });

  test("stays seen by an answer that waits for the core when who sent it is forgotten", async () => {
    const { adapter, quartet, log } = await runQuartet();
    await adapter.until(await adapter.say("look", { files: [dot] }));
    const { core } = quartet;
    const answer = core.answer.bind(core);
    core.answer = async function* (...given) {
      await adapter.press({ type: "forget", scope: "me" });
      yield* answer(...given);
    };
    const answered = await adapter.until(await adapter.say("what was that?", { author: BEN }));
    expect(only(answered, "notice")).toEqual([]);
    expect(textOf(answered)).not.toBe("");
    expect(log.join("")).not.toContain("the core failed");
  });

  test("is changed also while it waits to be heard; what was never said, or is forgotten, leaves no word by its change", async () => {
    const { adapter, quartet } = await runQuartet();
    const gate = Promise.withResolvers<void>();
    const open = adapter.openAttachment.bind(adapter);
    adapter.openAttachment = async (fetchKey) => {
      await gate.promise;
      return await open(fetchKey);
    };
    const asked = await adapter.say("a red boat", { files: [dot] });
    await adapter.edit("web:room:m1" as TurnId, "a blue boat");
    await adapter.edit("web:room:m99" as TurnId, "a secret");
    gate.resolve();
    await adapter.until(asked);
    expect((await quartet.conversations.turns(ROOM))[0]?.parts[0]).toEqual({ type: "text", text: "a blue boat" });
    await adapter.press({ type: "forget", scope: "me" });
    await adapter.edit("web:room:m1" as TurnId, "a secret boat");
    const kept = ["entries", "inbox"].map((table) => JSON.stringify(quartet.store.database.prepare(`SELECT * FROM ${table}`).all())).join();
    expect(kept).not.toMatch(/secret|blue/);
  });

  test("edited and deleted, it reads so from then on", async () => {
    const { adapter, quartet } = await runQuartet();
    await adapter.until(await adapter.say("a red boat"));
    await adapter.edit("web:room:m1" as TurnId, "a blue boat");
    expect((await quartet.conversations.turns(ROOM))[0]?.parts).toEqual([{ type: "text", text: "a blue boat" }]);
    await adapter.delete("web:room:m1" as TurnId);
    expect((await quartet.conversations.turns(ROOM)).map(({ role }) => role)).toEqual(["bot"]);
  });
});
