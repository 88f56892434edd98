/** `/diagnose` on Discord, in a whole Quartet: what is allowed in the channel, and who can grant what is missing. */

import { PermissionFlagsBits } from "discord-api-types/v10";
import { expect, onTestFinished, test } from "vitest";
import { runQuartet } from "../../support/running-quartet.ts";
import { makePlatform } from "./platform.ts";

test("/diagnose says what holds and what is missing here", async () => {
  const { discord, channel, adapter, close } = await makePlatform();
  onTestFinished(close);
  const { quartet } = await runQuartet();
  await quartet.connect(adapter);
  await discord.waitFor(() => discord.world.commands.length > 0, "the commands");
  channel.denied = PermissionFlagsBits.SendVoiceMessages;
  const permission_overwrites = [{ id: discord.world.bot.id, type: 1, allow: "0", deny: String(channel.denied) }];
  const common = { id: channel.id, type: 0, name: channel.name, guild_id: channel.guild?.id, position: 0 };
  discord.gateway.dispatch("CHANNEL_UPDATE", { ...common, permission_overwrites });
  const asked = discord.person("Ana").command(channel, "diagnose");
  await discord.waitFor(() => asked.originalId, "the answer");
  const { content } = discord.messages.find(channel.id, asked.originalId ?? "");
  expect(content).toContain("✅ Send Messages · ✅ Read Message History · ✅ Attach Files · ❌ Send Voice Messages");
  expect(content).toContain("I could do more with: Send Voice Messages.\nSomeone who manages this server can grant them");
});
