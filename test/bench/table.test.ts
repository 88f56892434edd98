/** Figures of a benchmark line up, with what they are of what was aimed at. */

import { expect, test } from "vitest";
import { formatTable, median } from "../../bench/table.ts";

test("measured, aim and ratio stand in columns", () => {
  const table = formatTable([
    { name: "image", measured: 1.5, limit: 3, unit: "s" },
    { name: "memory", measured: Number.NaN, limit: 1.5, unit: "GB", remark: "not here" },
  ]);
  expect(table.split("\n")).toEqual([
    "          measured      aim    ratio",
    "image       1.50 s   3.00 s     0.50",
    "memory  unknown GB  1.50 GB  unknown  not here",
  ]);
});

test("the median of an odd and of an even number of values", () => {
  expect([median([3, 1, 2]), median([4, 1, 2, 3])]).toEqual([2, 2.5]);
});
