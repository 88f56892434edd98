/** Quartet on Discord from end to end: real discord.js, real core with the tiny pack, real media process, real SQLite. */

import { type APIMessage, MessageFlags, PermissionFlagsBits } from "discord-api-types/v10";
import { expect, onTestFinished, test } from "vitest";
import type { Adapter } from "../../../src/adapter.ts";
import { conversationIdOf } from "../../../src/turn/turn.ts";
import { buttonLabels } from "../../fakes/discord/people.ts";
import { freshFolder } from "../../support/fresh-folder.ts";
import { type RunOptions, runQuartet } from "../../support/running-quartet.ts";
import { makeTalkativePack, SCRIPTED_ASK, SCRIPTED_SEED } from "../../support/talkative-pack.ts";
import { makePlatform } from "./platform.ts";

const PNG = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==", "base64");

/** The seed that makes the scripted pack answer with media. */
function seeded(adapter: Adapter): Adapter {
  return {
    ...adapter,
    start: (onInbound, onCommand) =>
      adapter.start(
        (inbound) => onInbound(inbound.type === "said" ? { ...inbound, wish: { ...inbound.wish, seed: SCRIPTED_SEED } } : inbound),
        onCommand,
      ),
  };
}

async function run(options: RunOptions = {}) {
  const { discord, channel, adapter, makeAdapter, close } = await makePlatform();
  onTestFinished(close);
  const { quartet, folder } = await runQuartet({ settings: { MEDIA_HOSTS: "127.0.0.1" }, ...options });
  await quartet.connect(seeded(adapter));
  const ana = discord.person("Ana");
  const written = () => discord.written(channel);
  const isDone = (message: APIMessage) => !buttonLabels(message).includes("Cancel") && !message.content.includes("thinking…");
  /** Waits until `count` messages are there and none of them changes any more. */
  const settled = (count: number) =>
    discord.waitFor(() => written().length >= count && written().every(isDone) && written(), `${count} finished messages`, 50_000);
  const conversationId = conversationIdOf("discord", channel.id);
  return { discord, channel, makeAdapter, quartet, folder, ana, written, settled, conversationId };
}

test("a person asks, and words, a picture, a sound and a clip come back, remembered as pieces", async () => {
  const { discord, channel, quartet, ana, settled, conversationId } = await run({ packFolder: await makeTalkativePack(["image", "audio", "video"]) });
  ana.say(channel, SCRIPTED_ASK, [], { mention: true });
  const media = (await settled(4)).filter(({ attachments }) => attachments.length > 0);
  expect(media.flatMap(({ attachments }) => attachments.map(({ filename }) => filename)).sort()).toEqual([
    "quartet-1.png",
    "quartet-2.ogg",
    "quartet-3.mp4",
  ]);
  for (const message of media) expect(message.attachments[0]?.description).not.toBe("");
  const voice = media.find(({ flags }) => ((flags ?? 0) & MessageFlags.IsVoiceMessage) !== 0);
  expect(voice?.attachments).toMatchObject([{ filename: "quartet-2.ogg", content_type: "audio/ogg", waveform: expect.stringMatching(/^.{4}/) }]);
  const cards = discord.written(channel).filter((message) => buttonLabels(message).includes("Again"));
  expect(cards.map(({ content }) => content.split(" ", 2).join(" ")).sort()).toEqual(["🎬 **#3**", "🔊 **#2**", "🖼️ **#1**"]);
  const [asked, answer] = await quartet.conversations.turns(conversationId);
  expect(asked).toMatchObject({ author: { name: "Ana" }, parts: [{ type: "text", text: SCRIPTED_ASK }] });
  expect(answer?.parts.filter(({ type }) => type !== "text").map(({ type }) => type)).toEqual(["image", "audio", "video"]);
  const before = discord.written(channel).length;
  ana.press(channel, cards.find(({ content }) => content.includes("#1")) as APIMessage, "Animate");
  await settled(before + 1);
  const turns = await quartet.conversations.turns(conversationId);
  expect(turns).toHaveLength(4);
  expect(turns[2]).toMatchObject({ parts: [{ type: "text", text: "animate #1" }] });
}, 120_000);

test("files are taken from Discord's own server, and one that cannot be taken is named with its reason", async () => {
  const { channel, quartet, ana, settled, conversationId } = await run();
  const files = [
    { name: "dot.png", mediaType: "image/png", bytes: PNG },
    { name: "notes.mp4", mediaType: "video/mp4", bytes: Buffer.from("just some words in a file") },
  ];
  ana.say(channel, "what is this?", files, { mention: true });
  const written = await settled(2);
  const notices = written.filter(({ content }) => content.startsWith("-# ")).map(({ content }) => content);
  expect(notices).toHaveLength(1);
  expect(notices[0]).toContain("notes.mp4");
  const [asked] = await quartet.conversations.turns(conversationId);
  expect(asked?.parts.map(({ type }) => type)).toEqual(["text", "image"]);
}, 120_000);

test("edits, deletions and /forget reach the memory", async () => {
  const { discord, channel, quartet, ana, settled, conversationId } = await run();
  const first = ana.say(channel, "a red boat", [], { mention: true });
  await settled(1);
  ana.edit(channel, first, `<@${discord.world.bot.id}> a blue boat`);
  const second = ana.command(channel, "ask", { text: "and at night" });
  await settled(2);
  const turns = async () => (await quartet.conversations.turns(conversationId)).filter(({ role }) => role === "user").map(({ parts }) => parts);
  expect(await turns()).toEqual([[{ type: "text", text: "a blue boat" }], [{ type: "text", text: "and at night" }]]);
  ana.remove(channel, first);
  const forgotten = ana.command(channel, "forget", { what: "me" });
  await discord.waitFor(
    () => forgotten.originalId && discord.messages.find(channel.id, forgotten.originalId).content.startsWith("I forgot"),
    "the word that it is done",
  );
  expect(await turns()).toEqual([]);
  expect(second.callback?.type).toBe(5);
}, 120_000);

test("/diagnose says what holds and what is missing here", async () => {
  const { discord, channel, ana } = await run();
  await discord.waitFor(() => discord.world.commands.length > 0, "the commands");
  channel.denied = PermissionFlagsBits.SendVoiceMessages;
  const permission_overwrites = [{ id: discord.world.bot.id, type: 1, allow: "0", deny: String(channel.denied) }];
  const common = { id: channel.id, type: 0, name: channel.name, guild_id: channel.guild?.id, position: 0 };
  discord.gateway.dispatch("CHANNEL_UPDATE", { ...common, permission_overwrites });
  const asked = ana.command(channel, "diagnose");
  await discord.waitFor(() => asked.originalId, "the answer");
  const { content } = discord.messages.find(channel.id, asked.originalId ?? "");
  expect(content).toContain("✅ Send Messages · ✅ Read Message History · ✅ Attach Files · ❌ Send Voice Messages");
  expect(content).toMatch(/I run \S+ \S+ \(licence .*\) on cpu; beside words it makes: pictures, sounds, clips\./);
  expect(content).toContain("I could do more with: Send Voice Messages.\nSomeone who manages this server can grant them");
}, 120_000);

test("an answer that a restart broke off is given once, by the next run", async () => {
  const folder = freshFolder();
  const { channel, makeAdapter, quartet, ana, written, discord, conversationId } = await run({ folder });
  ana.say(channel, "a red boat", [], { mention: true });
  await discord.waitFor(() => written().length > 0, "the first words");
  await quartet.stop();
  const next = await runQuartet({ folder });
  await next.quartet.connect(seeded(makeAdapter()));
  await discord.waitFor(() => written().every((message) => !buttonLabels(message).includes("Cancel")) && written(), "the finished answer", 50_000);
  expect(written()).toHaveLength(1);
  expect(await next.quartet.conversations.turns(conversationId)).toHaveLength(2);
}, 120_000);
