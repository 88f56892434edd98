/** The manifest that people paste asks for what the adapter uses, and for nothing that the local Slack would refuse. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parseShortcut } from "../../../adapters/slack/commands.ts";
import { eventShape } from "../../../adapters/slack/events.ts";
import { SCOPES } from "../../../adapters/slack/inspect.ts";
import { FakeSlack } from "../../fakes/slack/fake-slack.ts";

const manifest = readFileSync(join(import.meta.dirname, "../../../adapters/slack/manifest.yaml"), "utf8");
const listOf = (name: string) =>
  [...(new RegExp(`${name}:\\n((?: +- .+\\n)+)`).exec(manifest)?.[1] ?? "").matchAll(/- (\S+)/g)].flatMap(([, item]) => item ?? []);

test("every event that is read is subscribed to", () => {
  const read = eventShape.options.map((option) => option.shape.type.value);
  const subscribed = listOf("bot_events").map((event) => event.replace(/^message\..+$/, "message"));
  expect([...new Set(subscribed)].sort()).toEqual([...read].sort());
});

test("the scopes are those with which the adapter is tried", () => {
  expect(listOf("bot").sort()).toEqual([...new FakeSlack().scopes].sort());
  expect(listOf("bot").sort()).toEqual(SCOPES.map(({ name }) => name).sort());
});

test("each message shortcut means something", () => {
  const callbackIds = [...manifest.matchAll(/callback_id: (\w+)/g)].flatMap(([, id]) => id ?? []);
  expect(callbackIds).toHaveLength(4);
  for (const id of callbackIds.filter((each) => each !== "forget")) expect(parseShortcut(id, "a boat", false)).toBeDefined();
});
