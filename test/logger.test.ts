/** The log: JSON for machines, and nothing in it that a person said or that opens a door. */

import { expect, test } from "vitest";
import { createLogger } from "../src/logger.ts";

function logged(fields: object): string {
  const lines: string[] = [];
  const logger = createLogger({ level: "info", format: "json" }, { write: (line) => lines.push(line) });
  logger.info(fields, "turn taken");
  return lines.join("");
}

test("a line is JSON with a level, a time and the message", () => {
  const line: unknown = JSON.parse(logged({ turnId: "t1" }));
  expect(line).toEqual({ level: "info", time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/), turnId: "t1", msg: "turn taken" });
});

test("words of people and secrets are left out, however they are wrapped", () => {
  const line = logged({ text: "my secret", inbound: { text: "my secret", wish: { prompt: "my secret" } }, headers: { authorization: "my secret" } });
  expect(line).not.toContain("my secret");
  expect(line).toContain("[left out]");
});
