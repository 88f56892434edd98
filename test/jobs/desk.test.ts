/** What the desk makes of a store that takes nothing, of a platform that cannot be asked, and of many stops: no answer is replaced, none is given up. */

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { setImmediate as soon } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import type { Adapter, Delivery } from "../../src/adapter.ts";
import { DeliveryError, RefusedError } from "../../src/errors.ts";
import { Inbox } from "../../src/jobs/inbox.ts";
import { openStore } from "../../src/store/store.ts";
import type { TurnId } from "../../src/turn/turn.ts";
import { MemoryAdapter, only, textOf } from "../fakes/memory-adapter.ts";
import { freshFolder } from "../support/fresh-folder.ts";
import { openQuartetIn, runQuartet } from "../support/running-quartet.ts";
import { makeTalkativePack, SCRIPTED_ASK, SCRIPTED_SEED } from "../support/talkative-pack.ts";

/** The core starts anew each time, on a machine that may be busy. */
const PATIENCE = { timeout: 30_000 };

type FindSent = NonNullable<Adapter["findSent"]>;

/** Over a platform that can be asked what stands there. */
async function runAsked(folder: string, findSent: FindSent, onDeliver: (delivery: Delivery) => void = () => {}) {
  const { quartet, log } = await openQuartetIn({ folder });
  const sent = join(folder, "sent");
  mkdirSync(sent, { recursive: true });
  const adapter: MemoryAdapter & Pick<Adapter, "findSent"> = Object.assign(new MemoryAdapter(sent), { findSent });
  adapter.onDeliver = onDeliver;
  await quartet.connect(adapter);
  return { quartet, adapter, log, unfinished: () => new Inbox(quartet.store).unfinished("web") };
}

const everything: FindSent = async (_target, owed) => new Set(owed.map(({ name }) => name));

/** From now on no event can be noted as handled, as on a full disk; the trigger goes with the connection. */
const FULL = "CREATE TEMP TRIGGER full BEFORE UPDATE OF state ON inbox BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END";

test("an answer that stands is not replaced by the fault of a store that takes no note of it, nor by a place in the queue", async () => {
  const first = await runQuartet();
  first.quartet.store.database.exec(FULL);
  const turns = [await first.adapter.say("a red boat"), await first.adapter.say("a green frog")];
  for (const turn of turns) await first.adapter.until(turn);
  await vi.waitFor(() => expect(first.log.filter((line) => line.includes("disk is full"))).toHaveLength(turns.length), PATIENCE);
  await first.quartet.stop();
  for (const turn of turns) {
    expect(only(first.adapter.of(turn), "answer-start").filter(({ waiting }) => waiting === 0)).toHaveLength(1);
    expect(only(first.adapter.of(turn), "notice")).toEqual([]);
  }
  const mayLook = Promise.withResolvers<void>();
  const second = await runAsked(first.folder, async (target, owed) => {
    if (target.answerTurn === turns[0]) await mayLook.promise;
    return await everything(target, owed);
  });
  for (let turn = 0; turn < 3; turn++) await soon();
  mayLook.resolve();
  await vi.waitFor(() => expect(second.unfinished()).toEqual([]), PATIENCE);
  expect(second.adapter.deliveries).toEqual([]);
});

test("stops in the middle of an answer do not count as what it brought down", async () => {
  const packFolder = await makeTalkativePack(["video"]);
  const first = await runQuartet({ packFolder });
  const turn = await first.adapter.say(SCRIPTED_ASK, { wish: { seed: SCRIPTED_SEED } });
  await first.adapter.until(turn, ({ type }) => type === "media-start");
  expect(new Inbox(first.quartet.store).unfinished("web")).toMatchObject([{ tries: 1 }]);
  await first.quartet.stop();
  using store = openStore(join(first.folder, "data"));
  expect(new Inbox(store).unfinished("web")).toMatchObject([{ tries: 0 }]);
});

test("an answer that could not be asked about is not given up, however often Quartet is started meanwhile", { timeout: 180_000 }, async () => {
  const folder = freshFolder();
  const unreadable = vi.fn<FindSent>(async () => Promise.reject(new DeliveryError("no history")));
  const first = await runAsked(folder, unreadable, ({ type }) => {
    if (type === "answer-end") throw new RefusedError("no");
  });
  const turn = await first.adapter.say("a red boat");
  await vi.waitFor(() => expect(unreadable).toHaveBeenCalled(), PATIENCE);
  expect(textOf(first.adapter.of(turn))).not.toBe("");
  await first.quartet.stop();
  for (let start = 0; start < 4; start++) {
    unreadable.mockClear();
    const next = await runAsked(folder, unreadable);
    await vi.waitFor(() => expect(unreadable).toHaveBeenCalledTimes(2), PATIENCE);
    await next.quartet.stop();
    expect(next.adapter.deliveries).toEqual([]);
  }
});

test("an event that cannot be taken up again prevents no start, and waits for the next one", async () => {
  const first = await runQuartet();
  const turn = await first.adapter.say("a red boat");
  await first.adapter.until(turn);
  first.quartet.store.database.exec(
    "CREATE TRIGGER broken BEFORE INSERT ON entries WHEN NEW.value LIKE '%deleted%' BEGIN SELECT RAISE(ABORT, 'malformed'); END",
  );
  await expect(first.adapter.delete("web:room:m1" as TurnId)).rejects.toThrow("malformed");
  await first.quartet.stop();
  const second = await runAsked(first.folder, everything);
  expect(second.log.filter((line) => line.includes("malformed"))).toHaveLength(1);
  expect(second.unfinished()).toMatchObject([{ inbound: { type: "deleted" } }]);
  expect(textOf(await second.adapter.until(await second.adapter.say("a green frog", { channelId: "garden" })))).not.toBe("");
});
