/** The media of a Discord message, and their keys: addresses expire, so that a key also knows the message to ask for a new one. */

import {
  type Attachment as DiscordAttachment,
  type Client,
  type Embed,
  type MessageSnapshot,
  type Message,
  StickerFormatType,
  type Sticker,
} from "discord.js";
import { z } from "zod";
import type { AttachmentSource } from "../../src/adapter.ts";
import { AttachmentError } from "../../src/errors.ts";
import type { Attachment } from "../../src/turn/inbound.ts";

type Bearer = Pick<Message | MessageSnapshot, "attachments" | "stickers" | "embeds">;
type Origin = Pick<Message, "id" | "channelId">;

/** Files, voice messages, stickers, embedded media, and the same of what the message forwards. */
export function attachmentsOf(message: Message): readonly Attachment[] {
  return [message, ...message.messageSnapshots.values()].flatMap((bearer) => mediaOf(bearer, message));
}

/** Of a command's option: it belongs to no message. */
export function optionAttachment(attachment: DiscordAttachment): Attachment {
  return announced(attachment, { url: attachment.url });
}

/** Stands for a message of somebody that Discord does not show without the Message Content intent, so that the person is told. */
export function hiddenMessage({ author }: Message): Attachment {
  return { fetchKey: JSON.stringify({ url: HIDDEN }), name: `@${author.displayName}`, declaredMediaType: "application/octet-stream", sizeBytes: 0 };
}

/** Throws AttachmentError where Discord does not show the file, or not any more. */
export async function openAttachment(client: Client, fetchKey: string): Promise<AttachmentSource> {
  const key = keySchema.parse(JSON.parse(fetchKey));
  if (key.url === HIDDEN) throw new AttachmentError("The message that was replied to is not shown to this app.", ["discordMessageHidden"]);
  const url = key.message === undefined || isAlive(key.url) ? key.url : await freshUrl(client, key.message, key.attachmentId ?? "");
  return { type: "url", url, headers: {} };
}

/** Where it lay when it was announced. */
export function addressOf(fetchKey: string): string {
  return keySchema.parse(JSON.parse(fetchKey)).url;
}

const HIDDEN = "hidden:";

const keySchema = z.object({
  url: z.string(),
  message: z.object({ channelId: z.string(), id: z.string() }).optional(),
  attachmentId: z.string().optional(),
});

type FetchKey = z.infer<typeof keySchema>;

function mediaOf({ attachments, stickers, embeds }: Bearer, { channelId, id }: Origin): readonly Attachment[] {
  return [
    ...attachments.map((attachment) => announced(attachment, { url: attachment.url, message: { channelId, id }, attachmentId: attachment.id })),
    ...stickers.map(stickerAttachment),
    ...embeds.flatMap(embedAttachment),
  ];
}

function announced({ name, contentType, size }: DiscordAttachment, key: FetchKey): Attachment {
  return { fetchKey: JSON.stringify(key), name, declaredMediaType: contentType ?? "application/octet-stream", sizeBytes: size };
}

const STICKER_TYPES: Readonly<Record<StickerFormatType, readonly [extension: string, mediaType: string]>> = {
  [StickerFormatType.PNG]: ["png", "image/png"],
  [StickerFormatType.APNG]: ["png", "image/apng"],
  [StickerFormatType.Lottie]: ["json", "application/json"],
  [StickerFormatType.GIF]: ["gif", "image/gif"],
};

/** A drawn (Lottie) sticker is announced too: the media door then says why it cannot be seen. */
function stickerAttachment({ name, format, url }: Sticker): Attachment {
  const [extension, declaredMediaType] = STICKER_TYPES[format];
  return { fetchKey: JSON.stringify({ url }), name: `${name}.${extension}`, declaredMediaType, sizeBytes: 0 };
}

/** Discord's own copy: the original address may lead anywhere. */
function embedAttachment({ video, image, thumbnail, provider }: Embed): readonly Attachment[] {
  const picture = image ?? (provider === null ? thumbnail : null);
  const url = picture?.proxyURL ?? (video === null ? undefined : video.proxyURL);
  if (url === undefined) return [];
  const name = URL.parse(url)?.pathname.split("/").at(-1) || "embedded";
  return [{ fetchKey: JSON.stringify({ url }), name, declaredMediaType: picture ? "image/unknown" : "video/unknown", sizeBytes: 0 }];
}

const MARGIN_MS = 60_000;

/** `ex` is the time of expiry in seconds, as a hexadecimal number. */
function isAlive(url: string): boolean {
  const expires = URL.parse(url)?.searchParams.get("ex");
  return typeof expires === "string" && Number.parseInt(expires, 16) * 1000 > Date.now() + MARGIN_MS;
}

async function freshUrl(client: Client, { channelId, id }: { channelId: string; id: string }, attachmentId: string): Promise<string> {
  const channel = await client.channels.fetch(channelId).catch(() => null);
  const message = channel?.isTextBased() ? await channel.messages.fetch({ message: id, force: true }).catch(() => undefined) : undefined;
  const bearers = message === undefined ? [] : [message, ...message.messageSnapshots.values()];
  const found = bearers.map(({ attachments }) => attachments.get(attachmentId)).find((attachment) => attachment !== undefined);
  if (found) return found.url;
  throw new AttachmentError(`Attachment ${attachmentId} of message ${id} is gone, or the bot may not read the channel's history.`, [
    "discordFileGone",
  ]);
}
