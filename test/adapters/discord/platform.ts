/** A local Discord with one guild and one channel, and the adapter that connects to it. */

import { pino } from "pino";
import { createDiscordAdapter } from "../../../adapters/discord/adapter.ts";
import type { Adapter } from "../../../src/adapter.ts";
import { type FakeDiscord, startFakeDiscord } from "../../fakes/discord/people.ts";
import { type ServerOptions, TOKEN } from "../../fakes/discord/server.ts";
import type { FakeChannel } from "../../fakes/discord/world.ts";

export interface DiscordPlatform {
  readonly discord: FakeDiscord;
  readonly channel: FakeChannel;
  /** Not started yet. */
  readonly adapter: Adapter;
  /** A further run of Quartet on the same Discord. */
  again(): Adapter;
  close(): Promise<void>;
}

export async function makePlatform(options: ServerOptions & { readonly readsContent?: boolean } = {}): Promise<DiscordPlatform> {
  const discord = await startFakeDiscord(options);
  const channel = discord.guildChannel();
  const again = () =>
    createDiscordAdapter({
      discord: { token: TOKEN, apiUrl: discord.apiUrl, readsContent: options.readsContent ?? false },
      logger: pino({ level: "silent" }),
    });
  return { discord, channel, adapter: again(), again, close: () => discord.close() };
}
