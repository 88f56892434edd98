/** Ana asked something in a channel of Discord, and what is told from there on is read. */

import type { APIMessage } from "discord-api-types/v10";
import type { Told } from "../../../src/router/outlet.ts";
import { channelOf } from "../../fakes/discord/payloads.ts";
import type { FakeDiscord } from "../../fakes/discord/people.ts";
import type { FakeChannel } from "../../fakes/discord/world.ts";
import { type PlatformOptions, runPlatform, tell } from "./platform.ts";

export async function asked(options: PlatformOptions = {}) {
  const platform = await runPlatform(options);
  const { discord, channel, adapter, heard } = platform;
  const ana = discord.person("Ana");
  const message = ana.say(channel, "a red boat", [], { mention: true });
  const said = await heard(0);
  await discord.waitFor(() => channel.typing.length > 0, "the first sign of life");
  return {
    ...platform,
    ana,
    message,
    said,
    written: () => discord.written(channel),
    told: (...events: readonly Told[]) => tell(adapter, said, ...events),
  };
}

/** The bot knows of it when it answers what was said after the change. */
export async function deny(discord: FakeDiscord, channel: FakeChannel, denied: bigint): Promise<void> {
  channel.denied = denied;
  discord.gateway.dispatch("CHANNEL_UPDATE", channelOf(discord.world, channel));
  const typed = channel.typing.length;
  discord.person("Ben").say(channel, "is it there?", [], { mention: true });
  await discord.waitFor(() => channel.typing.length > typed, "a message behind the change");
}

/** What messages say. */
export const contents = (messages: readonly APIMessage[]) => messages.map(({ content }) => content);
