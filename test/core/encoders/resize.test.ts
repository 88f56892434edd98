/** The resize against Pillow, byte for byte. */

import { describe, expect, test } from "vitest";
import { resize } from "../../../src/core/encoders/resize.ts";
import { formulaPicture, referenceBytes } from "./reference.ts";

describe.each(["box", "bilinear", "bicubic", "lanczos"] as const)("%s", (resample) => {
  test.each([
    [20, 16, "smaller"],
    [64, 45, "larger"],
    [53, 9, "one side only"],
    [40, 8, "columns first"],
  ])("to %i x %i (%s) equals Pillow", (width, height) => {
    const resized = resize(formulaPicture(53, 37), width, height, resample);
    expect(resized).toMatchObject({ width, height });
    expect(Buffer.compare(resized.data, referenceBytes(`resize-${resample}-${width}x${height}`))).toBe(0);
  });

  test("keeps one colour as it is", () => {
    const grey = { width: 31, height: 17, data: new Uint8Array(3 * 31 * 17).fill(200) };
    expect(new Set(resize(grey, 13, 40, resample).data)).toEqual(new Set([200]));
  });
});

test("a picture of the right size is handed through", () => {
  const picture = formulaPicture(8, 8);
  expect(resize(picture, 8, 8, "lanczos").data).toBe(picture.data);
});
