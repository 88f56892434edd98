/** DEVICE as text, and the fallback to a device that works. */

import { expect, test } from "vitest";
import { chooseDevice } from "../../../src/core/runtime/choose-device.ts";
import { describeDevice, parseDeviceWish } from "../../../src/core/runtime/device.ts";

test.each([
  ["cpu", { type: "cpu" }],
  ["webgpu", { type: "webgpu" }],
  ["cuda", { type: "cuda", id: 0 }],
  ["cuda:3", { type: "cuda", id: 3 }],
  ["auto", "auto"],
  ["cuda:", undefined],
  ["CPU", undefined],
  ["gpu", undefined],
])("DEVICE=%s", (text, wish) => {
  expect(parseDeviceWish(text)).toEqual(wish);
});

test("devices are told as they are written", () => {
  expect(describeDevice({ type: "cuda", id: 1 })).toBe("cuda:1");
  expect(describeDevice({ type: "cpu" })).toBe("cpu");
});

test("the CPU is taken without a try", async () => {
  expect(await chooseDevice({ type: "cpu" })).toEqual({ device: { type: "cpu" }, tried: [] });
});

test("a card that is not there gives way to the CPU, with the reason", async () => {
  const card = { type: "cuda", id: 97 } as const;
  const choice = await chooseDevice(card);
  expect(choice.device).toEqual({ type: "cpu" });
  expect(choice.tried).toEqual([{ device: card, reason: expect.stringMatching(/\w{4}/) }]);
});
