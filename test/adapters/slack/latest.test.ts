/** What came last is known, however much came before it. */

import { expect, test } from "vitest";
import { Latest } from "../../../adapters/slack/latest.ts";

test("the oldest gives way, and what comes again is new", () => {
  const latest = new Latest<number>(3);
  for (const [index, key] of ["a", "b", "c", "a", "d"].entries()) latest.set(key, index);
  expect(["a", "b", "c", "d"].map((key) => latest.get(key))).toEqual([3, undefined, 2, 4]);
  latest.delete("c");
  expect([latest.has("c"), latest.has("d")]).toEqual([false, true]);
});
