/** A turn's whole way with real parts: from what a person says to what is delivered and remembered. */

import { expect, test } from "vitest";
import { textOf } from "./fakes/memory-adapter.ts";
import { runQuartet } from "./support/running-quartet.ts";

test("words in, words out, and both are remembered", async () => {
  const { adapter, quartet } = await runQuartet();
  const answer = await adapter.until(await adapter.say("a red boat"));
  console.log(JSON.stringify(answer).slice(0, 2000));
  expect(answer[0]).toMatchObject({ type: "answer-start", waiting: 0 });
  expect(answer.at(-1)?.type).toBe("answer-end");
  expect(textOf(answer)).not.toBe("");
  const turns = await quartet.conversations.turns(answer[0]?.target.conversationId ?? expect.unreachable());
  console.log(JSON.stringify(turns));
});
