/** `/settings`: who may change what holds in a channel, and which style may stand there. */

import { expect, test } from "vitest";
import { settingsCommand } from "../../src/commands/settings.ts";
import { loadConfig } from "../../src/config.ts";
import { House } from "../../src/house/house.ts";
import { sentencesIn } from "../../src/language/language.ts";
import { freshStore } from "../support/fresh-store.ts";
import { ANA, ROOM } from "../support/spoken.ts";

const source = { platform: "discord", channelId: "room", messageId: "m" } as const;

function opened() {
  const { house: config, language } = loadConfig({});
  const house = new House(freshStore(), { config, language });
  const command = settingsCommand(house);
  const give = (options: Readonly<Record<string, string>>, isModerator = true) =>
    command({ name: "settings", options, source, conversationId: ROOM, author: ANA, isModerator }, sentencesIn("en"));
  return { house, give };
}

test("a style stands for everybody in the channel, and goes by a dash", async () => {
  const { house, give } = opened();
  expect(await give({ style: "in  watercolour " })).toMatchObject({ isPublic: true, text: expect.stringContaining("in watercolour") });
  expect(house.places.at(source)).toEqual({ style: "in watercolour" });
  await give({ style: "-" });
  expect(house.places.at(source)).toEqual({});
});

test("a style that may not be asked for leaves the one before, and is told to whoever gave it", async () => {
  const { house, give } = opened();
  await give({ style: "at night" });
  expect(await give({ style: "n4ked", media: "words" })).toEqual({ text: sentencesIn("en").faults.screenedMature });
  expect(house.places.at(source)).toEqual({ style: "at night" });
  expect(house.audit.latest(source, 1)).toMatchObject([{ what: "prompt-refused", rule: "mature" }]);
});

test("who does not moderate may look, and change nothing", async () => {
  const { house, give } = opened();
  expect((await give({}, false)).text).toContain(sentencesIn("en").settings.title);
  expect(await give({ style: "at night" }, false)).toEqual({ text: sentencesIn("en").moderate.notAllowed });
  expect(house.places.at(source)).toEqual({});
});
