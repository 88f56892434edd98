/** Group sessions on Discord: a thread beneath its board, and words, files and contributions that go there. */

import {
  type Client,
  DiscordAPIError,
  escapeMarkdown,
  PermissionFlagsBits,
  RESTJSONErrorCodes,
  type SendableChannels,
  type TextChannel,
} from "discord.js";
import { DeliveryError } from "../../src/errors.ts";
import type { Board } from "../../src/studio/board.ts";
import type { Stage } from "../../src/studio/stage.ts";
import { shorten } from "../../src/studio/board.ts";
import type { Source } from "../../src/turn/inbound.ts";
import type { Signer } from "../../src/turn/sign.ts";
import { addressOf } from "./attachments.ts";
import { boardMessage, DIALECT } from "./board.ts";
import { bodiesOf } from "./house.ts";
import { DISCORD_LIMITS } from "./limits.ts";
import { eventOf } from "./parse.ts";
import { deliveryErrorOf, isCode } from "./permissions.ts";

export interface StagePlace {
  readonly client: Client;
  readonly signer: Signer;
  /** Whether the app was granted the Message Content intent. */
  readonly readsContent: boolean;
}

/** Longest name of a thread. */
const MAX_NAME_LENGTH = 100;
/** The board is posted anew: it was deleted, or Discord lets it be edited no more within this hour. */
const LOST = [RESTJSONErrorCodes.UnknownMessage, RESTJSONErrorCodes.MaximumNumberOfEditsToMessagesOlderThanOneHourReached];

export function createStage({ client, signer, readsContent }: StagePlace): Stage {
  return {
    tame: DIALECT.tame,
    hearsWords: ({ guildId }) => readsContent || guildId === undefined,
    open: async (at, board) => {
      const channel = await channelOf(client, at.threadId ?? at.channelId);
      return await telling(channel, () => open(channel, at, board, signer));
    },
    show: async (place, boardId, board) => {
      const isHead = boardId !== undefined && boardId === place.threadId;
      const channel = await channelOf(client, isHead ? place.channelId : (place.threadId ?? place.channelId));
      const here = isHead ? await channelOf(client, place.threadId ?? place.channelId) : channel;
      return await telling(channel, () => show(channel, here, place, boardId, board, signer));
    },
    post: async (place, reply) => {
      const channel = await channelOf(client, place.threadId ?? place.channelId);
      await telling(channel, async () => {
        for (const body of bodiesOf(reply, signer)) await channel.send(body);
      });
    },
    restate: async (place, author, words, attachments) => {
      const channel = await channelOf(client, place.threadId ?? place.channelId);
      // Discord shows what its own addresses lead to.
      const files = attachments.map(({ fetchKey }) => `\n${addressOf(fetchKey)}`).join("");
      const said = shorten(`**${escapeMarkdown(author.name)}**: ${escapeMarkdown(words)}`, DISCORD_LIMITS.maxTextLength - files.length);
      const { id } = await telling(channel, async () => await channel.send({ content: said + files }));
      return eventOf(id, id, channel, author);
    },
  };
}

async function channelOf(client: Client, id: string): Promise<SendableChannels> {
  const channel = await client.channels.fetch(id).catch((error: unknown) => {
    throw new DeliveryError(`Discord does not show channel ${id}: it may be gone, or "View Channel" is missing.`, error);
  });
  if (channel?.isSendable()) return channel;
  throw new DeliveryError(`Channel ${id} of Discord takes no messages.`);
}

async function telling<Result>(channel: SendableChannels, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw deliveryErrorOf(error, channel);
  }
}

/** In direct messages, and inside a thread, the session is held right there. */
async function open(channel: SendableChannels, at: Source, board: Board, signer: Signer): Promise<Awaited<ReturnType<Stage["open"]>>> {
  if (!("threads" in channel)) return { place: at, boardId: (await channel.send(boardMessage(board, at, signer))).id };
  if (channel.permissionsFor(channel.client.user.id)?.has(PermissionFlagsBits.CreatePublicThreads) === false) throw noThread(channel);
  // Without its buttons first: they name the thread, which has the id of its first message.
  const head = await channel.send(boardMessage(board, undefined, signer));
  const thread = await head.startThread({ name: shorten(board.title, MAX_NAME_LENGTH) }).catch(async (error: unknown) => {
    await head.delete().catch(() => undefined);
    throw error instanceof DiscordAPIError && error.code === RESTJSONErrorCodes.MissingPermissions ? noThread(channel) : error;
  });
  const { source: place } = eventOf(head.id, head.id, thread, { id: channel.client.user.id, name: "Quartet" });
  return { place, boardId: head.id };
}

async function show(channel: SendableChannels, here: SendableChannels, place: Source, boardId: string | undefined, board: Board, signer: Signer) {
  const body = boardMessage(board, place, signer);
  try {
    if (boardId !== undefined) return (await channel.messages.edit(boardId, body)).id;
  } catch (error) {
    if (!isCode(error, ...LOST)) throw error;
  }
  return (await here.send(body)).id;
}

function noThread(channel: { readonly id: string; readonly name?: TextChannel["name"] }): DeliveryError {
  return new DeliveryError(`Channel ${channel.id} of Discord: "Create Public Threads" is missing.`, undefined, [
    "noThread",
    `#${channel.name ?? channel.id}`,
  ]);
}
