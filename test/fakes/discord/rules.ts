/** Discord's limits on a message, with the codes that it answers: what the real service refuses, this one refuses too. */

import {
  ComponentType,
  MessageFlags,
  PermissionFlagsBits,
  type APIComponentInMessageActionRow,
  type APIEmbed,
  type APIMessageTopLevelComponent,
  type RESTPostAPIChannelMessageJSONBody,
} from "discord-api-types/v10";
import { uploadLimitOf, type FakeChannel } from "./world.ts";

/** A request that Discord refuses; `code` is its JSON error code. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: number;

  constructor(status: number, code: number, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export interface Upload {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** `kept` counts the attachments that an edit keeps. Throws Refusal. */
export function checkMessage(channel: FakeChannel, body: RESTPostAPIChannelMessageJSONBody, uploads: readonly Upload[], kept = 0): void {
  const content = body.content?.trim() ?? "";
  if ([...content].length > 2000) throw invalid("content", "Must be 2000 or fewer in length.");
  if (String(body.nonce ?? "").length > 25) throw invalid("nonce", "Must be 25 or fewer in length.");
  checkUploads(channel, body, uploads, kept);
  for (const embed of body.embeds ?? []) checkEmbed(embed);
  const letters = (body.embeds ?? []).reduce((sum, embed) => sum + lengthOf(embed), 0);
  if ((body.embeds?.length ?? 0) > 10 || letters > 6000)
    throw invalid("embeds", "Embed size exceeds maximum size of 6000, or there are more than 10.");
  checkRows(body.components ?? []);
  if ((body.flags ?? 0) & MessageFlags.IsVoiceMessage) checkVoice(channel, body, uploads);
  const isEmpty = content === "" && uploads.length + kept === 0 && (body.embeds?.length ?? 0) === 0 && (body.sticker_ids?.length ?? 0) === 0;
  if (isEmpty && (body.components?.length ?? 0) === 0) throw new Refusal(400, 50006, "Cannot send an empty message");
}

export function checkMayPost(channel: FakeChannel, uploads: readonly Upload[]): void {
  const isThread = channel.parentId !== undefined;
  if (channel.denied & PermissionFlagsBits.ViewChannel) throw new Refusal(403, 50001, "Missing Access");
  if (channel.denied & (isThread ? PermissionFlagsBits.SendMessagesInThreads : PermissionFlagsBits.SendMessages)) throw missingPermissions();
  if (uploads.length > 0 && channel.denied & PermissionFlagsBits.AttachFiles) throw missingPermissions();
}

export function missingPermissions(): Refusal {
  return new Refusal(403, 50013, "Missing Permissions");
}

/** https://docs.discord.com/developers/resources/message#voice-messages */
function checkVoice(channel: FakeChannel, body: RESTPostAPIChannelMessageJSONBody, uploads: readonly Upload[]): void {
  if (channel.denied & PermissionFlagsBits.SendVoiceMessages) throw new Refusal(403, 50173, "Cannot send voice messages in this channel.");
  if (body.content || body.embeds?.length || body.components?.length || body.sticker_ids?.length)
    throw new Refusal(400, 50159, "Voice messages do not support additional content.");
  const [upload, ...more] = uploads;
  if (upload === undefined || more.length > 0 || !upload.mediaType.startsWith("audio/"))
    throw new Refusal(400, 50160, "Voice messages must have a single audio attachment.");
  const { waveform, duration_secs: seconds } = (body.attachments?.[0] ?? {}) as { waveform?: string; duration_secs?: number };
  if (!waveform || Buffer.from(waveform, "base64").length > 256 || !(Number(seconds) > 0))
    throw new Refusal(400, 50161, "Voice messages must have supporting metadata.");
}

function checkUploads(channel: FakeChannel, body: RESTPostAPIChannelMessageJSONBody, uploads: readonly Upload[], kept: number): void {
  if (uploads.length + kept > 10) throw new Refusal(400, 30015, "Maximum number of attachments in a message reached (10)");
  const limit = uploadLimitOf(channel);
  const total = uploads.reduce((sum, upload) => sum + upload.bytes.length, 0);
  if (total > Math.max(25 * 2 ** 20, limit) || uploads.some((upload) => upload.bytes.length > limit))
    throw new Refusal(413, 40005, "Request entity too large");
  for (const { description } of body.attachments ?? []) {
    if ((description?.length ?? 0) > 1024) throw invalid("attachments.description", "Must be 1024 or fewer in length.");
  }
}

function checkEmbed(embed: APIEmbed): void {
  if ((embed.description?.length ?? 0) > 4096) throw invalid("embeds.description", "Must be 4096 or fewer in length.");
  if ((embed.title?.length ?? 0) > 256) throw invalid("embeds.title", "Must be 256 or fewer in length.");
}

function lengthOf(embed: APIEmbed): number {
  const fields = (embed.fields ?? []).map((field) => field.name + field.value).join("");
  return [embed.title, embed.description, embed.footer?.text, embed.author?.name, fields].reduce((sum, text) => sum + (text?.length ?? 0), 0);
}

function checkRows(rows: readonly APIMessageTopLevelComponent[]): void {
  if (rows.length > 5) throw invalid("components", "Must be 5 or fewer in length.");
  const seen = new Set<string>();
  for (const row of rows) {
    if (row.type !== ComponentType.ActionRow) throw invalid("components.type", "Expected an action row.");
    if (row.components.length < 1 || row.components.length > 5) throw invalid("components.components", "Must be between 1 and 5 in length.");
    for (const component of row.components) checkComponent(component, seen);
  }
}

function checkComponent(component: APIComponentInMessageActionRow, seen: Set<string>): void {
  if (!("custom_id" in component)) return;
  const { custom_id: customId } = component;
  if (customId.length < 1 || customId.length > 100) throw invalid("custom_id", "Must be between 1 and 100 in length.");
  if (seen.has(customId)) throw invalid("custom_id", "Component custom id cannot be duplicated");
  seen.add(customId);
  if (component.type === ComponentType.Button && "label" in component && (component.label?.length ?? 0) > 80)
    throw invalid("label", "Must be 80 or fewer in length.");
}

function invalid(field: string, why: string): Refusal {
  return new Refusal(400, 50035, `Invalid Form Body\n${field}: ${why}`);
}
