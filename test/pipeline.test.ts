/** A turn's whole way with real parts: from what a person says to what is delivered and remembered. */

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { mediaOf } from "../src/conversation/memory.ts";
import { RefusedError } from "../src/errors.ts";
import { readProvenance } from "../src/media/provenance.ts";
import type { PieceNumber } from "../src/turn/part.ts";
import type { TurnId } from "../src/turn/turn.ts";
import { only, textOf } from "./fakes/memory-adapter.ts";
import { runQuartet } from "./support/running-quartet.ts";
import { makeTalkativePack, SCRIPTED_ASK, SCRIPTED_SEED } from "./support/talkative-pack.ts";
import { dot } from "./support/dot.ts";
import { ROOM } from "./support/spoken.ts";

const wish = { seed: SCRIPTED_SEED };

describe("an answer in words", () => {
  test("is streamed between its start and its end, and both turns are remembered", async () => {
    const { adapter, quartet } = await runQuartet();
    const answer = await adapter.until(await adapter.say("a red boat"));
    expect(answer[0]).toMatchObject({ type: "answer-start", waiting: 0 });
    expect(answer.at(-1)).toMatchObject({ type: "answer-end", finishReason: "length" });
    expect(only(answer, "text-delta").length).toBeGreaterThan(10);
    const turns = await quartet.conversations.turns(ROOM);
    expect(turns.map(({ role, parts }) => [role, parts])).toEqual([
      ["user", [{ type: "text", text: "a red boat" }]],
      ["bot", [{ type: "text", text: textOf(answer) }]],
    ]);
    expect(turns[1]?.replyTo).toBe(turns[0]?.id);
  });

  test("an event that comes twice is answered once", async () => {
    const { adapter, quartet } = await runQuartet();
    const inbound = {
      type: "said",
      text: "hello",
      attachments: [],
      id: "e1",
      conversationId: ROOM,
      author: { id: "ana", name: "Ana" },
      receivedAt: 1,
    } as const;
    const source = { platform: "web", channelId: "room", messageId: "e1" } as const;
    await Promise.all([adapter.receive({ ...inbound, source }), adapter.receive({ ...inbound, source })]);
    await adapter.until("e1/answer" as TurnId);
    await adapter.until(await adapter.say("and more"));
    expect(await quartet.conversations.turns(ROOM)).toHaveLength(4);
    expect(only(adapter.of("e1/answer" as TurnId), "answer-end")).toHaveLength(1);
  });
});

test("a store that takes nothing ends the answer that needs it and nothing else", async () => {
  const { adapter, quartet, log } = await runQuartet();
  adapter.onDeliver = ({ type }) => {
    if (type === "text-delta") quartet.store.database.exec("PRAGMA query_only = ON");
  };
  const failed = await adapter.until(await adapter.say("a red boat"));
  expect(failed.at(-1)).toMatchObject({ type: "answer-end", finishReason: "error" });
  await vi.waitFor(() => expect(log.join("")).toContain("an answer could not be given up"));
  adapter.onDeliver = () => {};
  quartet.store.database.exec("PRAGMA query_only = OFF");
  const next = await adapter.until(await adapter.say("a red boat", { channelId: "elsewhere" }));
  expect(next.at(-1)).toMatchObject({ type: "answer-end", finishReason: "length" });
});

describe("an answer with media", () => {
  test("shows each medium as it forms, keeps its file with provenance, lineage and caption, and sees it again in the next turn", async () => {
    const { adapter, quartet, folder } = await runQuartet({ packFolder: await makeTalkativePack(["image", "audio", "video"]) });
    const answer = await adapter.until(await adapter.say(SCRIPTED_ASK, { wish }));
    expect(only(answer, "notice")).toEqual([]);
    const ends = only(answer, "media-end");
    expect(ends.map(({ part }) => [part.type, part.file.mediaType]).sort()).toEqual([
      ["audio", "audio/ogg"],
      ["image", "image/png"],
      ["video", "video/mp4"],
    ]);
    expect(only(answer, "media-start").map(({ piece }) => piece)).toEqual([1, 2, 3]);
    for (const { part, file } of ends) {
      expect(file.altText).toBe(part.caption);
      expect(part.lineage).toMatchObject({ type: "made", prompt: SCRIPTED_ASK, parents: [] });
      expect(await readProvenance(file.path)).toMatchObject({ pack: "storybook" });
      const firstSeen = answer.findIndex((delivery) => delivery.type === "media-progress" && delivery.piece === part.piece);
      expect(firstSeen).toBeLessThan(answer.findIndex((delivery) => delivery.type === "media-end" && delivery.part.piece === part.piece));
    }
    expect(only(answer, "media-progress").some(({ preview }) => preview !== undefined)).toBe(true);
    expect(readdirSync(join(folder, "data", "scratch"))).toEqual([]);
    const [, made] = await quartet.conversations.turns(ROOM);
    expect(made && mediaOf(made).map(({ piece }) => piece)).toEqual([1, 2, 3]);
    await adapter.until(await adapter.say("now green"));
    expect(readdirSync(join(folder, "data", "samples"))).toHaveLength(3);
  });

  test("survives kill -9 of the core: the person gets the whole answer once", async () => {
    const packFolder = await makeTalkativePack(["image", "audio"]);
    const undisturbed = await runQuartet({ packFolder });
    const expected = await undisturbed.adapter.until(await undisturbed.adapter.say(SCRIPTED_ASK, { wish }));
    const { adapter, log } = await runQuartet({ packFolder });
    let kills = 0;
    adapter.onDeliver = ({ type }) => {
      if (type === "media-progress" && kills++ === 0) process.kill(corePid(log), "SIGKILL");
    };
    const answer = await adapter.until(await adapter.say(SCRIPTED_ASK, { wish }));
    expect(log.some((line) => line.includes("it is started again"))).toBe(true);
    expect(textOf(answer)).toBe(textOf(expected));
    expect(only(answer, "media-end").map(({ part }) => part.piece)).toEqual(only(expected, "media-end").map(({ part }) => part.piece));
    for (const type of ["answer-start", "answer-end"] as const) expect(only(answer, type)).toHaveLength(1);
    expect(only(answer, "notice")).toEqual([]);
  });

  test("cancelled, it keeps what was said, and its numbers are not used again", async () => {
    const { adapter, quartet } = await runQuartet({ packFolder: await makeTalkativePack(["image", "video"]) });
    const turn = await adapter.say(SCRIPTED_ASK, { wish });
    await adapter.until(turn, ({ type }) => type === "media-start");
    await adapter.press({ type: "cancel", turnId: turn });
    const answer = await adapter.until(turn);
    expect(answer.at(-1)).toMatchObject({ type: "answer-end", finishReason: "cancelled" });
    expect(only(answer, "media-drop").map(({ reason }) => reason)).toContain("cancelled");
    const begun = only(answer, "media-start").map(({ piece }) => piece);
    const memory = await quartet.conversations.memory(ROOM);
    expect(memory.nextPiece).toBe(Math.max(...begun) + 1);
    expect(memory.turns[1]?.parts[0]).toEqual({ type: "text", text: expect.stringMatching(/./) });
  });

  test("one medium cancelled, the rest goes on", async () => {
    const { adapter } = await runQuartet({ packFolder: await makeTalkativePack(["image", "video"]) });
    const turn = await adapter.say(SCRIPTED_ASK, { wish });
    await adapter.until(turn, (delivery) => delivery.type === "media-start" && delivery.modality === "video");
    await adapter.press({ type: "cancel", turnId: turn, piece: 2 as PieceNumber });
    const answer = await adapter.until(turn);
    expect(only(answer, "media-drop").map(({ piece }) => piece)).toEqual([2]);
    const shown = only(answer, "media-end").map(({ part }) => part.piece);
    expect(shown).toContain(1);
    expect(shown).not.toContain(2);
  });
});

function corePid(log: readonly string[]): number {
  const ready = log.map((line) => JSON.parse(line)).findLast((line) => line.msg === "the core is ready");
  return ready.pid;
}

describe("a cancel", () => {
  test("ends an answer whose file is still being fetched", async () => {
    const { adapter } = await runQuartet();
    const opening = Promise.withResolvers<void>();
    adapter.openAttachment = () => {
      opening.resolve();
      return new Promise(() => {});
    };
    const turn = await adapter.say("what is this?", { files: [dot] });
    await opening.promise;
    await adapter.press({ type: "cancel", turnId: turn });
    expect((await adapter.until(turn)).at(-1)).toMatchObject({ type: "answer-end", finishReason: "cancelled" });
  });

  test("ends an answer that waits", async () => {
    const { adapter } = await runQuartet({ packFolder: await makeTalkativePack(["video"]) });
    const first = await adapter.say(SCRIPTED_ASK, { wish });
    const second = await adapter.say("and then?");
    await adapter.press({ type: "cancel", turnId: second });
    expect((await adapter.until(second)).at(-1)).toMatchObject({ type: "answer-end", finishReason: "cancelled" });
    expect(only(adapter.of(first), "answer-end")).toEqual([]);
  });

  test("while a file goes out drops those that still wait", async () => {
    const { adapter } = await runQuartet({ packFolder: await makeTalkativePack(["image", "audio"]) });
    const [uploading, released] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    adapter.onDeliver = async ({ type }) => {
      if (type !== "media-end") return;
      uploading.resolve();
      await released.promise;
    };
    const turn = await adapter.say(SCRIPTED_ASK, { wish });
    await uploading.promise;
    await adapter.press({ type: "cancel", turnId: turn });
    released.resolve();
    const answer = await adapter.until(turn);
    expect(only(answer, "media-end")).toHaveLength(1);
    expect(only(answer, "media-drop").map(({ reason }) => reason)).toEqual(["cancelled"]);
    expect(answer.at(-1)).toMatchObject({ finishReason: "cancelled" });
  });
});

describe("a platform that refuses", () => {
  test("for a moment is tried again, and loses nothing", async () => {
    const { adapter } = await runQuartet();
    let refusals = 2;
    adapter.onDeliver = ({ type }) => {
      if (type === "text-delta" && refusals-- > 0) throw new TypeError("connection reset");
    };
    const undisturbed = await (await runQuartet()).adapter;
    const expected = await undisturbed.until(await undisturbed.say("a red boat"));
    expect(textOf(await adapter.until(await adapter.say("a red boat")))).toBe(textOf(expected));
  });

  test("for good is recorded, and the next answer goes out", async () => {
    const { adapter, quartet, log } = await runQuartet();
    adapter.onDeliver = ({ type }) => {
      if (type === "text-delta") throw new RefusedError("the channel is gone");
    };
    await adapter.until(await adapter.say("a red boat"));
    adapter.onDeliver = () => {};
    expect(textOf(await adapter.until(await adapter.say("another")))).not.toBe("");
    expect(log.some((line) => line.includes("a delivery failed for good"))).toBe(true);
    expect(quartet.store.database.prepare("SELECT fault FROM inbox ORDER BY id").get()).toEqual({ fault: "the channel is gone" });
  });
});
