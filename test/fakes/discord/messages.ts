/** Messages of the local Discord: made, changed and removed by requests of the bot and by people, and told to the gateway. */

import {
  ComponentType,
  MessageFlags,
  MessageReferenceType,
  MessageType,
  type APIAttachment,
  type APIMessage,
  type APIUser,
  type RESTPatchAPIChannelMessageJSONBody,
  type RESTPostAPIChannelMessageJSONBody,
} from "discord-api-types/v10";
import type { Gateway } from "./gateway.ts";
import { checkMessage, Refusal, type Upload } from "./rules.ts";
import type { FakeChannel, World } from "./world.ts";

export class Messages {
  readonly #world: World;
  readonly #gateway: Gateway;

  constructor(world: World, gateway: Gateway) {
    this.#world = world;
    this.#gateway = gateway;
  }

  find(channelId: string, messageId: string): APIMessage {
    const found = this.channel(channelId).messages.get(messageId);
    if (found === undefined) throw new Refusal(404, 10008, "Unknown Message");
    return found;
  }

  channel(id: string): FakeChannel {
    const found = this.#world.channels.get(id);
    if (found === undefined) throw new Refusal(404, 10003, "Unknown Channel");
    return found;
  }

  /** A nonce that is enforced and was seen gives the first message again, as Discord does for some minutes. */
  create(
    channel: FakeChannel,
    author: APIUser,
    body: RESTPostAPIChannelMessageJSONBody,
    uploads: readonly Upload[],
    extra: Partial<APIMessage> = {},
  ): APIMessage {
    checkMessage(channel, body, uploads);
    const known = body.enforce_nonce && body.nonce !== undefined ? channel.nonces.get(String(body.nonce)) : undefined;
    if (known !== undefined) return this.find(channel.id, known);
    const message = this.#build(channel, author, body, uploads, extra);
    if (body.enforce_nonce && body.nonce !== undefined) channel.nonces.set(String(body.nonce), message.id);
    this.put(channel, message);
    return message;
  }

  put(channel: FakeChannel, message: APIMessage): void {
    channel.messages.set(message.id, message);
    if (!((message.flags ?? 0) & MessageFlags.Ephemeral)) this.#gateway.dispatchMessage("MESSAGE_CREATE", channel, message);
    this.#world.changed();
  }

  edit(channel: FakeChannel, message: APIMessage, body: RESTPatchAPIChannelMessageJSONBody, uploads: readonly Upload[]): APIMessage {
    if ((message.flags ?? 0) & MessageFlags.IsVoiceMessage) throw new Refusal(400, 50162, "Voice messages cannot be edited.");
    const kept =
      body.attachments === undefined
        ? message.attachments
        : message.attachments.filter(({ id }) => body.attachments?.some((named) => named.id === id));
    const { content = message.content, embeds = message.embeds, components = message.components ?? [] } = body;
    checkMessage(
      channel,
      { content: content ?? "", embeds: embeds ?? [], components: components ?? [], attachments: body.attachments ?? [] },
      uploads,
      kept.length,
    );
    Object.assign(message, {
      content: (content ?? "").trim(),
      embeds,
      components: numbered(components ?? []),
      attachments: [...kept, ...this.#attach(channel, body, uploads)],
      edited_timestamp: new Date().toISOString(),
      flags: (message.flags ?? 0) & ~MessageFlags.Loading,
    });
    if (!((message.flags ?? 0) & MessageFlags.Ephemeral)) this.#gateway.dispatchMessage("MESSAGE_UPDATE", channel, message);
    this.#world.changed();
    return message;
  }

  remove(channel: FakeChannel, messageId: string): void {
    if (!channel.messages.delete(messageId)) throw new Refusal(404, 10008, "Unknown Message");
    this.#gateway.dispatchIn(channel, "MESSAGE_DELETE", {
      id: messageId,
      channel_id: channel.id,
      ...(channel.guild ? { guild_id: channel.guild.id } : {}),
    });
    this.#world.changed();
  }

  #build(
    channel: FakeChannel,
    author: APIUser,
    body: RESTPostAPIChannelMessageJSONBody,
    uploads: readonly Upload[],
    extra: Partial<APIMessage>,
  ): APIMessage {
    const referenced = this.#referenced(channel, body);
    const content = body.content?.trim() ?? "";
    const repliedTo = body.allowed_mentions?.replied_user !== false && referenced ? [referenced.author] : [];
    const named = [...content.matchAll(/<@!?(\d+)>/g)].flatMap(([, id = ""]) => this.#world.users.get(id) ?? []);
    return {
      id: this.#world.newId(),
      channel_id: channel.id,
      author,
      content,
      timestamp: new Date().toISOString(),
      edited_timestamp: null,
      tts: false,
      mention_everyone: false,
      mentions: [...new Map([...named, ...repliedTo].map((user) => [user.id, user])).values()],
      mention_roles: [],
      attachments: this.#attach(channel, body, uploads),
      embeds: body.embeds ?? [],
      components: numbered(body.components ?? []),
      pinned: false,
      type: referenced ? MessageType.Reply : MessageType.Default,
      ...(body.flags === undefined ? {} : { flags: body.flags }),
      ...(body.nonce === undefined ? {} : { nonce: body.nonce }),
      ...(referenced
        ? {
            message_reference: { type: MessageReferenceType.Default, channel_id: channel.id, message_id: referenced.id },
            referenced_message: referenced,
          }
        : {}),
      ...extra,
    };
  }

  #referenced(channel: FakeChannel, body: RESTPostAPIChannelMessageJSONBody): APIMessage | undefined {
    const reference = body.message_reference;
    if (reference?.message_id === undefined || reference.type === MessageReferenceType.Forward) return undefined;
    const found = channel.messages.get(reference.message_id);
    if (found === undefined && reference.fail_if_not_exists !== false)
      throw new Refusal(400, 50035, "Invalid Form Body\nmessage_reference: Unknown message");
    if (found === undefined) return undefined;
    const { referenced_message: _further, ...flat } = found;
    return flat;
  }

  #attach(channel: FakeChannel, body: Pick<RESTPostAPIChannelMessageJSONBody, "attachments">, uploads: readonly Upload[]): APIAttachment[] {
    return uploads.map((upload, index) => {
      const file = this.#world.addFile(upload.name, upload.mediaType, upload.bytes);
      const described = body.attachments?.find(({ id }) => String(id) === String(index));
      const url = this.#world.linkOf(file, channel.id);
      const common = { id: file.id, filename: file.name, size: file.bytes.length, url, proxy_url: url, content_type: file.mediaType };
      const { waveform, duration_secs: seconds } = (described ?? {}) as { waveform?: string; duration_secs?: number };
      return {
        ...common,
        ...(described?.description ? { description: described.description } : {}),
        ...(waveform ? { waveform, duration_secs: Number(seconds) } : {}),
      };
    });
  }
}

/** Discord gives every component a number of its own. */
function numbered(components: NonNullable<RESTPostAPIChannelMessageJSONBody["components"]>): NonNullable<APIMessage["components"]> {
  return components.map((row, index) => (row.type === ComponentType.ActionRow ? { ...row, id: index + 1 } : row));
}
