/** Deliveries keep their order, words never wait for media, and a platform's refusals are survived. */

import { expect, test } from "vitest";
import type { Delivery, DeliveryTarget } from "../../src/adapter.ts";
import { RateLimitError } from "../../src/errors.ts";
import { Outlet } from "../../src/router/outlet.ts";
import type { PieceNumber } from "../../src/turn/part.ts";
import { TERMINAL_LIMITS } from "../../adapters/terminal/limits.ts";
import { ROOM, turnId } from "../support/spoken.ts";

const TARGET: DeliveryTarget = {
  source: { platform: "web", channelId: "room", messageId: "1" },
  conversationId: ROOM,
  askedTurn: turnId(1),
  answerTurn: turnId(2),
};
const RETRY = { tries: 3, firstBackoffMs: 1 };
const START = { type: "media-start", piece: 1 as PieceNumber, modality: "image", caption: "a boat", steps: 1 } as const;

function outletTo(deliver: (delivery: Delivery) => Promise<void> = async () => {}) {
  const delivered: string[] = [];
  const outlet = new Outlet(
    {
      limits: TERMINAL_LIMITS,
      deliver: async (delivery) => {
        await deliver(delivery);
        delivered.push(delivery.type === "text-delta" ? delivery.text : delivery.type);
      },
    },
    TARGET,
    RETRY,
  );
  return { outlet, delivered };
}

test("words go out while a file is still on its way, and the end waits for both", async () => {
  const upload = Promise.withResolvers<void>();
  const said = Promise.withResolvers<void>();
  const { outlet, delivered } = outletTo(async ({ type }) => {
    if (type === "media-start") await upload.promise;
    if (type === "text-delta") said.resolve();
  });
  outlet.tell({ type: "answer-start", waiting: 0 });
  outlet.show(START);
  outlet.say("words");
  outlet.tell({ type: "answer-end", finishReason: "stop" });
  await said.promise;
  upload.resolve();
  await outlet.settled();
  expect(delivered).toEqual(["answer-start", "words", "media-start", "answer-end"]);
});

test("words that come while the platform is busy go out together, none lost", async () => {
  const busy = Promise.withResolvers<void>();
  const { outlet, delivered } = outletTo(({ type }) => (type === "answer-start" ? busy.promise : Promise.resolve()));
  outlet.tell({ type: "answer-start", waiting: 0 });
  for (const word of ["a ", "red ", "boat"]) outlet.say(word);
  busy.resolve();
  await outlet.settled();
  outlet.say("!");
  await outlet.settled();
  expect(delivered).toEqual(["answer-start", "a red boat", "!"]);
});

test("a refusal is tried again, also after the pause that the platform asks for", async () => {
  const refusals = [new RateLimitError("slow down", 2), new TypeError("reset")];
  const { outlet, delivered } = outletTo(async () => {
    const refusal = refusals.shift();
    if (refusal !== undefined) throw refusal;
  });
  outlet.say("words");
  await outlet.settled();
  expect(delivered).toEqual(["words"]);
  expect(outlet.faults).toEqual([]);
});

test("what fails for good is counted, and what follows has one try each", async () => {
  let tries = 0;
  const { outlet, delivered } = outletTo(async ({ type }) => {
    if (type === "answer-end") return;
    tries++;
    throw new TypeError("gone");
  });
  outlet.say("words");
  await outlet.settled();
  expect(tries).toBe(RETRY.tries);
  outlet.show(START);
  outlet.tell({ type: "answer-end", finishReason: "stop" });
  await outlet.settled();
  expect(tries).toBe(RETRY.tries + 1);
  expect(outlet.faults).toHaveLength(2);
  expect(delivered).toEqual(["answer-end"]);
});

test("closed, nothing more goes out", async () => {
  const { outlet, delivered } = outletTo();
  outlet.say("words");
  outlet.close();
  outlet.tell({ type: "answer-end", finishReason: "stop" });
  await outlet.settled();
  expect(delivered).toEqual([]);
});

test("a ledger that cannot be written costs nothing of the answer, not even another try", async () => {
  let refusals = 1;
  const { outlet, delivered } = outletTo(async ({ type }) => {
    if (type === "notice" && refusals-- > 0) throw new RateLimitError("slow down", 1);
  });
  outlet.record(() => {
    throw new Error("disk full");
  });
  outlet.tell({ type: "answer-start", waiting: 0 });
  outlet.say("words");
  outlet.tell({ type: "notice", text: "a word" });
  outlet.tell({ type: "answer-end", finishReason: "stop" });
  await outlet.settled();
  expect(delivered).toEqual(["answer-start", "words", "notice", "answer-end"]);
  expect(outlet.faults).toEqual([]);
  expect(outlet.unnoted).toHaveLength(4);
});

test("a notice stands between what was said before it and after it, however busy the platform is", async () => {
  const { outlet, delivered } = outletTo();
  for (const text of ["A", "B"]) outlet.say(text);
  outlet.tell({ type: "notice", text: "N" });
  for (const text of ["C", "D"]) outlet.say(text);
  await outlet.settled();
  expect(delivered).toEqual(["AB", "notice", "CD"]);
});
