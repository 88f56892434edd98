/** What was said while Quartet was away: where something was written since then, and in direct messages that it knows, channel by channel. */

import { ChannelType, type Client, Events, type Message, SnowflakeUtil, type TextBasedChannel } from "discord.js";
import type { ConversationId } from "../../src/turn/turn.ts";

const PAGE = 100;
/** Of one channel; whoever wrote more than that meanwhile asks again. */
const MAX_PAGES = 5;
const MAX_CHANNELS = 200;

/** The oldest first in each channel. A channel that may not be read is left out. */
export async function* missedMessages(client: Client<true>, sinceMs: number, known: readonly ConversationId[]): AsyncGenerator<Message> {
  const since = SnowflakeUtil.generate({ timestamp: BigInt(Math.max(0, sinceMs)) }).toString();
  for (const channel of await channelsSince(client, since, known)) {
    for (let [after, page] = [since, 0]; page < MAX_PAGES; page++) {
      const found = await channel.messages.fetch({ after, limit: PAGE, cache: false }).catch(() => undefined);
      const sorted = [...(found?.values() ?? [])].sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
      yield* sorted;
      after = sorted.at(-1)?.id ?? after;
      if (sorted.length < PAGE) break;
    }
  }
}

/** Discord tells with each channel which message is its last one; direct messages it does not tell of at all. */
async function channelsSince(client: Client<true>, since: string, known: readonly ConversationId[]): Promise<readonly TextBasedChannel[]> {
  const ids = known.map((conversationId) => conversationId.split(":").at(-1) ?? "");
  const unseen = ids.filter((id) => !client.channels.cache.has(id));
  const asked = await Promise.all(unseen.slice(0, MAX_CHANNELS).map((id) => client.channels.fetch(id).catch(() => null)));
  const direct = asked.filter((channel) => channel?.type === ChannelType.DM);
  const all = [...client.channels.cache.values(), ...direct];
  const written = all.flatMap((channel) => {
    const isYoung = channel?.isTextBased() && BigInt(channel.lastMessageId ?? 0) > BigInt(since);
    return isYoung ? [channel] : [];
  });
  return [...new Map(written.map((channel) => [channel.id, channel])).values()].slice(0, MAX_CHANNELS);
}

/** A connection is dead for a while before that is noticed. */
const GAP_MARGIN_MS = 2 * 60_000;

/** `onGap`: a connection that is resumed brings what was missed, one that begins anew does not. */
export function noticeGaps(client: Client, onGap: (sinceMs: number) => void): void {
  const lostAtMs = new Map<number, number>();
  client.on(Events.ShardReconnecting, (shard) => {
    if (!lostAtMs.has(shard)) lostAtMs.set(shard, Date.now());
  });
  client.on(Events.ShardResume, (shard) => {
    lostAtMs.delete(shard);
  });
  client.on(Events.ShardReady, (shard) => {
    const sinceMs = lostAtMs.get(shard);
    lostAtMs.delete(shard);
    if (sinceMs !== undefined) onGap(sinceMs - GAP_MARGIN_MS);
  });
}
