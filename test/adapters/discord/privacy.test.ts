/** Privacy on Discord, in a whole Quartet: what is told, the export for one person's eyes, and a server that removes the bot. */

import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { APIMessage } from "discord-api-types/v10";
import { expect, onTestFinished, test, vi } from "vitest";
import type { Adapter } from "../../../src/adapter.ts";
import { conversationIdOf } from "../../../src/turn/turn.ts";
import { isAnswerTo, isEphemeral } from "../../fakes/discord/people.ts";
import { runQuartet } from "../../support/running-quartet.ts";
import { makeTalkativePack } from "../../support/talkative-pack.ts";
import { makePlatform, type PlatformOptions, runPlatform } from "./platform.ts";

/** Says of each event when it was taken. */
function telling(adapter: Adapter, taken: () => void): Adapter {
  return { ...adapter, start: (onInbound, ...rest) => adapter.start((inbound) => onInbound(inbound).finally(taken), ...rest) };
}

async function running(settings: Readonly<Record<string, string>> = {}, options: PlatformOptions = {}) {
  const platform = await makePlatform(options);
  const { discord, channel, adapter } = platform;
  onTestFinished(() => platform.close());
  const { quartet, folder } = await runQuartet({ settings, packFolder: await makeTalkativePack(["image"]) });
  await quartet.connect(telling(adapter, () => discord.world.changed()));
  await discord.waitFor(() => discord.world.commands.length > 0, "the commands");
  const found = (isMeant: (message: APIMessage) => boolean, what: string) => discord.waitFor(() => discord.written(channel).find(isMeant), what);
  const rows = (sql: string) => quartet.store.database.prepare(sql).all();
  return { ...platform, quartet, folder, found, rows, ana: discord.person("Ana") };
}

test("/privacy and /export me are answered to the one person, with one file that is not kept", async () => {
  const { discord, channel, ana, found, folder } = await running({ RETENTION_DAYS: "90", PRIVACY_CONTACT: "privacy@example.org" });
  const asked = ana.say(channel, "a boat of mine", [], { mention: true });
  await found(isAnswerTo(asked), "the answer");
  ana.command(channel, "privacy");
  const told = await found((message) => message.content.includes("privacy@example.org"), "what is told");
  expect(told.content).toContain("goes after 90 days");
  expect(isEphemeral(told)).toBe(true);
  ana.command(channel, "export", { action: "me" });
  const exported = await found(({ attachments }) => attachments.some(({ filename }) => filename.endsWith(".json")), "the file");
  expect(isEphemeral(exported)).toBe(true);
  const file = discord.world.files.get(exported.attachments[0]?.id ?? "");
  const { name, conversations } = JSON.parse(Buffer.from(file?.bytes ?? []).toString()) as { name: string; conversations: { turns: unknown[] }[] };
  expect([name, conversations[0]?.turns.length]).toEqual(["Ana", 2]);
  expect(JSON.stringify(conversations)).toContain("a boat of mine");
  await vi.waitFor(() => expect(readdirSync(join(folder, "data", "scratch")).filter((entry) => entry.startsWith("export-"))).toEqual([]));
});

test("a server that removes the bot is told, an outage is not, and coming back is", async () => {
  const { discord, channel, inbounds, heard } = await runPlatform();
  const { guild } = channel;
  if (guild === undefined) throw new RangeError("expected a server");
  discord.outage(guild);
  discord.removeBot(guild);
  expect(await heard(0)).toMatchObject({ type: "left", source: { platform: "discord", guildId: guild.id } });
  discord.addBot(guild);
  expect(await heard(1)).toMatchObject({ type: "joined", source: { guildId: guild.id } });
  expect(inbounds).toHaveLength(2);
});

test("a removal is written down with its time, and crossed out when the bot is back, also when that happened while Quartet was away", async () => {
  const { discord, channel, ana, found, rows, makeAdapter, quartet, folder } = await running();
  const { guild } = channel;
  if (guild === undefined) throw new RangeError("expected a server");
  const asked = ana.say(channel, "hello", [], { mention: true });
  await found(isAnswerTo(asked), "the answer");
  const before = Date.now();
  discord.removeBot(guild);
  const [removed] = await discord.waitFor(() => {
    const removals = rows("SELECT * FROM removals");
    return removals.length > 0 && removals;
  }, "the removal");
  expect(removed).toMatchObject({ platform: "discord", guild_id: guild.id });
  expect(Number(removed?.removed_at)).toBeGreaterThanOrEqual(before);
  expect(await quartet.conversations.all()).toHaveLength(1);
  await quartet.stop();
  discord.world.guilds.set(guild.id, guild);
  const next = await runQuartet({ folder });
  await next.quartet.connect(makeAdapter());
  expect(next.quartet.store.database.prepare("SELECT * FROM removals").all()).toEqual([]);
  await next.quartet.stop();
  discord.world.guilds.delete(guild.id);
  const last = await runQuartet({ folder });
  await last.quartet.connect(makeAdapter());
  expect(last.quartet.store.database.prepare("SELECT guild_id FROM removals").all()).toEqual([{ guild_id: guild.id }]);
});

test("what people write to each other is not kept because they changed it or took it back", async () => {
  const { discord, channel, ana, found, rows, quartet } = await running({}, { readsContent: true, mayReadContent: true });
  const ben = discord.person("Ben");
  const asked = ana.say(channel, "a red boat", [], { mention: true });
  await found(isAnswerTo(asked), "the answer");
  const [first, second] = [ben.say(channel, "a secret"), ben.say(channel, "another")];
  ben.edit(channel, first, "a secret among friends");
  ben.remove(channel, second);
  ana.edit(channel, asked, `<@${discord.world.bot.id}> a blue boat`);
  await vi.waitFor(async () =>
    expect(JSON.stringify(await quartet.conversations.turns(conversationIdOf("discord", channel.id)))).toContain("a blue boat"),
  );
  const kept = ["entries", "inbox"].map((table) => JSON.stringify(rows(`SELECT * FROM ${table}`))).join();
  expect(kept).not.toContain("secret");
  expect(kept).not.toContain(first.id);
  expect(kept).not.toContain(second.id);
});
