/** Several connections to Discord share the servers among them: each is heard and answered, and one that breaks is mended alone. */

import { Client, Events } from "discord.js";
import { expect, onTestFinished, test } from "vitest";
import { noticeGaps } from "../../../adapters/discord/backfill.ts";
import type { Inbound } from "../../../src/turn/inbound.ts";
import type { FakeChannel } from "../../fakes/discord/world.ts";
import { END, makePlatform, START, tell, textDelta } from "./platform.ts";

async function running(recommended: number, shards: "auto" | number) {
  const { discord, makeAdapter, close } = await makePlatform({ shards: recommended });
  onTestFinished(close);
  const channels: FakeChannel[] = [];
  /** A server's number decides on its shard; both are wanted. */
  const shardOf = (channel: FakeChannel) => Number((BigInt(channel.guild?.id ?? 0) >> 22n) % 2n);
  while (new Set(channels.map(shardOf)).size < 2) channels.push(discord.guildChannel(`channel-${channels.length}`));
  const [first, second] = [0, 1].map((shard) => channels.find((channel) => shardOf(channel) === shard) as FakeChannel);
  const adapter = makeAdapter({ shards });
  onTestFinished(() => adapter.stop());
  const inbounds: Inbound[] = [];
  await adapter.start(async (inbound) => {
    inbounds.push(inbound);
    discord.world.changed();
  });
  const heard = (index: number) => discord.waitFor(() => inbounds[index], `event ${index}`);
  return { discord, adapter, heard, first: first as FakeChannel, second: second as FakeChannel, ana: discord.person("Ana") };
}

test.each([
  [2, "auto"],
  [1, 2],
] as const)("with %i recommended and SHARDS=%s there are two, and each server is heard on its own", async (recommended, shards) => {
  const { discord, adapter, heard, first, second, ana } = await running(recommended, shards);
  expect(discord.gateway.shardsConnected).toEqual([0, 1]);
  expect(adapter.isConnected?.()).toBe(true);
  const places = [first, second, ana.directChannel()];
  for (const [index, place] of places.entries()) {
    ana.say(place, `hello ${index}`, [], { mention: true });
    const said = await heard(index);
    expect(said).toMatchObject({ text: `hello ${index}`, conversationId: `discord:${place.id}` });
    await tell(adapter, said, START, textDelta(`Hello from ${index}.`), END);
    expect(discord.written(place).map(({ content }) => content)).toEqual([`Hello from ${index}.`]);
  }
});

test("one that breaks takes up where it was, and the other goes on meanwhile", async () => {
  const { discord, heard, first, second, ana } = await running(2, "auto");
  discord.gateway.drop(1);
  ana.say(second, "while you were away", [], { mention: true });
  ana.say(first, "you are here", [], { mention: true });
  expect([await heard(0), await heard(1)].map((each) => each.type === "said" && each.text).sort()).toEqual(["while you were away", "you are here"]);
  expect([discord.gateway.resumes, discord.gateway.identifies]).toEqual([1, 2]);
});

test("what each connection missed is asked for when that one begins anew, whatever the others do meanwhile", () => {
  const client = new Client({ intents: [] });
  onTestFinished(() => client.destroy());
  const gaps: number[] = [];
  noticeGaps(client, (sinceMs) => gaps.push(sinceMs));
  for (const shard of [0, 1, 2]) client.emit(Events.ShardReconnecting, shard);
  client.emit(Events.ShardResume, 0, 1);
  client.emit(Events.ShardReady, 1, undefined);
  client.emit(Events.ShardReady, 2, undefined);
  client.emit(Events.ShardReady, 0, undefined);
  expect(gaps).toHaveLength(2);
});
