/** Acknowledgements come before answers, and no answer is held back for long. */

import { expect, test } from "vitest";
import { Acks } from "../../../adapters/slack/acks.ts";

test("an answer waits for the events that are on their way, those that came meanwhile included", async () => {
  const acks = new Acks();
  const [first, second] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  let isReleased = false;
  const one = acks.during(() => first.promise);
  const answer = acks.settled().then(() => {
    isReleased = true;
  });
  const two = acks.during(() => second.promise);
  first.resolve();
  await one;
  expect(isReleased).toBe(false);
  second.resolve();
  await Promise.all([answer, two]);
  await acks.settled();
});

test("an event that fails holds back no longer than one that does not, and one that hangs a quarter of a second", async () => {
  const acks = new Acks();
  const failing = acks.during(() => Promise.reject(new RangeError("the disk is full")));
  const answer = acks.settled();
  await expect(failing).rejects.toThrow("the disk is full");
  await answer;
  void acks.during(() => new Promise(() => undefined));
  const since = performance.now();
  await acks.settled();
  expect(performance.now() - since).toBeGreaterThan(200);
});
