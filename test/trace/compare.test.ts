/** A comparison sees what it must see. */

import { expect, test } from "vitest";
import { compareLikeliest, compareStage, describeComparisons } from "../../src/trace/compare.ts";

const floats = (...values: number[]) => ({ shape: [2, values.length / 2], data: Float32Array.from(values) });

test.each([
  ["preprocessed.image", floats(1, 2), floats(1, 2.0000002), false],
  ["preprocessed.audio", floats(1, 2), floats(1, 2.00005), true],
  ["encoded.image", floats(1, 200), floats(1.01, 200), true],
  ["encoded.image", floats(1, 2), floats(1.01, 2), false],
  ["encoded.image", floats(1, 2), floats(1, Number.NaN), false],
  ["encoded.image", floats(1, 2), undefined, false],
  ["encoded.image", floats(1, 2), { shape: [2], data: Float32Array.of(1, 2) }, false],
  ["latents.audio", floats(1, 1, 1000, 1000), floats(1.01, 1, 1000, 1000), false],
  ["latents.audio", floats(1, 1, 1000, 1000), floats(1, 1, 1000.5, 1000), true],
  ["decoded.image", { shape: [2], data: Uint8Array.of(3, 4) }, { shape: [2], data: Uint8Array.of(5, 4) }, true],
  ["decoded.image", { shape: [2], data: Uint8Array.of(3, 4) }, { shape: [2], data: Uint8Array.of(6, 4) }, false],
  ["token_ids", { shape: [1], data: BigInt64Array.of(3n) }, { shape: [1], data: BigInt64Array.of(4n) }, false],
])("%s", (stage, reference, made, passes) => {
  expect(compareStage(stage, reference, made).passes).toBe(passes);
});

test.each([
  ["preprocessed.image", 1e-7, false],
  ["encoded.image", 1e-3, true],
  ["logits", 0.1, true],
  ["logits", 0.3, false],
  ["condition.image", 0.2, false],
])("in four bits %s may be off by %d: %s", (stage, error, passes) => {
  expect(compareStage(stage, floats(1, 1), floats(1, 1 - error), "int4").passes).toBe(passes);
});

test("tokens that others are likelier than are counted", () => {
  const ids = { shape: [4], data: BigInt64Array.of(0n, 1n, 0n, 1n) };
  const logits = { shape: [4, 2], data: Float32Array.of(3, 1, 1, 3, 1, 2, 0, 0) };
  expect(compareLikeliest(ids, logits, "int4")).toMatchObject({ error: 0.25, passes: true });
  expect(compareLikeliest(ids, logits, "fp32").passes).toBe(false);
  expect(compareLikeliest(ids, undefined, "int4")).toMatchObject({ error: 1, passes: false });
});

test("the largest error of a stage is told", () => {
  const near = compareStage("logits", floats(1, 2), floats(1, 2));
  const far = compareStage("logits", floats(1, 2), floats(1, 3));
  expect(describeComparisons([near, far])).toEqual([expect.stringMatching(/^logits .*5\.00e-1 .* of 2 {2}TOO FAR$/)]);
});
