/** Messages of the local Slack: posted, changed, streamed and removed, and told to the app as events. */

import { checkContent, type Content, MAX, Refusal } from "./rules.ts";
import { APP_ID, BOT_ID, type FakeChannel, type FakeFile, type FakeMessage, type FakeUser, TEAM_ID, type World } from "./world.ts";

export type Emit = (event: Readonly<Record<string, unknown>>) => Promise<void>;

export interface Placed extends Content {
  readonly thread_ts?: string | undefined;
  readonly files?: readonly FakeFile[];
  readonly streaming?: "in_progress";
  readonly onlyFor?: string;
}

export class Messages {
  readonly #world: World;
  readonly #emit: Emit;
  readonly #streamLifeMs: number;

  constructor(world: World, emit: Emit, streamLifeMs: number) {
    this.#world = world;
    this.#emit = emit;
    this.#streamLifeMs = streamLifeMs;
  }

  channel(id: unknown): FakeChannel {
    const found = this.#world.channels.get(String(id));
    if (found === undefined) throw new Refusal("channel_not_found");
    return found;
  }

  find(channelId: unknown, ts: unknown): FakeMessage {
    const found = this.channel(channelId).messages.get(String(ts));
    if (found === undefined) throw new Refusal("message_not_found");
    return found;
  }

  /** Adds the app's own message and tells the app of it, as Slack does. */
  post(channel: FakeChannel, placed: Placed): FakeMessage {
    if (!channel.members.has(this.#world.bot.id)) throw new Refusal("not_in_channel");
    if (placed.thread_ts !== undefined) this.#checkRoot(channel, placed.thread_ts);
    const message = this.#world.put(this.build(channel, this.#world.bot, placed));
    if (placed.streaming !== undefined) setTimeout(() => this.#endStream(message), this.#streamLifeMs).unref();
    if (message.onlyFor === undefined) void this.#emit(eventOf(channel, message)).catch(() => undefined);
    return message;
  }

  build(channel: FakeChannel, author: FakeUser, placed: Placed): FakeMessage {
    const { text = "", markdown_text: markdown, blocks = [], metadata, files = [], thread_ts: threadTs, streaming, onlyFor } = placed;
    return {
      ts: this.#world.newTs(),
      channel: channel.id,
      user: author.id,
      text: markdown ?? text,
      blocks,
      files,
      ...(author.isBot ? { bot_id: BOT_ID } : {}),
      ...(threadTs === undefined ? {} : { thread_ts: threadTs }),
      ...(metadata === undefined ? {} : { metadata: metadata as NonNullable<FakeMessage["metadata"]> }),
      ...(streaming === undefined ? {} : { streaming }),
      ...(onlyFor === undefined ? {} : { onlyFor }),
    };
  }

  update(message: FakeMessage, content: Content): void {
    if (message.user !== this.#world.bot.id) throw new Refusal("cant_update_message");
    if (message.streaming === "in_progress") throw new Refusal("streaming_state_conflict");
    checkContent(content, MAX.updatedText);
    message.text = content.markdown_text ?? content.text ?? "";
    message.blocks = content.blocks ?? [];
    if (content.metadata !== undefined) message.metadata = content.metadata as NonNullable<FakeMessage["metadata"]>;
    message.edited = { user: this.#world.bot.id, ts: this.#world.newTs() };
    this.#world.changed();
  }

  delete(message: FakeMessage): void {
    if (message.user !== this.#world.bot.id) throw new Refusal("cant_delete_message");
    this.channel(message.channel).messages.delete(message.ts);
    this.#world.changed();
  }

  append(message: FakeMessage, text: string): void {
    if (message.streaming !== "in_progress") throw new Refusal("message_not_in_streaming_state");
    if (text.length > MAX.markdownText || message.text.length + text.length > MAX.markdownText) throw new Refusal("msg_too_long");
    message.text += text;
    this.#world.changed();
  }

  /** Slack itself closes a stream after five minutes; here all of them now. */
  endStreams(): void {
    for (const channel of this.#world.channels.values()) for (const message of channel.messages.values()) this.#endStream(message);
  }

  #endStream(message: FakeMessage): void {
    if (message.streaming === "in_progress") message.streaming = "completed";
    this.#world.changed();
  }

  #checkRoot(channel: FakeChannel, threadTs: string): void {
    const root = channel.messages.get(threadTs);
    if (root === undefined) throw new Refusal("thread_not_found");
    if (root.thread_ts !== undefined && root.thread_ts !== root.ts) throw new Refusal("cannot_reply_to_message");
  }
}

/** As the Events API tells of a message. */
export function eventOf(channel: FakeChannel, message: FakeMessage): Readonly<Record<string, unknown>> {
  const root = message.thread_ts === undefined ? undefined : channel.messages.get(message.thread_ts);
  return {
    type: "message",
    channel: channel.id,
    channel_type: channel.type,
    event_ts: message.ts,
    ...wireOf(message),
    ...(message.files.length > 0 ? { subtype: "file_share" } : {}),
    ...(root === undefined ? {} : { parent_user_id: root.user }),
  };
}

/** As the Web API gives a message. */
export function wireOf(message: FakeMessage): Readonly<Record<string, unknown>> {
  const { ts, user, text, thread_ts: threadTs, blocks, files, metadata, edited, bot_id: botId } = message;
  return {
    type: "message",
    ts,
    user,
    text,
    team: TEAM_ID,
    ...(threadTs === undefined ? {} : { thread_ts: threadTs }),
    ...(blocks.length === 0 ? {} : { blocks }),
    ...(files.length === 0 ? {} : { files: files.map(fileOf) }),
    ...(metadata === undefined ? {} : { metadata }),
    ...(edited === undefined ? {} : { edited }),
    ...(botId === undefined ? {} : { bot_id: botId, app_id: APP_ID }),
  };
}

/** A file of another workspace shows its id only; everything else must be asked for. */
export function fileOf(file: FakeFile): Readonly<Record<string, unknown>> {
  if (file.isConnected) return { id: file.id, mode: "file_access", file_access: "check_file_info", created: 0 };
  return fullFileOf(file);
}

export function fullFileOf(file: FakeFile, origin = ""): Readonly<Record<string, unknown>> {
  const url = `${origin}/files-pri/${TEAM_ID}-${file.id}/${encodeURIComponent(file.name)}`;
  const shares = Object.fromEntries([...file.shares].map(([channel, list]) => [channel, list.map((ts) => ({ ts }))]));
  return {
    id: file.id,
    name: file.name,
    title: file.name,
    mimetype: file.mediaType,
    size: file.announcedBytes,
    user: file.owner,
    mode: "hosted",
    is_external: false,
    alt_txt: file.altText,
    ...(origin === "" ? {} : { url_private: url, url_private_download: `${url}?download` }),
    shares: { public: shares },
  };
}
