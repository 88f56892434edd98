/** Work whose result nobody wants any more is left behind, and may fail there. */

import { expect, test } from "vitest";
import { untilAborted } from "../src/until-aborted.ts";

test("work that began before the signal was looked at may fail unheard", async () => {
  const unheard: unknown[] = [];
  const note = (reason: unknown) => void unheard.push(reason);
  process.on("unhandledRejection", note);
  const work = Promise.withResolvers<string>();
  await expect(untilAborted(work.promise, AbortSignal.abort(new RangeError("not wanted")))).rejects.toThrow("not wanted");
  work.reject(new RangeError("the file is gone"));
  await new Promise(setImmediate);
  process.off("unhandledRejection", note);
  expect(unheard).toEqual([]);
});

test("what comes first counts: the result, the fault, or the end of the wish for it", async () => {
  const { signal } = new AbortController();
  expect(await untilAborted(Promise.resolve("a boat"), signal)).toBe("a boat");
  await expect(untilAborted(Promise.reject(new RangeError("no boat")), signal)).rejects.toThrow("no boat");
  const stop = new AbortController();
  const waiting = untilAborted(new Promise(() => undefined), stop.signal);
  stop.abort(new RangeError("not wanted"));
  await expect(waiting).rejects.toThrow("not wanted");
});
