/** What Quartet needs to be allowed in a channel, and how to say what is missing so that somebody can mend it. */

import { type Channel, DiscordAPIError, HTTPError, PermissionFlagsBits, type PermissionsBitField, RESTJSONErrorCodes } from "discord.js";
import type { PlaceReport } from "../../src/adapter.ts";
import { DeliveryError, RefusedError } from "../../src/errors.ts";
import type { DiscordPermission } from "../../src/language/english-discord.ts";
import { type Sentences, sentencesIn } from "../../src/language/language.ts";

const OPTIONAL = ["SendVoiceMessages", "CreatePublicThreads"] as const satisfies readonly DiscordPermission[];

export type NeededPermission = Exclude<DiscordPermission, (typeof OPTIONAL)[number]>;

/** Whether a sound may be sent as a voice message. */
export function maySendVoice(channel: Channel): boolean {
  return channel.isDMBased() || (grantedIn(channel)?.has(PermissionFlagsBits.SendVoiceMessages) ?? false);
}

/** Empty in direct messages, and where Discord has not told the channel's permissions. */
export function missingPermissions(channel: Channel): readonly NeededPermission[] {
  const granted = grantedIn(channel);
  return granted === null ? [] : neededIn(channel).filter((name) => !granted.has(PermissionFlagsBits[name]));
}

/** Only files cannot be sent: words still can. */
export function canSpeak(missing: readonly NeededPermission[]): boolean {
  return missing.every((name) => name === "AttachFiles");
}

/** For people: what is missing, and where it is granted. */
export function permissionAdvice(channel: Channel, missing: readonly NeededPermission[], { discord }: Sentences): string {
  return discord.missing(missing, "name" in channel && channel.name ? `#${channel.name}` : discord.thisChannel);
}

/** Every permission that Quartet uses there, and whether it has it; empty where nothing is to be granted. */
export function permissionsIn(channel: Channel, { discord }: Sentences): PlaceReport["permissions"] {
  const granted = grantedIn(channel);
  if (granted === null) return [];
  const reportOn = (isOptional: boolean) => (name: DiscordPermission) => ({
    name: discord.permissions[name],
    isGranted: granted.has(PermissionFlagsBits[name]),
    isOptional,
  });
  return [...neededIn(channel).map(reportOn(false)), ...OPTIONAL.map(reportOn(true))];
}

function neededIn(channel: Channel): readonly NeededPermission[] {
  return ["ViewChannel", channel.isThread() ? "SendMessagesInThreads" : "SendMessages", "ReadMessageHistory", "AttachFiles"];
}

function grantedIn(channel: Channel): Readonly<PermissionsBitField> | null {
  return channel.isDMBased() ? null : channel.permissionsFor(channel.client.user.id);
}

/** For the operator; a refusal for want of permissions names them. */
export function deliveryErrorOf(error: unknown, channel: Channel): DeliveryError {
  if (error instanceof DeliveryError) return error;
  const isNo = error instanceof DiscordAPIError && error.status >= 400 && error.status < 500;
  const Fault = isNo ? RefusedError : DeliveryError;
  const isRefused =
    error instanceof DiscordAPIError && (error.code === RESTJSONErrorCodes.MissingPermissions || error.code === RESTJSONErrorCodes.MissingAccess);
  const missing = isRefused ? missingPermissions(channel) : [];
  if (missing.length > 0) return new Fault(permissionAdvice(channel, missing, sentencesIn()), error);
  const said = error instanceof Error ? error.message : String(error);
  return new Fault(`Discord did not take a message for channel ${channel.id}: ${said}`, error);
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
