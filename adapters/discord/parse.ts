/** What happens on Discord becomes an Inbound: who spoke, where, to whom, with which words and media. */

import {
  type APIInteractionGuildMember,
  type Channel,
  type Guild,
  type GuildMember,
  type Message,
  MessageReferenceType,
  MessageType,
  type User,
} from "discord.js";
import type { Attachment, Inbound, Source } from "../../src/turn/inbound.ts";
import { answerTurnOf } from "../../src/turn/inbound.ts";
import type { PieceNumber } from "../../src/turn/part.ts";
import { type Author, conversationIdOf, type TurnId } from "../../src/turn/turn.ts";
import { attachmentsOf, hiddenMessage } from "./attachments.ts";
import { pressesOf } from "./buttons.ts";

type Said = Extract<Inbound, { type: "said" }>;
export type Event = Pick<Inbound, "id" | "source" | "conversationId" | "author" | "receivedAt">;

/** Whether a person speaks to the bot: directly, by mention, by a reply, or in a thread that the bot opened. */
export function isAddressed(message: Message, bot: User): boolean {
  const isPerson = !message.author.bot && message.webhookId === null && !message.system;
  const { channel } = message;
  const isHome = channel.isDMBased() || (channel.isThread() && channel.ownerId === bot.id && saysSomething(message));
  return isPerson && (message.type === MessageType.Default || message.type === MessageType.Reply) && (isHome || message.mentions.users.has(bot.id));
}

/** `referenced` is the message that this one replies to. */
export function saidOf(message: Message, bot: User, referenced: Message | undefined): Said {
  const quoted = referenced && !isAnswer(referenced, bot) && !isAddressed(referenced, bot) ? referenced : undefined;
  const text = [quoted && quoteOf(quoted.cleanContent), ...message.messageSnapshots.map(({ content }) => quoteOf(content)), wordsOf(message, bot)];
  const pieces = referenced && isAnswer(referenced, bot) ? piecesOf(referenced) : [];
  const replyTo = referenced && quoted === undefined ? turnOf(referenced, bot) : undefined;
  return {
    ...eventOf(message.id, message.id, message.channel, authorOf(message), rolesOf(message.member)),
    type: "said",
    receivedAt: message.createdTimestamp,
    text: text.filter(Boolean).join("\n"),
    attachments: [...(quoted ? quotedMedia(quoted) : []), ...attachmentsOf(message)],
    ...(replyTo === undefined ? {} : { replyTo }),
    ...(pieces.length === 0 ? {} : { wish: { pieces } }),
  };
}

/** Without the intent an edit may come without words: then `text` is left out. */
export function editedOf(message: Message, bot: User): Inbound {
  const event = eventOf(`${message.id}:edited:${message.editedTimestamp}`, message.id, message.channel, authorOf(message), rolesOf(message.member));
  const text = message.content === "" ? {} : { text: wordsOf(message, bot) };
  return { ...event, type: "edited", turnId: turnIdOf(message.id), ...text };
}

/** Discord does not say who deleted it. */
export function deletedOf(messageId: string, channel: Channel): Inbound {
  return { ...eventOf(`${messageId}:deleted`, messageId, channel, { id: "discord", name: "Discord" }), type: "deleted", turnId: turnIdOf(messageId) };
}

/** The bot was removed from a server, or has come to one. */
export function installedOf({ id: guildId }: Pick<Guild, "id">, type: "left" | "joined"): Inbound {
  const source: Source = { platform: "discord", channelId: guildId, messageId: guildId, guildId };
  const receivedAt = Date.now();
  const id = turnIdOf(`${guildId}:${type}:${receivedAt}`);
  return { id, source, conversationId: conversationIdOf("discord", guildId), author: { id: "discord", name: "Discord" }, receivedAt, type };
}

/** What a command or a button makes a person say. */
export function saidBy(event: Event, text: string, attachments: readonly Attachment[], wish?: Said["wish"]): Said {
  return { ...event, type: "said", text, attachments, ...(wish ? { wish } : {}) };
}

/** A conversation is a channel, a thread, or the direct messages with one person. */
export function eventOf(eventId: string, messageId: string, channel: Channel, author: Author, roles: readonly string[] = []): Event {
  const [channelId, threadId] = channel.isThread() && channel.parentId !== null ? [channel.parentId, channel.id] : [channel.id];
  const source: Source = {
    platform: "discord",
    channelId,
    ...(threadId === undefined ? {} : { threadId }),
    messageId,
    ...(channel.isDMBased() ? {} : { guildId: channel.guildId }),
    ...(roles.length === 0 ? {} : { roles }),
    ...(isAgeRestricted(channel) ? { isAgeRestricted: true } : {}),
  };
  return { id: turnIdOf(eventId), source, conversationId: conversationIdOf("discord", channelId, threadId), author, receivedAt: Date.now() };
}

export function rolesOf(member: GuildMember | APIInteractionGuildMember | null): readonly string[] {
  const roles = member?.roles ?? [];
  return "cache" in roles ? roles.cache.filter(({ id, guild }) => id !== guild.id).map(({ id }) => id) : roles;
}

/** A thread is as its channel is. */
function isAgeRestricted(channel: Channel): boolean {
  const place = channel.isThread() ? channel.parent : channel;
  return place !== null && "nsfw" in place && place.nsfw;
}

export function turnIdOf(eventId: string): TurnId {
  return `discord:${eventId}` as TurnId;
}

function authorOf({ author, member }: Message): Author {
  return { id: author.id, name: member?.displayName ?? author.displayName };
}

/** Without the mention of the bot, and with the names of everybody else instead of their numbers. */
function wordsOf(message: Message, bot: User): string {
  return message.content
    .replaceAll(/<@!?(\d+)>/g, (whole, id: string) => (id === bot.id ? "" : `@${message.mentions.users.get(id)?.displayName ?? whole}`))
    .replaceAll(/<a?:(\w+):\d+>/g, ":$1:")
    .trim();
}

function quoteOf(text: string): string {
  return text.trim() === "" ? "" : text.trim().replaceAll(/^/gm, "> ");
}

/** A message that has nothing at all is one that Discord does not show. */
function quotedMedia(quoted: Message): readonly Attachment[] {
  const isHidden = !quoted.system && !saysSomething(quoted) && quoted.embeds.length === 0;
  return isHidden ? [hiddenMessage(quoted)] : attachmentsOf(quoted);
}

/** Without the Message Content intent, what is said without a mention comes empty. */
function saysSomething({ content, attachments, stickers, messageSnapshots }: Message): boolean {
  return content !== "" || attachments.size + stickers.size + messageSnapshots.size > 0;
}

function isAnswer({ author }: Message, bot: User): boolean {
  return author.id === bot.id;
}

function piecesOf(message: Message): readonly PieceNumber[] {
  return [...new Set(pressesOf(message).flatMap(({ piece }) => piece ?? []))];
}

/** Of an answer: its buttons name it, or the command that it came from, or the message that it replies to. */
function turnOf(message: Message, bot: User): TurnId | undefined {
  if (!isAnswer(message, bot)) return turnIdOf(message.id);
  const [press] = pressesOf(message);
  const askedId =
    message.interactionMetadata?.id ?? (message.reference?.type === MessageReferenceType.Default ? message.reference.messageId : undefined);
  return press?.turnId ?? (askedId === undefined ? undefined : answerTurnOf({ id: turnIdOf(askedId) }));
}
