/** What the local world looks like on the wire: guilds, channels and members as discord.js expects them. */

import { type APIMessage, ChannelType, PermissionFlagsBits } from "discord-api-types/v10";
import type { FakeChannel, FakeGuild, World } from "./world.ts";

const ALL_PERMISSIONS = Object.values(PermissionFlagsBits).reduce((sum, bit) => sum | bit, 0n) & ~PermissionFlagsBits.Administrator;

export function guildCreateOf(world: World, guild: FakeGuild): object {
  const inside = [...world.channels.values()].filter((channel) => channel.guild === guild);
  const isThread = (channel: FakeChannel) => channel.type === ChannelType.PublicThread;
  const everyone = {
    id: guild.id,
    name: "@everyone",
    color: 0,
    hoist: false,
    position: 0,
    permissions: String(ALL_PERMISSIONS),
    managed: false,
    mentionable: false,
    flags: 0,
  };
  return {
    id: guild.id,
    name: guild.name,
    owner_id: guild.ownerId,
    premium_tier: guild.tier,
    features: [],
    roles: [everyone, ...new Set(guild.roles.values())].map((role) => (typeof role === "string" ? { ...everyone, id: role, name: role } : role)),
    emojis: [],
    stickers: [],
    // Of the others Discord tells only with the intent for members.
    members: [memberOf(world, guild, world.bot.id)],
    channels: inside.filter((channel) => !isThread(channel)).map((channel) => channelOf(world, channel)),
    threads: inside.filter(isThread).map((channel) => channelOf(world, channel)),
    presences: [],
    voice_states: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
    member_count: guild.members.size,
    large: false,
    unavailable: false,
    joined_at: new Date().toISOString(),
    preferred_locale: "en-US",
    system_channel_flags: 0,
    afk_timeout: 300,
    verification_level: 0,
    default_message_notifications: 0,
    explicit_content_filter: 0,
    mfa_level: 0,
    nsfw_level: 0,
    premium_progress_bar_enabled: false,
  };
}

export function rolesIn(guild: FakeGuild, userId: string): readonly string[] {
  return [guild.roles.get(userId) ?? []].flat();
}

export function memberOf(world: World, guild: FakeGuild, userId: string): object {
  const nick = guild.members.get(userId) ?? null;
  const roles = rolesIn(guild, userId);
  return { user: world.users.get(userId), nick, roles, joined_at: new Date().toISOString(), deaf: false, mute: false, flags: 0, avatar: null };
}

export function channelOf(world: World, channel: FakeChannel): object {
  const { id, type, name, guild, parentId, ownerId, recipientId } = channel;
  const recipient = recipientId === undefined ? undefined : world.users.get(recipientId);
  const last = { last_message_id: [...channel.messages.keys()].at(-1) ?? null };
  if (type === ChannelType.DM) return { id, type, recipients: recipient ? [recipient] : [], ...last };
  const common = { id, type, name, guild_id: guild?.id, rate_limit_per_user: 0, ...last };
  if (type === ChannelType.PublicThread) {
    const metadata = { archived: false, auto_archive_duration: 1440, archive_timestamp: new Date().toISOString(), locked: false };
    return { ...common, parent_id: parentId, owner_id: ownerId, thread_metadata: metadata, message_count: 0, member_count: 1, total_message_sent: 0 };
  }
  const denied = channel.denied === 0n ? [] : [{ id: world.bot.id, type: 1, allow: "0", deny: String(channel.denied) }];
  return { ...common, parent_id: null, position: 0, topic: null, nsfw: false, permission_overwrites: denied };
}

export function permissionsOf(channel: FakeChannel): string {
  return String(ALL_PERMISSIONS & ~channel.denied);
}

/** Of somebody who presses or commands. */
export function personPermissions(isModerator: boolean): string {
  return String(isModerator ? ALL_PERMISSIONS : ALL_PERMISSIONS & ~PermissionFlagsBits.ManageMessages);
}

/** As an app without the Message Content intent sees it in a server: empty, unless it is the app's own or mentions it. */
export function withoutContent(world: World, message: APIMessage): APIMessage {
  const isMeant = message.author.id === world.bot.id || message.mentions.some(({ id }) => id === world.bot.id);
  const { referenced_message: referenced } = message;
  const shown: APIMessage = isMeant ? message : { ...message, content: "", attachments: [], embeds: [], components: [] };
  return referenced ? { ...shown, referenced_message: withoutContent(world, referenced) } : shown;
}
