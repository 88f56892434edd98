/** What Quartet needs to be allowed in a channel, and how to say what is missing so that somebody can mend it. */

import { type Channel, DiscordAPIError, HTTPError, PermissionFlagsBits, RESTJSONErrorCodes } from "discord.js";
import { DeliveryError } from "../../src/errors.ts";

/** As Discord's settings spell them. */
const NAMES = {
  ViewChannel: "View Channel",
  SendMessages: "Send Messages",
  SendMessagesInThreads: "Send Messages in Threads",
  ReadMessageHistory: "Read Message History",
  AttachFiles: "Attach Files",
} as const;

/** Whether a sound may be sent as a voice message. */
export function maySendVoice(channel: Channel): boolean {
  return channel.isDMBased() || (channel.permissionsFor(channel.client.user.id)?.has(PermissionFlagsBits.SendVoiceMessages) ?? false);
}

export type NeededPermission = keyof typeof NAMES;

/** Empty in direct messages, and where Discord has not told the channel's permissions. */
export function missingPermissions(channel: Channel): readonly NeededPermission[] {
  if (channel.isDMBased()) return [];
  const granted = channel.permissionsFor(channel.client.user.id);
  if (granted === null) return [];
  const sending: NeededPermission = channel.isThread() ? "SendMessagesInThreads" : "SendMessages";
  const needed: readonly NeededPermission[] = ["ViewChannel", sending, "ReadMessageHistory", "AttachFiles"];
  return needed.filter((name) => !granted.has(PermissionFlagsBits[name]));
}

/** Only files cannot be sent: words still can. */
export function canSpeak(missing: readonly NeededPermission[]): boolean {
  return missing.every((name) => name === "AttachFiles");
}

/** For people: what is missing, and where it is granted. */
export function permissionAdvice(channel: Channel, missing: readonly NeededPermission[]): string {
  const place = "name" in channel && channel.name ? `#${channel.name}` : "this channel";
  const names = missing.map((name) => `"${NAMES[name]}"`).join(", ");
  return `I need the permission ${names} in ${place}. Someone who manages this server can grant it: Edit Channel, then Permissions, then my role.`;
}

/** For the operator; a refusal for want of permissions names them. */
export function deliveryErrorOf(error: unknown, channel: Channel): DeliveryError {
  if (error instanceof DeliveryError) return error;
  const isRefused =
    error instanceof DiscordAPIError && (error.code === RESTJSONErrorCodes.MissingPermissions || error.code === RESTJSONErrorCodes.MissingAccess);
  const missing = isRefused ? missingPermissions(channel) : [];
  if (missing.length > 0) return new DeliveryError(permissionAdvice(channel, missing), error);
  const said = error instanceof Error ? error.message : String(error);
  return new DeliveryError(`Discord did not take a message for channel ${channel.id}: ${said}`, error);
}

/** With Discord's own words, or from a proxy before it. */
export function isTooLarge(error: unknown): boolean {
  return (error instanceof DiscordAPIError || error instanceof HTTPError) && error.status === 413;
}

/** For want of a permission, or because Discord does not take this file as a voice message. */
export function isVoiceRefused(error: unknown): boolean {
  return (
    isTooLarge(error) ||
    isCode(error, RESTJSONErrorCodes.MissingPermissions, RESTJSONErrorCodes.YouCannotSendVoiceMessagesInThisChannel) ||
    isCode(error, RESTJSONErrorCodes.VoiceMessagesMustHaveASingleAudioAttachment, RESTJSONErrorCodes.VoiceMessagesMustHaveSupportingMetadata)
  );
}

export function isCode(error: unknown, ...codes: readonly number[]): boolean {
  return error instanceof DiscordAPIError && codes.includes(Number(error.code));
}
