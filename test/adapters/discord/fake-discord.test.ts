/** The local Discord refuses what the real one refuses: limits, deadlines, buckets, and what an app may not see. */

import { type DiscordAPIError, REST, Routes } from "discord.js";
import { MessageFlags, type APIMessage } from "discord-api-types/v10";
import { expect, onTestFinished, test } from "vitest";
import { isPublished } from "../../fakes/discord/published.ts";
import { ROUTES } from "../../fakes/discord/rest.ts";
import { startFakeDiscord } from "../../fakes/discord/people.ts";
import { type ServerOptions, TOKEN } from "../../fakes/discord/server.ts";
import { REAL_BUCKET } from "../../fakes/discord/troubles.ts";

const MEBIBYTE = 2 ** 20;

async function open(options: ServerOptions = {}) {
  const discord = await startFakeDiscord(options);
  onTestFinished(() => discord.close());
  const rest = new REST({ api: discord.apiUrl, retries: 0 }).setToken(TOKEN);
  const channel = discord.guildChannel();
  const post = (body: object, files: readonly number[] = [], channelId = channel.id) =>
    rest.post(Routes.channelMessages(channelId), {
      body,
      files: files.map((size, index) => ({ name: `${index}.png`, data: Buffer.alloc(size) })),
    }) as Promise<APIMessage>;
  return { discord, rest, channel, post };
}

const refused = (code: number) => ({ code }) as Partial<DiscordAPIError>;
const button = (customId: string) => ({ type: 2, style: 2, label: "x", custom_id: customId });

test.each([
  ["2001 characters", { content: "a".repeat(2001) }, 50_035],
  ["nothing", { content: " \n " }, 50_006],
  ["a long custom id", { content: "a", components: [{ type: 1, components: [button("a".repeat(101))] }] }, 50_035],
  ["two buttons of one id", { content: "a", components: [{ type: 1, components: [button("a"), button("a")] }] }, 50_035],
  ["six buttons in a row", { content: "a", components: [{ type: 1, components: [..."abcdef"].map(button) }] }, 50_035],
  ["a long embed", { embeds: [{ description: "a".repeat(4097) }] }, 50_035],
  ["a long nonce", { content: "a", nonce: "a".repeat(26) }, 50_035],
  ["a voice message with words", { content: "a", flags: MessageFlags.IsVoiceMessage }, 50_159],
  ["a voice message without a sound", { flags: MessageFlags.IsVoiceMessage }, 50_160],
  ["an unknown message to reply to", { content: "a", message_reference: { message_id: "1" } }, 50_035],
])("%s is refused", async (_name, body, code) => {
  const { post } = await open();
  await expect(post(body)).rejects.toMatchObject(refused(code));
});

test("the local Discord serves what Discord documents, and nothing else", () => {
  const unknown = ROUTES.filter(([method, pattern]) => !isPublished(method, pattern)).map(([method, pattern]) => `${method} ${pattern}`);
  expect(unknown).toEqual([]);
});

test.each([
  ["a button of an unknown style", { content: "a", components: [{ type: 1, components: [{ ...button("a"), style: 9 }] }] }],
  ["a mention rule that there is not", { content: "a", allowed_mentions: { parse: ["friends"] } }],
  ["a description of a number", { content: "a", attachments: [{ id: "0", description: 7 }] }],
])("%s is refused by Discord's published schema", async (_name, body) => {
  const { post } = await open();
  await expect(post(body)).rejects.toMatchObject({ code: 50_035, message: expect.stringContaining("OpenAPI") });
});

test("uploads are limited in number, and in size by the server's boosts", async () => {
  const { discord, post } = await open();
  await expect(
    post(
      {},
      Array.from({ length: 11 }, () => 1),
    ),
  ).rejects.toMatchObject(refused(30_015));
  await expect(post({}, [20 * MEBIBYTE + 1])).rejects.toMatchObject(refused(40_005));
  const boosted = discord.guildChannel("boosted", discord.world.addGuild("Boosted", 2));
  expect((await post({}, [21 * MEBIBYTE], boosted.id)).attachments[0]?.size).toBe(21 * MEBIBYTE);
});

test("an enforced nonce gives the same message again", async () => {
  const { discord, channel, post } = await open();
  const first = await post({ content: "once", nonce: "n1", enforce_nonce: true });
  expect((await post({ content: "once", nonce: "n1", enforce_nonce: true })).id).toBe(first.id);
  expect(discord.written(channel)).toHaveLength(1);
});

test("an interaction is answered once, in time, and by its token", async () => {
  const { discord, channel, rest } = await open();
  await rest.put(Routes.applicationCommands(discord.world.applicationId), { body: [{ name: "ask", description: "Ask" }] });
  const ana = discord.person("Ana");
  const defer = ({ id, token }: { id: string; token: string }) =>
    rest.post(Routes.interactionCallback(id, token), { body: { type: 5 }, auth: false });
  const asked = ana.command(channel, "ask");
  await defer(asked);
  await expect(defer(asked)).rejects.toMatchObject(refused(40_060));
  const late = ana.command(channel, "ask");
  discord.interactions.expire();
  await expect(defer(late)).rejects.toMatchObject(refused(10_062));
  const edit = rest.patch(Routes.webhookMessage(discord.world.applicationId, asked.token, "@original"), { body: { content: "late" }, auth: false });
  await expect(edit).rejects.toMatchObject(refused(50_027));
});

test("too many requests are told to wait", async () => {
  const { discord, channel } = await open({ bucket: REAL_BUCKET });
  const send = () =>
    fetch(`${discord.apiUrl}/v10/channels/${channel.id}/messages`, {
      method: "POST",
      headers: { authorization: `Bot ${TOKEN}`, "content-type": "application/json" },
      body: JSON.stringify({ content: "a" }),
    });
  const answers = await Promise.all(Array.from({ length: 7 }, send));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 200, 429, 429]);
  const over = answers.find(({ status }) => status === 429);
  expect(Number(over?.headers.get("retry-after"))).toBeGreaterThan(0);
});

test("an address of a file ends, and foreign tokens see nothing", async () => {
  const { discord, post } = await open();
  const url = (await post({}, [3])).attachments[0]?.url ?? "";
  expect((await fetch(url)).status).toBe(200);
  discord.world.linkSecret = "second";
  expect((await fetch(url)).status).toBe(404);
  expect((await fetch(`${discord.apiUrl}/v10/users/@me`, { headers: { authorization: "Bot other" } })).status).toBe(401);
});
