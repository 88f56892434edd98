/** Reactions on Discord: whose, on which answer or piece. Only where Quartet is at home, or on what it wrote a moment ago. */

import type { Message, MessageReaction, PartialMessage, PartialMessageReaction, PartialUser, User } from "discord.js";
import type { Inbound } from "../../src/turn/inbound.ts";
import { pressesOf } from "./buttons.ts";
import { eventOf, turnIdOf } from "./parse.ts";

/** Undefined for what is none of Quartet's business. */
export async function heardReaction(
  { message: given, emoji }: MessageReaction | PartialMessageReaction,
  user: User | PartialUser,
  added: boolean,
): Promise<Inbound | undefined> {
  const { user: bot } = given.client;
  if (user.id === bot.id || user.bot === true || !isNear(given)) return undefined;
  const message = given.partial ? await given.fetch() : given;
  const [press] = message.author.id === bot.id ? pressesOf(message) : [];
  const name = emoji.name ?? "?";
  const author = { id: user.id, name: await nameOf(message, user) };
  const event = eventOf(`reaction:${message.id}:${user.id}:${name}:${added}:${Date.now()}`, message.id, message.channel, author);
  const piece = press?.piece === undefined ? {} : { piece: press.piece };
  return { ...event, type: "reacted", turnId: press?.turnId ?? turnIdOf(message.id), ...piece, emoji: name, added };
}

/** Discord tells of every reaction in every channel: what was not seen is asked for in threads of Quartet's own and in direct messages only. */
function isNear(message: Message | PartialMessage): boolean {
  const { channel, client } = message;
  return message.author?.id === client.user.id || channel.isDMBased() || (channel.isThread() && channel.ownerId === client.user.id);
}

async function nameOf({ guild }: Message, user: User | PartialUser): Promise<string> {
  const member = guild?.members.cache.get(user.id);
  return member?.displayName ?? (user.partial ? await user.fetch() : user).displayName;
}
