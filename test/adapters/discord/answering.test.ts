/** How answers look on Discord: streamed text, cards that become media, and where they go. */

import { MessageFlags, PermissionFlagsBits, UserPremiumType, type APIMessage } from "discord-api-types/v10";
import { expect, onTestFinished, test } from "vitest";
import { FileTooLargeError } from "../../../src/errors.ts";
import type { Inbound } from "../../../src/turn/inbound.ts";
import { buttonLabels, customIds } from "../../fakes/discord/people.ts";
import { channelOf } from "../../fakes/discord/payloads.ts";
import { END, makePlatform, mediaEnd, mediaStart, runPlatform, soundEnd, START, targetOf, tell, textDelta } from "./platform.ts";
import { asked, contents, deny } from "./asked.ts";

test("words appear while they are said, as a reply that pings nobody and can be cancelled until it ends", async () => {
  const { discord, written, told, message } = await asked();
  await told(START, textDelta("Here is @everyone's "));
  const first = await discord.waitFor(() => written()[0], "the first words");
  expect(first).toMatchObject({ content: "Here is @everyone's", mentions: [], message_reference: { message_id: message.id } });
  expect(buttonLabels(first)).toEqual(["Cancel"]);
  await told(textDelta("boat."), END);
  expect(contents(written())).toEqual(["Here is @everyone's boat."]);
  expect(buttonLabels(first)).toEqual([]);
  const sent = discord.requests.filter(({ path }) => /messages/.test(path)).map(({ body }) => body);
  for (const body of sent) expect(body).toMatchObject({ allowed_mentions: { parse: [] } });
  expect(sent[0]).toMatchObject({ enforce_nonce: true, nonce: expect.stringMatching(/^.{20,25}$/) });
});

test("a long stream keeps within the edit budget, and nothing of it is cut", async () => {
  const { discord, written, told } = await asked();
  const words = Array.from({ length: 900 }, (_, index) => `word${index}`);
  await told(START, ...words.map((word) => textDelta(`${word} `)), END);
  expect(contents(written()).join(" ").split(/\s+/)).toEqual(words);
  expect(written().length).toBeGreaterThan(3);
  expect(discord.requests.filter(({ method }) => method === "PATCH").length).toBeLessThan(10);
});

test("a medium's card shows its bar and preview, and becomes the medium with its alternative text and buttons", async () => {
  const { discord, written, told, said } = await asked();
  await told(START, mediaStart(3), { type: "media-progress", piece: 3 as never, step: 2, steps: 4, preview: { pngBase64: "AAAA" } });
  const card = await discord.waitFor(() => written().find(({ attachments }) => attachments.length > 0), "the preview");
  expect(card.content).toBe("🖼️ **#3** a red boat\n-# ▰▰▰▰▰▰▱▱▱▱▱▱ 2 of 4");
  expect(card.attachments).toMatchObject([{ filename: "preview-3.png" }]);
  expect(buttonLabels(card)).toEqual(["Cancel"]);
  await told(mediaEnd(3), END);
  expect(written()).toEqual([card]);
  expect(card).toMatchObject({ content: "🖼️ **#3** a red boat", attachments: [{ filename: "quartet-3.png", description: "a red boat" }] });
  expect(buttonLabels(card)).toEqual(["Again", "Vary", "Edit prompt", "Use", "Animate", "Sound", "Report"]);
  const verbs = ["again", "vary", "edit", "use", "animate", "sound"];
  const ids = verbs.map((verb) => `${verb}.3.${said.source.messageId}/answer`);
  expect(customIds(card).map((id) => id.slice(0, -17))).toEqual([...ids, "house.report.number=3"]);
});

test("a sound is a voice message of its own beneath its card", async () => {
  const { written, told } = await asked();
  await told(START, mediaStart(3), soundEnd(3), END);
  const [card, voice] = written();
  expect(written()).toHaveLength(2);
  expect(card).toMatchObject({ content: "🔊 **#3** a bell", attachments: [] });
  expect(buttonLabels(card as APIMessage)).toEqual(["Again", "Vary", "Edit prompt", "Use", "Animate", "Report"]);
  expect(voice).toMatchObject({
    content: "",
    flags: MessageFlags.IsVoiceMessage,
    attachments: [{ filename: "quartet-3.ogg", content_type: "audio/ogg", waveform: "AP8A", duration_secs: 1.5, description: "a bell" }],
  });
});

test.each([
  ["the permission is missing", () => undefined],
  ["Discord refuses it for the channel", () => ({ type: "status", status: 403, code: 50_173 }) as const],
  ["Discord refuses the file", () => ({ type: "status", status: 400, code: 50_161 }) as const],
])("where %s, the sound is the card's file", async (_why, trouble) => {
  const { discord, channel, written, told } = await asked();
  const refusal = trouble();
  await told(START, mediaStart(3));
  await discord.waitFor(() => written()[0], "the card");
  if (refusal) discord.troubles.order("POST", /quartet-3/, refusal);
  else await deny(discord, channel, PermissionFlagsBits.SendVoiceMessages);
  await told(soundEnd(3), END);
  expect(written()).toMatchObject([{ content: "🔊 **#3** a bell", attachments: [{ filename: "quartet-3.ogg", description: "a bell" }] }]);
  expect(written()[0]?.attachments[0]).not.toHaveProperty("waveform");
});

test("the sign of waiting gives its message to the answer", async () => {
  const { discord, written, told } = await asked();
  await told({ type: "answer-start", waiting: 2 });
  const sign = await discord.waitFor(() => written()[0], "the sign of waiting");
  expect(sign.content).toBe("-# ⏳ 2 answers come before yours.");
  const now = Date.now();
  await told({ type: "answer-start", waiting: 1, etaMs: 90_000 });
  const [, begins = ""] = await discord.waitFor(
    () => /^-# ⏳ 1 answer comes before yours; it begins <t:(\d+):R>\.$/.exec(sign.content) ?? undefined,
    "the ETA",
  );
  expect(Number(begins) - now / 1000).toBeGreaterThanOrEqual(90);
  expect(buttonLabels(sign)).toEqual(["Cancel"]);
  await told(START, textDelta("At last."), END);
  expect(written()).toEqual([sign]);
  expect(sign.content).toBe("At last.");
});

test.each(["direct messages", "a thread of its own"])("answers go where they were asked: %s", async (where) => {
  const { discord, channel, adapter, heard } = await runPlatform();
  const ben = discord.person("Ben");
  const place = where === "direct messages" ? ben.directChannel() : discord.thread(channel, "story", discord.world.bot.id);
  if (place.parentId !== undefined) discord.gateway.dispatch("THREAD_CREATE", channelOf(discord.world, place));
  ben.say(place, "not seen without the intent, unless it is a direct message");
  ben.say(place, "hello", [], { mention: true });
  const said = await heard(where === "direct messages" ? 1 : 0);
  expect(said).toMatchObject({ text: "hello" });
  await tell(adapter, said, START, textDelta("Hello, Ben."), END);
  expect(contents(discord.written(place))).toEqual(["Hello, Ben."]);
  expect(discord.written(channel)).toEqual([]);
});

test("an answer without anything says so", async () => {
  const { written, told } = await asked();
  await told(START, { type: "answer-end", finishReason: "cancelled" });
  expect(contents(written())).toEqual(["-# Cancelled."]);
});

test("a file that the server does not take is refused with a word in its place, which a smaller one takes", async () => {
  const { written, told } = await asked();
  await told(START, textDelta("Big:"), mediaStart(1));
  await expect(told(mediaEnd(1, 21 * 2 ** 20))).rejects.toBeInstanceOf(FileTooLargeError);
  expect(contents(written())).toEqual(["Big:", "-# quartet-1.png is larger than Discord takes here; I am making it smaller."]);
  await told(mediaEnd(1, 19 * 2 ** 20), END);
  expect(contents(written())).toEqual(["Big:", "🖼️ **#1** a red boat"]);
  expect(written()[1]?.attachments).toHaveLength(1);
});

test.each([
  { tier: 0, mib: 20 },
  { tier: 1, mib: 20 },
  { tier: 2, mib: 50 },
  { tier: 3, mib: 100 },
] as const)("on a server of boost tier $tier a file may have $mib MiB, which Discord takes", async ({ tier, mib }) => {
  const { discord, adapter, close } = await makePlatform();
  onTestFinished(() => close());
  const channel = discord.guildChannel("boosted", discord.world.addGuild("Boosted", tier));
  const heard = Promise.withResolvers<Inbound>();
  onTestFinished(() => adapter.stop());
  await adapter.start(async (inbound) => heard.resolve(inbound));
  discord.person("Ana").say(channel, "a red boat", [], { mention: true });
  const said = await heard.promise;
  expect(adapter.limitsFor?.(targetOf(said)).maxFileBytes).toBe(mib * 2 ** 20);
  await tell(adapter, said, START, mediaEnd(1, mib * 2 ** 20), END);
  expect(discord.written(channel)[0]?.attachments).toMatchObject([{ size: mib * 2 ** 20 }]);
});

test("what an interaction promises holds until its answer has begun", async () => {
  const { discord, channel, adapter, heard } = await runPlatform();
  await discord.waitFor(() => discord.world.commands.length > 0, "the commands");
  const ana = discord.person("Ana");
  ana.user.premium_type = UserPremiumType.Nitro;
  const asking = ana.command(channel, "ask", { text: "a red boat" });
  const said = await heard(0);
  await discord.waitFor(() => asking.originalId, "the deferral");
  const maxFileBytes = () => adapter.limitsFor?.(targetOf(said)).maxFileBytes;
  expect(maxFileBytes()).toBe(500 * 2 ** 20);
  await tell(adapter, said, START, { type: "notice", text: "A word before it." });
  expect(maxFileBytes()).toBe(20 * 2 ** 20);
});
