/** What a stop or a kill leaves behind is answered by the next start, once; with real parts. */

import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Delivery } from "../src/adapter.ts";
import { openStore } from "../src/store/store.ts";
import { only, textOf } from "./fakes/memory-adapter.ts";
import { openQuartetIn, runQuartet } from "./support/running-quartet.ts";
import { makeTalkativePack, SCRIPTED_ASK, SCRIPTED_SEED } from "./support/talkative-pack.ts";
import { ROOM } from "./support/spoken.ts";

const wish = { seed: SCRIPTED_SEED };

test("what was in flight when Quartet stopped is answered by the next start, once and in order", async () => {
  const first = await runQuartet({ packFolder: await makeTalkativePack(["video"]) });
  const turn = await first.adapter.say(SCRIPTED_ASK, { wish });
  const next = await first.adapter.say("and then?");
  await first.adapter.until(turn, ({ type }) => type === "media-start");
  expect(only(first.adapter.of(next), "answer-start")).toMatchObject([{ waiting: 1 }]);
  await first.quartet.stop();
  expect(only(first.adapter.of(turn), "answer-end")).toEqual([]);
  const second = await runQuartet({ folder: first.folder });
  await second.adapter.until(next);
  expect(textOf(second.adapter.of(turn))).not.toBe("");
  const turns = await second.quartet.conversations.turns(ROOM);
  expect(turns.map(({ id }) => id)).toEqual(["web:room:m1", turn, "web:room:m2", next]);
});

test("an answer that was remembered when the bot was killed goes out again as it was, under the same numbers", async () => {
  const first = await runQuartet({ packFolder: await makeTalkativePack(["image"]) });
  const turn = await first.adapter.say(SCRIPTED_ASK, { wish });
  const shown = await first.adapter.until(turn);
  await first.quartet.stop();
  unfinish(first.folder);
  const second = await runQuartet({ folder: first.folder });
  const again = await second.adapter.until(turn);
  expect(textOf(again)).toBe(textOf(shown));
  const piecesOf = (answer: readonly Delivery[]) => only(answer, "media-end").map(({ part }) => [part.piece, part.file.id]);
  expect(piecesOf(again)).toEqual(piecesOf(shown));
  expect(await second.quartet.conversations.turns(ROOM)).toHaveLength(2);
});

test("an ask that brought the bot down three times is given up with a sentence", async () => {
  const first = await runQuartet();
  const turn = await first.adapter.say("a red boat");
  await first.quartet.stop();
  unfinish(first.folder, 3);
  const second = await runQuartet({ folder: first.folder });
  const answer = await second.adapter.until(turn);
  expect(only(answer, "notice").map(({ text }) => text)).toEqual([expect.stringContaining("please ask again")]);
  expect(answer.at(-1)).toMatchObject({ type: "answer-end", finishReason: "error" });
});

test("a second Quartet over the same data folder is refused with a sentence, and disturbs nothing", async () => {
  const first = await runQuartet();
  const making = join(first.folder, "data", "scratch", "making");
  writeFileSync(making, "half a clip");
  await expect(openQuartetIn({ folder: first.folder })).rejects.toThrow(/data is in use.*DATA_DIR/s);
  expect(existsSync(making)).toBe(true);
  await first.quartet.stop();
  await (await openQuartetIn({ folder: first.folder })).quartet.stop();
});

/** Puts the first event of the inbox back to where a kill would have left it. */
function unfinish(folder: string, tries = 1): void {
  using store = openStore(join(folder, "data"));
  const author = { id: "ana", name: "Ana" };
  const source = { platform: "web", channelId: "room", messageId: "m1" };
  const inbound = { type: "said", id: "web:room:m1", source, conversationId: ROOM, author, receivedAt: 1, text: SCRIPTED_ASK, attachments: [] };
  store.database.prepare("UPDATE inbox SET state = 'waiting', tries = ?, inbound = ? WHERE id = 1").run(tries, JSON.stringify(inbound));
}
