/** After a crash the rows of the outbox decide: what stands stays, what is missing goes out, and nothing is posted blind. */

import { expect, test } from "vitest";
import type { Adapter, Delivery, DeliveryTarget, Owed } from "../../src/adapter.ts";
import { DeliveryError } from "../../src/errors.ts";
import { confirm, redeliver } from "../../src/jobs/redeliver.ts";
import type { Media } from "../../src/media/media.ts";
import { Outlet } from "../../src/router/outlet.ts";
import { owedOf } from "../../src/router/owed.ts";
import { answeredIn } from "../support/answered.ts";
import { freshStore } from "../support/fresh-store.ts";
import { ROOM, turnId } from "../support/spoken.ts";

const SOURCE = { platform: "web", channelId: "room", messageId: "1" } as const;
const TARGET: DeliveryTarget = { source: SOURCE, conversationId: ROOM, askedTurn: turnId(1), answerTurn: turnId(2), isResumed: true };

/** An answer of a notice and words, on a platform that says by itself what stands there. */
function scene(findSent?: Adapter["findSent"]) {
  const store = freshStore();
  const { inbox, outbox, inboxId } = answeredIn(store, TARGET, owedOf(["left out a.pdf"], [{ type: "text", text: "Here is your boat." }]));
  const delivered: Delivery[] = [];
  const platform = {
    limits: { maxTextLength: 2000, maxFileBytes: 1e9, maxFilesPerMessage: 10, minEditIntervalMs: 0 },
    deliver: async (delivery: Delivery) => void delivered.push(delivery),
    ...(findSent ? { findSent } : {}),
  };
  const debt = { inboxId, target: TARGET };
  const door = { media: {} as Media, files: store.files, scratchFolder: "" };
  const run = () => redeliver({ outbox, door }, debt, platform, new Outlet(platform, TARGET, { tries: 1, firstBackoffMs: 1 }));
  const states = () =>
    store.database
      .prepare("SELECT name, state FROM outbox ORDER BY position")
      .all()
      .map(({ name, state }) => `${name} ${state}`);
  const words = () => JSON.stringify(store.database.prepare("SELECT content FROM outbox").all());
  return { inbox, outbox, inboxId, delivered, debt, platform, run, states, words };
}

const namesOf = (owed: readonly Owed[]) => new Set(owed.map(({ name }) => name));

test("what stands there whole is not touched", async () => {
  const { run, delivered, states } = scene(async (_target, owed) => namesOf(owed));
  await run();
  expect(delivered).toEqual([]);
  expect(states()).toEqual(["notice-0 sent", "text-0 sent"]);
});

test("where something is missing the answer takes its place again, whole", async () => {
  const { run, delivered, states } = scene(async () => new Set(["notice-0"]));
  await run();
  expect(delivered.map(({ type }) => type)).toEqual(["answer-start", "notice", "text-delta", "answer-end"]);
  expect(states()).toEqual(["notice-0 sent", "text-0 sent"]);
});

test("where the platform cannot be asked, nothing is posted, and the rows stay open until somebody decides", async () => {
  const unreadable = async () => Promise.reject(new DeliveryError("no history"));
  const { run, delivered, outbox, inbox, inboxId, debt, platform, states, words } = scene(unreadable);
  await run();
  expect(delivered).toEqual([]);
  expect(await confirm(outbox, debt, platform)).toBe(false);
  outbox.doubt(inboxId);
  inbox.finish(inboxId);
  expect(states()).toEqual(["notice-0 unconfirmed", "text-0 unconfirmed"]);
  expect(words()).toContain("Here is your boat.");
});

test("what was doubtful becomes the answer to who wants it again, once", async () => {
  const { outbox, inbox, inboxId, states } = scene();
  outbox.doubt(inboxId);
  inbox.finish(inboxId);
  const again = { ...TARGET, answerTurn: turnId(4) };
  const press = inbox.add({ type: "left", id: "press", source: SOURCE, conversationId: ROOM, author: { id: "ana", name: "Ana" }, receivedAt: 2 });
  expect(outbox.readdress(TARGET.answerTurn, press?.id ?? 0, again)).toBe(true);
  expect(outbox.readdress(TARGET.answerTurn, press?.id ?? 0, again)).toBe(false);
  expect(states()).toEqual(["notice-0 queued", "text-0 queued"]);
  expect(outbox.rows(press?.id ?? 0)).toHaveLength(2);
  expect(outbox.isAnswered(press?.id ?? 0)).toBe(true);
});

test("handled, an answer's words are gone; its states stay", async () => {
  const { run, inbox, inboxId, states, words } = scene();
  await run();
  inbox.finish(inboxId);
  expect(states()).toEqual(["notice-0 sent", "text-0 sent"]);
  expect(words()).not.toContain("boat");
});
