/** Who asks by an interaction, where, and with which right; and how to answer that person alone. */

import { type Channel, MessageFlags, PermissionFlagsBits, type RepliableInteraction } from "discord.js";
import { DeliveryError } from "../../src/errors.ts";
import type { Author } from "../../src/turn/turn.ts";
import type { AskingInteraction } from "./open-replies.ts";
import { eventOf } from "./parse.ts";

/** `messageId`: what the answer replies to. */
export function eventOfInteraction(interaction: AskingInteraction, messageId = interaction.id) {
  const author: Author = { id: interaction.user.id, name: nameOf(interaction) };
  return eventOf(interaction.id, messageId, channelOf(interaction), author);
}

/** In direct messages everybody is. */
export function isModerator(interaction: AskingInteraction): boolean {
  return !interaction.inGuild() || interaction.memberPermissions.has(PermissionFlagsBits.ManageMessages);
}

/** For the one person only, whatever was acknowledged before. */
export async function whisper(interaction: RepliableInteraction, content: string): Promise<void> {
  if (interaction.deferred || interaction.replied) await interaction.followUp({ content, flags: MessageFlags.Ephemeral });
  else await interaction.reply({ content, flags: MessageFlags.Ephemeral });
}

function nameOf({ member, user }: AskingInteraction): string {
  const nickname = member && ("displayName" in member ? member.displayName : member.nick);
  return nickname ?? user.displayName;
}

/** A channel that discord.js has not seen yet is known by its id only: a thread is always seen. */
function channelOf({ channel, channelId, client }: AskingInteraction): Channel {
  const known = channel ?? (channelId === null ? undefined : client.channels.cache.get(channelId));
  if (known) return known;
  throw new DeliveryError(`Discord does not show channel ${channelId}: "View Channel" may be missing.`);
}
