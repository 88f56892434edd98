/** `/report`: what was made is reported once, by each who minds it. */

import { expect, test } from "vitest";
import { reportCommand } from "../../src/commands/report.ts";
import { loadConfig } from "../../src/config.ts";
import { House } from "../../src/house/house.ts";
import { sentencesIn } from "../../src/language/language.ts";
import { freshStore } from "../support/fresh-store.ts";
import { ANA, BEN, ROOM } from "../support/spoken.ts";

const source = { platform: "discord", channelId: "room", messageId: "m" } as const;
const sentences = sentencesIn("en");

test("a piece is reported once by each person, however often they press", async () => {
  const { house: config, language } = loadConfig({});
  const house = new House(freshStore(), { config, language });
  const report = reportCommand(house);
  const by = async (author: typeof ANA, number: string) =>
    (await report({ name: "report", options: { number }, source, conversationId: ROOM, author, isModerator: false }, sentences)).text;
  expect(await by(ANA, "2")).toBe(sentences.house.reported);
  expect(await by(ANA, "2")).toBe(sentences.house.reported);
  expect(await by(BEN, "2")).toBe(sentences.house.reported);
  expect(house.audit.latest(source, 9).map(({ personId, rule }) => [personId, rule])).toEqual([
    [BEN.id, "#2"],
    [ANA.id, "#2"],
  ]);
});
