/** An answer in which the core says nothing is told as such, once, and owed like everything else that is told. */

import { expect, test } from "vitest";
import { TERMINAL_LIMITS } from "../../adapters/terminal/limits.ts";
import type { Delivery, DeliveryTarget } from "../../src/adapter.ts";
import { AnswerRoute } from "../../src/router/answer-route.ts";
import { Outlet } from "../../src/router/outlet.ts";
import type { CoreEvent } from "../../src/core/protocol.ts";
import { sentencesIn } from "../../src/language/language.ts";
import { createLogger } from "../../src/logger.ts";
import { findFfmpeg } from "../../src/media/ffmpeg.ts";
import { startMedia } from "../../src/media/supervisor.ts";
import type { PieceNumber } from "../../src/turn/part.ts";
import { freshFolder } from "../support/fresh-folder.ts";
import { freshStore } from "../support/fresh-store.ts";
import { ROOM, turnId } from "../support/spoken.ts";

const TARGET: DeliveryTarget = {
  source: { platform: "web", channelId: "room", messageId: "1" },
  conversationId: ROOM,
  askedTurn: turnId(1),
  answerTurn: turnId(2),
};
const TIMINGS = { encodeMs: 0, prefillMs: 0, firstTextMs: 0, generateMs: 0, decodeMs: {}, totalMs: 0, modelShare: 0 };
const ENDS: CoreEvent = { type: "end", finishReason: "stop", seed: 1, newTokens: 1, promptTokens: 1, reusedTokens: 0, timings: TIMINGS };
const SILENCE = sentencesIn("en").faults.nothingToSay;

/** What is told of an answer before which `notices` stand. */
async function told(events: readonly CoreEvent[], notices: readonly string[] = []) {
  await using media = await startMedia({ ffmpeg: await findFfmpeg() }).then((open) => ({ ...open, [Symbol.asyncDispose]: () => open.stop() }));
  const delivered: Delivery[] = [];
  const outlet = new Outlet({ limits: TERMINAL_LIMITS, deliver: async (delivery) => void delivered.push(delivery) }, TARGET);
  for (const text of notices) outlet.tell({ type: "notice", text });
  const route = new AnswerRoute({
    outlet,
    seat: { making: () => undefined, signal: new AbortController().signal },
    workshop: { media, files: freshStore().files, scratchFolder: freshFolder(), pack: "tiny" },
    logger: createLogger({ level: "silent", format: "json" }),
    origin: { prompt: "", parents: [] },
    nextPiece: 1 as PieceNumber,
  });
  for (const event of events) route.take(event);
  await route.complete();
  const owed = outlet.owed.map(({ content }) => content.type === "notice" && content.text);
  await route.conclude();
  return { notices: delivered.flatMap((delivery) => (delivery.type === "notice" ? delivery.text : [])), owed };
}

test("nothing is told as nothing, behind what was left out of the question", async () => {
  expect(await told([ENDS])).toEqual({ notices: [SILENCE], owed: [SILENCE] });
  expect(await told([{ type: "text-delta", text: " \n" }, ENDS], ["a sentence"])).toMatchObject({ notices: ["a sentence", SILENCE] });
});

test("where the core was not asked, what was left out says enough, and with neither there is a sentence still", async () => {
  expect(await told([], ["a sentence"])).toMatchObject({ notices: ["a sentence"] });
  expect(await told([])).toMatchObject({ notices: [SILENCE] });
});

test("words need no further sentence, and neither does a fault that was told", async () => {
  expect((await told([{ type: "text-delta", text: "A boat." }, ENDS])).notices).toEqual([]);
  const fault: CoreEvent = { type: "error", code: "core", message: "out of memory", told: ["unknown"] };
  expect((await told([fault])).notices).toEqual([sentencesIn("en").faults.unknown]);
});
