/** Who is served, how much, and what holds in a channel; everything outlives a restart. */

import { expect, test } from "vitest";
import { loadConfig } from "../../src/config.ts";
import { HouseRuleError } from "../../src/errors.ts";
import { checkServed, commandDoor } from "../../src/house/door.ts";
import { House } from "../../src/house/house.ts";
import { sentenceOf, sentencesIn } from "../../src/language/language.ts";
import { spellMoments } from "../../src/language/moment.ts";
import { openStore } from "../../src/store/store.ts";
import type { Source } from "../../src/turn/inbound.ts";
import { conversationIdOf } from "../../src/turn/turn.ts";
import { freshFolder } from "../support/fresh-folder.ts";

const START = Date.UTC(2026, 0, 1, 12);
const source: Source = { platform: "discord", channelId: "c1", messageId: "m1", guildId: "g1", roles: ["r1"] };
const ana = { id: "u1", name: "Ana" };
const ben = { id: "u2", name: "Ben" };
const NOBODY_WAITS = { ofPerson: 0, inChannel: 0 };

function houseOf(settings: Record<string, string> = {}, folder = freshFolder(), licence = { id: "MIT", commercial: true }) {
  const clock = { now: START };
  const store = openStore(folder);
  const { house: config, language } = loadConfig(settings);
  return { house: new House(store, { config, language, licence, now: () => clock.now }), clock, store, folder };
}

test.each([
  [{}, true],
  [{ ALLOW: "guild:g1" }, true],
  [{ ALLOW: "guild:g2, channel:c1" }, true],
  [{ ALLOW: "guild:g2" }, false],
  [{ ALLOW: "workspace:g1, role:r1" }, true],
  [{ ALLOW: "guild:g1, role:r2" }, false],
  [{ ALLOW: "guild:g1, role:r2, person:u1" }, true],
  [{ DENY: "person:u1" }, false],
  [{ DENY: "role:r1" }, false],
  [{ ALLOW: "person:u1", DENY: "channel:c1" }, false],
])("lists %j serve Ana: %s", (settings, isServed) => {
  expect(houseOf(settings).house.isServed({ source, author: ana })).toBe(isServed);
});

test("a direct message is in no allowed server, and the operator's own page is on no list", () => {
  const { house } = houseOf({ ALLOW: "guild:g1", DENY: "person:u1" });
  expect(house.isServed({ source: { platform: "discord", channelId: "d", messageId: "m" }, author: ben })).toBe(false);
  expect(house.isServed({ source: { platform: "web", channelId: "d", messageId: "m" }, author: ana })).toBe(true);
});

test("a minute's requests are counted per person and channel, once each, and told with the time, restarts included", () => {
  const first = houseOf({ PERSON_REQUESTS_PER_MINUTE: "2", CHANNEL_REQUESTS_PER_MINUTE: "3" });
  const ask = ({ house }: typeof first, author: typeof ana, id: string) => house.limit({ source, author }, id, NOBODY_WAITS, undefined)?.telling;
  expect(ask(first, ana, "1")).toBeUndefined();
  first.clock.now += 10_000;
  expect(ask(first, ana, "2")).toBeUndefined();
  first.store.close();
  const second = houseOf({ PERSON_REQUESTS_PER_MINUTE: "2", CHANNEL_REQUESTS_PER_MINUTE: "3" }, first.folder);
  second.clock.now = START + 20_000;
  expect(ask(second, ana, "3")).toEqual(["requestsUsedUp", 2, START + 60_000]);
  expect(ask(second, ben, "4")).toBeUndefined();
  expect(ask(second, ben, "5")).toEqual(["channelRequestsUsedUp", 3, START + 60_000]);
  second.clock.now = START + 60_001;
  expect(ask(second, ana, "6")).toBeUndefined();
  second.store.close();
});

test("the time is Discord's own mark, and words elsewhere", () => {
  const [english, german] = (["en", "de"] as const).map((language) => sentenceOf(["requestsUsedUp", 2, START + 40_000], sentencesIn(language)));
  const mark = `<t:${(START + 40_000) / 1000}:R>`;
  expect(english).toBe(`You have asked me twice within a minute, which is the most here. Ask me again ${mark}.`);
  expect(spellMoments(german ?? "", "de", START)).toBe(
    "Du hast mich innerhalb einer Minute 2-mal gefragt, und mehr geht hier nicht. Frage mich wieder in 40 Sekunden.",
  );
  expect(spellMoments(`at ${mark}`, "en", START - 5 * 3_600_000)).toBe("at in 6 hours");
});

test("so many requests wait and no more; the page of the operator has no limits", () => {
  const { house } = houseOf({ PERSON_WAITING: "1", CHANNEL_WAITING: "4" });
  const ask = (waiting: typeof NOBODY_WAITS, platform: "discord" | "web" = "discord") =>
    house.limit({ source: { ...source, platform }, author: ana }, "1", waiting, undefined)?.telling;
  expect(ask({ ofPerson: 1, inChannel: 2 })).toEqual(["waitingFull", 1]);
  expect(ask({ ofPerson: 0, inChannel: 4 })).toEqual(["channelWaitingFull", 4]);
  expect(ask({ ofPerson: 9, inChannel: 99 }, "web")).toBeUndefined();
});

test("a day's seconds of video: then everything but videos is still made, and who wants nothing else is told when", () => {
  const { house, clock } = houseOf({ PERSON_VIDEO_SECONDS_PER_DAY: "5" });
  const asking = { source, author: ana };
  house.countVideo(asking, "1", 3);
  house.countVideo(asking, "1", 3);
  expect(house.modalitiesFor(asking)).toEqual(["image", "audio", "video"]);
  clock.now += 60_000;
  house.countVideo(asking, "2", 2);
  expect(house.modalitiesFor(asking)).toEqual(["image", "audio"]);
  expect(house.limit(asking, "3", NOBODY_WAITS, ["video"])?.telling).toEqual(["videoUsedUp", 5, START + 86_400_000]);
  expect(house.limit(asking, "3", NOBODY_WAITS, undefined)).toBeUndefined();
  expect(house.modalitiesFor({ source, author: ben })).toEqual(["image", "audio", "video"]);
});

test("a channel's own settings hold there alone, and go back to the defaults", () => {
  const { house, store, folder } = houseOf({ LANGUAGE: "en" });
  house.places.set(source, { language: "de", modalities: ["image"], retentionDays: 3, style: "in watercolour" });
  house.places.pause(source, true);
  store.close();
  const again = houseOf({}, folder).house;
  expect(again.languageAt(source)).toBe("de");
  expect(again.languageAt({ ...source, channelId: "c2" })).toBe("en");
  expect(again.places.at(source)).toEqual({ language: "de", modalities: ["image"], retentionDays: 3, style: "in watercolour" });
  expect(again.withholds("audio", { source, author: ana })?.telling).toEqual(["modalityOff", "audio"]);
  expect(again.limit({ source, author: ana }, "1", NOBODY_WAITS, undefined)?.telling).toEqual(["paused"]);
  again.places.set(source, {});
  again.places.pause(source, false);
  expect(again.places.at(source)).toEqual({});
  expect(again.limit({ source, author: ana }, "1", NOBODY_WAITS, undefined)).toBeUndefined();
});

test("whoever is shut out may still have themselves forgotten, and see what is kept, that they were shut out included", async () => {
  const { house } = houseOf();
  house.blocks.add(source, ben.id, START);
  house.note("blocked", { source, author: ana }, ben.id);
  const base = { id: "e", source, conversationId: conversationIdOf("discord", "c1"), author: ben, receivedAt: START };
  expect(() => checkServed(house, { ...base, type: "said", text: "hello", attachments: [] })).toThrow(HouseRuleError);
  for (const scope of ["me", "conversation"] as const)
    expect(() => checkServed(house, { ...base, type: "pressed", action: { type: "forget", scope } })).not.toThrow();
  const declined = async () => ({ text: "done" });
  const give = commandDoor(house, { privacy: declined, export: declined, queue: declined }, {});
  const said = async (name: string) => (await give({ ...base, name, options: {}, isModerator: false })).text;
  expect([await said("privacy"), await said("export"), await said("queue")]).toEqual(["done", "done", sentencesIn("en").faults.notServed]);
  expect(house.audit.show("discord", ben.id)).toMatchObject([{ what: "blocked", rule: ben.id }]);
});

test("whom moderators block is not served in the whole server, and people are introduced to a machine once a channel", () => {
  const { house } = houseOf({ MODERATORS: "role:r1" });
  expect([house.isModerator(source, ana), house.isModerator({ ...source, roles: [] }, ana)]).toEqual([true, false]);
  house.blocks.add(source, ben.id, START);
  const elsewhere = (guildId: string) => ({ source: { ...source, channelId: "c2", guildId }, author: ben });
  expect([house.isServed(elsewhere("g1")), house.isServed(elsewhere("g2"))]).toEqual([false, true]);
  expect(house.blocks.remove(source, ben.id)).toBe(true);
  expect(house.isServed(elsewhere("g1"))).toBe(true);
  expect([house.introduce(source), house.introduce(source), house.introduce({ ...source, channelId: "c2" })]).toEqual([true, false, true]);
});

test("what was done is noted without a word, and is swept away", () => {
  const { house, clock } = houseOf();
  house.note("prompt-refused", { source, author: ana }, "minors");
  expect(house.audit.latest(source, 5)).toEqual([{ at: START, personId: "u1", what: "prompt-refused", rule: "minors" }]);
  clock.now += 31 * 86_400_000;
  house.sweep(clock.now);
  expect(house.audit.latest(source, 5)).toEqual([]);
});

test("a list that cannot be read is a fault of the settings", () => {
  expect(() => loadConfig({ ALLOW: "server:1" })).toThrow("ALLOW: expected entries such as guild:123");
});

test("the help tells of a licence that forbids commercial use, in the language of the place, and of no other", () => {
  const { house } = houseOf({ LANGUAGE: "de" }, freshFolder(), { id: "CC-BY-NC-4.0", commercial: false });
  expect(house.helpNotes(source)).toEqual([sentencesIn("de").nonCommercial("CC-BY-NC-4.0")]);
  expect(houseOf().house.helpNotes(source)).toEqual([]);
});
