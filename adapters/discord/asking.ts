/** Who asks by an interaction, where, and with which right; and how to answer that person alone. */

import { type Channel, MessageFlags, PermissionFlagsBits, type RepliableInteraction } from "discord.js";
import type { PlaceRules } from "../../src/adapter.ts";
import { DeliveryError } from "../../src/errors.ts";
import { type Language, type Sentences, sentencesIn } from "../../src/language/language.ts";
import type { Author } from "../../src/turn/turn.ts";
import type { AskingInteraction } from "./open-replies.ts";
import { eventOf, rolesOf } from "./parse.ts";

/** `messageId`: what the answer replies to. */
export function eventOfInteraction(interaction: AskingInteraction, messageId = interaction.id) {
  const author: Author = { id: interaction.user.id, name: nameOf(interaction) };
  return eventOf(interaction.id, messageId, channelOf(interaction), author, rolesOf(interaction.member));
}

/** In direct messages everybody is. */
export function isModerator(interaction: AskingInteraction, rules: PlaceRules | undefined): boolean {
  if (!interaction.inGuild() || interaction.memberPermissions.has(PermissionFlagsBits.ManageMessages)) return true;
  const { source, author } = eventOfInteraction(interaction);
  return rules?.isModerator(source, author) ?? false;
}

export function languageAt(interaction: AskingInteraction, rules: PlaceRules | undefined): Language {
  return rules?.languageAt(eventOfInteraction(interaction).source) ?? "en";
}

/** In the language of the place. */
export function sentencesAt(interaction: AskingInteraction, rules: PlaceRules | undefined): Sentences {
  return sentencesIn(languageAt(interaction, rules));
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
