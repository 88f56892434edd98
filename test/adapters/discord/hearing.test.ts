/** Whom Quartet hears on Discord, and what it makes of words, files and references. */

import { type APIMessage, MessageFlags, StickerFormatType } from "discord-api-types/v10";
import { PermissionFlagsBits } from "discord-api-types/v10";
import { setImmediate } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { HouseRuleError } from "../../../src/errors.ts";
import type { Inbound } from "../../../src/turn/inbound.ts";
import { channelOf } from "../../fakes/discord/payloads.ts";
import { END, makePlatform, mediaEnd, runPlatform, START, tell, textDelta } from "./platform.ts";

const PNG = { name: "boat.png", mediaType: "image/png", bytes: new Uint8Array([1, 2, 3]) };

function saidOf(inbound: Inbound | undefined) {
  return inbound?.type === "said" ? inbound : expect.unreachable(`expected something said, got ${JSON.stringify(inbound)}`);
}

test("a mention, a direct message and a thread of its own are heard, each as its own conversation; talk among others is not", async () => {
  const { discord, channel, heard, inbounds } = await runPlatform({ mayReadContent: true, readsContent: true });
  const ana = discord.person("Ana");
  const thread = discord.thread(channel, "our story", discord.world.bot.id);
  discord.gateway.dispatch("THREAD_CREATE", channelOf(discord.world, thread));
  ana.say(channel, "has anybody seen my boat?");
  ana.say(channel, "draw a boat", [], { mention: true });
  expect(saidOf(await heard(0))).toMatchObject({
    text: "draw a boat",
    conversationId: `discord:${channel.id}`,
    author: { id: ana.user.id, name: "Ana" },
  });
  ana.say(thread, "and the sea");
  expect(saidOf(await heard(1))).toMatchObject({
    text: "and the sea",
    conversationId: `discord:${channel.id}:${thread.id}`,
    source: { channelId: channel.id, threadId: thread.id },
  });
  const direct = ana.directChannel();
  ana.say(direct, "just us");
  expect(saidOf(await heard(2))).toMatchObject({ text: "just us", conversationId: `discord:${direct.id}` });
  expect(inbounds).toHaveLength(3);
});

test("itself and other bots are never answered", async () => {
  const { discord, channel, heard, inbounds } = await runPlatform();
  const robot = discord.world.addUser("Robot", true);
  discord.messages.create(channel, robot, { content: `<@${discord.world.bot.id}> hello` }, []);
  discord.messages.create(channel, discord.world.bot, { content: `<@${discord.world.bot.id}> hello me` }, []);
  const ana = discord.person("Ana");
  discord.messages.create(channel, ana.user, { content: `<@${discord.world.bot.id}> from a webhook` }, [], { webhook_id: "1" });
  ana.say(channel, "hello", [], { mention: true });
  expect(saidOf(await heard(0)).text).toBe("hello");
  expect(inbounds).toHaveLength(1);
});

test("names stand for numbers, and several people are told apart by the names that they bear in this server", async () => {
  const { discord, channel, heard } = await runPlatform();
  const [ana, ben] = [discord.person("Ana"), discord.person("Ben")];
  channel.guild?.members.set(ben.user.id, "Captain Ben");
  ana.say(channel, `draw <@${ben.user.id}> with <:anchor:123>`, [], { mention: true });
  expect(saidOf(await heard(0)).text).toBe("draw @Ben with :anchor:");
  ben.say(channel, "hello", [], { mention: true });
  expect((await heard(1)).author.name).toBe("Captain Ben");
});

test("files, a voice message, stickers, embeds and what is forwarded are announced", async () => {
  const { discord, channel, heard } = await runPlatform();
  const ana = discord.person("Ana");
  const named = async (index: number) => saidOf(await heard(index)).attachments.map(({ name, declaredMediaType }) => [name, declaredMediaType]);
  ana.say(channel, "", [{ name: "voice-message.ogg", mediaType: "audio/ogg", bytes: new Uint8Array(9) }], {
    mention: true,
    extra: { flags: MessageFlags.IsVoiceMessage },
  });
  expect(await named(0)).toEqual([["voice-message.ogg", "audio/ogg"]]);
  const stickers = [
    { id: "7", name: "wave", format_type: StickerFormatType.PNG },
    { id: "8", name: "drawn", format_type: StickerFormatType.Lottie },
  ];
  ana.say(channel, "these", [], { mention: true, extra: { sticker_items: stickers } });
  expect(await named(1)).toEqual([
    ["wave.png", "image/png"],
    ["drawn.json", "application/json"],
  ]);
  const embeds = [{ image: { url: "https://example.org/a.png", proxy_url: "https://images-ext-1.discordapp.net/external/x/a.png" } }];
  ana.say(channel, "https://example.org/a.png", [], { mention: true, extra: { embeds } as Partial<APIMessage> });
  expect(await named(2)).toEqual([["a.png", "image/unknown"]]);
  const original = ana.say(channel, "my boat", [PNG]);
  ana.say(ana.directChannel(), "", [], { forward: original });
  const forwarded = saidOf(await heard(3));
  expect(forwarded).toMatchObject({ text: "> my boat", attachments: [{ name: "boat.png" }] });
  expect(forwarded.attachments).toHaveLength(1);
});

test("a reply to somebody else's picture brings the picture; a reply to an answer names its pieces and its turn", async () => {
  const { discord, channel, heard, adapter } = await runPlatform({ mayReadContent: true, readsContent: true });
  const [ana, ben] = [discord.person("Ana"), discord.person("Ben")];
  const picture = ben.say(channel, "look at this", [PNG]);
  ana.say(channel, "what is it?", [], { mention: true, replyTo: picture });
  const asked = saidOf(await heard(0));
  expect(asked).toMatchObject({ text: "> look at this\nwhat is it?", attachments: [{ name: "boat.png" }] });
  expect(asked.replyTo).toBeUndefined();
  await tell(adapter, asked, START, textDelta("A boat."), mediaEnd(4), END);
  const [words, medium] = discord.written(channel);
  ben.say(channel, "make it blue", [], { replyTo: medium as APIMessage });
  expect(saidOf(await heard(1))).toMatchObject({ text: "make it blue", attachments: [], replyTo: `${asked.id}/answer`, wish: { pieces: [4] } });
  ben.say(channel, "are you sure?", [], { replyTo: words as APIMessage });
  const doubted = saidOf(await heard(2));
  expect(doubted.replyTo).toBe(`${asked.id}/answer`);
  expect(doubted.wish).toBeUndefined();
});

test("without the intent a reply to somebody else's message says that Discord hides it, and how to ask about it", async () => {
  const { discord, channel, heard, adapter } = await runPlatform();
  const [ana, ben] = [discord.person("Ana"), discord.person("Ben")];
  ana.say(channel, "what is it?", [], { mention: true, replyTo: ben.say(channel, "look at this", [PNG]) });
  const asked = saidOf(await heard(0));
  expect(asked).toMatchObject({ text: "what is it?", attachments: [{ name: "@Ben" }] });
  const opened = adapter.openAttachment(asked.attachments[0]?.fetchKey ?? "");
  await expect(opened).rejects.toMatchObject({ told: expect.stringContaining("open its menu and choose Apps") });
  ben.messageCommand(channel, "Describe", ben.say(channel, "look at this", [PNG]));
  expect(saidOf(await heard(1)).attachments).toMatchObject([{ name: "boat.png" }]);
});

test("an address that ran out is asked for again", async () => {
  const { discord, channel, heard, adapter } = await runPlatform();
  discord.person("Ana").say(channel, "what is it?", [PNG], { mention: true });
  const [attachment] = saidOf(await heard(0)).attachments;
  const key = JSON.parse(attachment?.fetchKey ?? "{}") as { url: string };
  const stale = JSON.stringify({ ...key, url: key.url.replace(/ex=\w+/, "ex=1") });
  const source = await adapter.openAttachment(stale);
  expect(source.type === "url" && (await fetch(source.url)).status).toBe(200);
  const [asked] = [...channel.messages.keys()];
  channel.messages.delete(asked ?? "");
  await expect(adapter.openAttachment(stale)).rejects.toMatchObject({ code: "attachment", told: expect.stringContaining("send it again") });
});

test("edits and deletions reach the memory; an edit without words leaves what is stored", async () => {
  const { discord, channel, heard } = await runPlatform();
  const ana = discord.person("Ana");
  const message = ana.say(channel, "a red boat", [], { mention: true });
  await heard(0);
  ana.edit(channel, message, `<@${discord.world.bot.id}> a blue boat`);
  expect(await heard(1)).toMatchObject({ type: "edited", turnId: `discord:${message.id}`, text: "a blue boat" });
  const other = ana.say(channel, "not for you");
  ana.edit(channel, other, "still not for you");
  expect(await heard(2)).toMatchObject({ type: "edited", turnId: `discord:${other.id}` });
  expect(await heard(2)).not.toHaveProperty("text");
  ana.remove(channel, message);
  expect(await heard(3)).toMatchObject({ type: "deleted", turnId: `discord:${message.id}` });
});

test("an event that comes twice is taken once, and one that comes late is taken still", async () => {
  const { discord, channel, heard, inbounds } = await runPlatform();
  const ana = discord.person("Ana");
  discord.gateway.duplicateNext();
  ana.say(channel, "once", [], { mention: true });
  await heard(0);
  discord.gateway.hold();
  ana.say(channel, "late", [], { mention: true });
  discord.gateway.release();
  expect(saidOf(await heard(1)).text).toBe("late");
  expect(inbounds).toHaveLength(2);
});

test.each(["drop", "reconnect", "invalidate"] as const)("nothing is lost over a connection that breaks (%s)", async (way) => {
  const { discord, channel, heard, adapter } = await runPlatform();
  const ana = discord.person("Ana");
  expect(adapter.isConnected?.()).toBe(true);
  if (way === "invalidate") discord.gateway.invalidate(true);
  else discord.gateway[way]();
  await discord.waitFor(() => discord.gateway.connected === 0, "the break");
  while (way === "drop" && adapter.isConnected?.() !== false) await setImmediate();
  ana.say(channel, "while you were away", [], { mention: true });
  expect(saidOf(await heard(0)).text).toBe("while you were away");
  expect(discord.gateway.resumes).toBe(1);
  while (adapter.isConnected?.() !== true) await setImmediate();
});

test("a session that Discord ended is begun anew", async () => {
  const { discord, channel, heard } = await runPlatform();
  discord.gateway.invalidate(false);
  await discord.waitFor(() => discord.gateway.identifies === 2, "a second identify");
  discord.person("Ana").say(channel, "back again", [], { mention: true });
  expect(saidOf(await heard(0)).text).toBe("back again");
});

test("where Quartet may not write, the person is told which permission is missing and where it is granted", async () => {
  const { discord, channel, inbounds } = await runPlatform();
  const muted = discord.guildChannel("quiet", channel.guild);
  muted.denied = PermissionFlagsBits.SendMessages;
  discord.gateway.dispatch("CHANNEL_CREATE", {
    id: muted.id,
    type: 0,
    name: "quiet",
    guild_id: channel.guild?.id,
    position: 1,
    permission_overwrites: [{ id: discord.world.bot.id, type: 1, allow: "0", deny: String(muted.denied) }],
  });
  const ana = discord.person("Ana");
  ana.say(muted, "hello?", [], { mention: true });
  const [told] = await discord.waitFor(() => discord.written(ana.directChannel()).length > 0 && discord.written(ana.directChannel()), "the advice");
  expect(told?.content).toBe(
    "I need the permission “Send Messages” in #quiet. Someone who manages this server can grant it: Edit Channel, then Permissions, then my role.",
  );
  expect(inbounds).toEqual([]);
});

test("what was missed is heard with its author's roles, and one who is not served does not keep the others from it", async () => {
  const { discord, channel, makeAdapter, close } = await makePlatform();
  onTestFinished(close);
  const [ana, ben] = [discord.person("Ana"), discord.person("Ben")];
  channel.guild?.roles.set(ben.user.id, "777");
  const sinceMs = Date.now() - 60_000;
  ana.say(channel, "are you there?", [], { mention: true });
  ben.say(channel, "draw a boat", [], { mention: true });
  const adapter = makeAdapter();
  onTestFinished(() => adapter.stop());
  const inbounds: Inbound[] = [];
  await adapter.start(async (inbound) => {
    if (inbound.author.id === ana.user.id) throw new HouseRuleError("Ana is not served.", ["notServed"]);
    inbounds.push(inbound);
  });
  await adapter.backfill?.(sinceMs, []);
  expect(inbounds).toMatchObject([{ type: "said", text: "draw a boat", source: { roles: ["777"] } }]);
});
