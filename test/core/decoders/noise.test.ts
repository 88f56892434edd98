/** The noise that media begin with. */

import { expect, test } from "vitest";
import { createNoise } from "../../../src/core/decoders/noise.ts";

test("a seed always gives the same noise, whatever the pieces it is drawn in", () => {
  const whole = createNoise(42)(8);
  const source = createNoise(42);
  expect([...source(4), ...source(4)]).toEqual([...whole]);
  expect([...createNoise(43)(8)]).not.toEqual([...whole]);
});

test("is pinned, so that a medium can be made again by a later version", () => {
  expect([...createNoise(1)(4)].map((value) => value.toFixed(6))).toEqual(["0.646519", "-0.422200", "-0.908322", "-2.168753"]);
});

test.each([0, 1, 2 ** 31, 2 ** 32 - 1])("seed %i is normal", (seed) => {
  const noise = createNoise(seed)(100_000);
  const moment = (power: number) => noise.reduce((sum, value) => sum + value ** power, 0) / noise.length;
  expect(Math.abs(moment(1))).toBeLessThan(0.015);
  expect(Math.abs(moment(2) - 1)).toBeLessThan(0.03);
  expect(Math.abs(moment(3))).toBeLessThan(0.06);
  expect(Math.abs(moment(4) - 3)).toBeLessThan(0.2);
});

test("neighbouring seeds are unrelated", () => {
  const [first, second] = [createNoise(10)(50_000), createNoise(11)(50_000)];
  const product = first.reduce((sum, value, i) => sum + value * (second[i] ?? 0), 0) / first.length;
  expect(Math.abs(product)).toBeLessThan(0.02);
});
