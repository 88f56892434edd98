/** `/moderate log`: what was done, in the language of the place, with the time that has passed. */

import { expect, test } from "vitest";
import { moderateCommand } from "../../src/commands/moderate.ts";
import { loadConfig } from "../../src/config.ts";
import { House } from "../../src/house/house.ts";
import { type Language, sentencesIn } from "../../src/language/language.ts";
import { spellMoments } from "../../src/language/moment.ts";
import { freshStore } from "../support/fresh-store.ts";
import { ANA, ROOM } from "../support/spoken.ts";

const source = { platform: "discord", channelId: "room", messageId: "m" } as const;

test.each([
  ["en", ["0 seconds ago: settings were changed (language,style), ana", "2 hours ago: a request was refused (real people), ana"]],
  [
    "de",
    ["vor 0 Sekunden: Einstellungen wurden geändert (language,style), ana", "vor 2 Stunden: eine Bitte wurde abgelehnt (wirkliche Menschen), ana"],
  ],
] as const)("the log is told in %s", async (tongue: Language, lines) => {
  const { house: config, language } = loadConfig({});
  let now = 1_700_000_000_500;
  const house = new House(freshStore(), { config, language, now: () => now });
  house.note("prompt-refused", { source, author: ANA }, "real-people");
  now += 7_260_000;
  house.note("settings-changed", { source, author: ANA }, "language,style");
  const command = moderateCommand(house, { cancelIn: async () => 0, deleteMade: async () => false });
  const sentences = sentencesIn(tongue);
  const { text } = await command(
    { name: "moderate", options: { action: "log" }, source, conversationId: ROOM, author: ANA, isModerator: true },
    sentences,
  );
  expect(spellMoments(text, tongue, now).split("\n")).toEqual([sentences.moderate.noted, ...lines.map((line) => `- ${line}`)]);
});
