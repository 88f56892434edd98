/** What could not be decided is asked again later, and not for ever. */

import { expect, test } from "vitest";
import { PutOff } from "../../src/jobs/put-off.ts";

test("each event is put off as often as there are pauses, and then no more", async () => {
  const putOff = new PutOff([0, 0]);
  for (let time = 0; time < 2; time++) await new Promise<void>((again) => expect(putOff.later(1, again)).toBe(true));
  expect(putOff.later(1, () => expect.unreachable())).toBe(false);
  await new Promise<void>((again) => expect(putOff.later(2, again)).toBe(true));
});
