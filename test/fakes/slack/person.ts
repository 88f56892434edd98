/** A person in the local Slack: what a test can do through them, each act resolving once the app has acknowledged it. */

import { randomInt, randomUUID } from "node:crypto";
import { fullFileOf, type Messages, wireOf } from "./messages.ts";
import type { Transport } from "./socket-mode.ts";
import type { WebServer } from "./web-server.ts";
import { APP_ID, type FakeChannel, type FakeFile, type FakeMessage, type FakeUser, TEAM_ID, type World } from "./world.ts";

export interface SentFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

export interface SayOptions {
  /** Slack gave up telling the app of it. */
  readonly unheard?: boolean;
  /** Puts the app's mention before the text. */
  readonly mention?: boolean;
  /** The ts of the thread's first message. */
  readonly thread?: string;
  /** The files come from another workspace. */
  readonly connected?: boolean;
  /** The text is in Slack's markup already: mentions, links. */
  readonly marked?: boolean;
}

export interface Surroundings {
  readonly world: World;
  readonly messages: Messages;
  readonly web: WebServer;
  readonly triggers: Map<string, string>;
  readonly triggerLifeMs: number;
  transport(): Transport;
  emit(event: Readonly<Record<string, unknown>>): Promise<void>;
  tellOf(channel: FakeChannel, message: FakeMessage): Promise<void>;
}

export class Person {
  readonly user: FakeUser;
  readonly #around: Surroundings;
  readonly #directChannel: FakeChannel;

  constructor(user: FakeUser, around: Surroundings) {
    this.user = user;
    this.#around = around;
    this.#directChannel = around.world.addChannel(user.name, "im", [user.id, around.world.bot.id]);
  }

  /** The direct message with the app. */
  get dm(): FakeChannel {
    return this.#directChannel;
  }

  async say(channel: FakeChannel, text: string, files: readonly SentFile[] = [], options: SayOptions = {}): Promise<FakeMessage> {
    const { world, messages } = this.#around;
    const uploaded = files.map((file) => this.#upload(file, options.connected === true));
    const marked = options.marked ? text : escaped(text);
    const wire = options.mention ? `<@${world.bot.id}> ${marked}` : marked;
    const message = world.put(messages.build(channel, this.user, { text: wire, files: uploaded, thread_ts: options.thread }));
    if (options.unheard !== true) await this.#around.tellOf(channel, message);
    return message;
  }

  async edit(message: FakeMessage, text: string, { marked = false }: Pick<SayOptions, "marked"> = {}): Promise<void> {
    const { world } = this.#around;
    const previous = wireOf(message);
    message.text = marked ? text : escaped(text);
    message.edited = { user: this.user.id, ts: world.newTs() };
    await this.#changed(message, { subtype: "message_changed", message: wireOf(message), previous_message: previous });
  }

  /** Slack tells of an unfurled link in the same way as of an edit. */
  async unfurl(message: FakeMessage): Promise<void> {
    const previous = wireOf(message);
    await this.#changed(message, {
      subtype: "message_changed",
      message: { ...previous, attachments: [{ title: "A page" }] },
      previous_message: previous,
    });
  }

  async delete(message: FakeMessage): Promise<void> {
    this.#around.world.channels.get(message.channel)?.messages.delete(message.ts);
    await this.#changed(message, { subtype: "message_deleted", deleted_ts: message.ts, previous_message: wireOf(message) });
  }

  async react(message: FakeMessage, reaction: string, added = true): Promise<void> {
    const item = { type: "message", channel: message.channel, ts: message.ts };
    const type = added ? "reaction_added" : "reaction_removed";
    await this.#around.emit({ type, user: this.user.id, reaction, item_user: message.user, item, event_ts: this.#around.world.newTs() });
  }

  /** Presses the newest button whose action id begins so; rejects if there is none or the app does not answer in time. */
  async press(actionId: string, channel?: FakeChannel): Promise<void> {
    const [message, button] = this.#findButton(actionId, channel);
    const { channel: id, ts, thread_ts: threadTs } = message;
    await this.#interact({
      type: "block_actions",
      actions: [{ ...button, block_id: "b", action_ts: this.#around.world.newTs() }],
      container: { type: "message", message_ts: ts, channel_id: id, is_ephemeral: false, ...(threadTs === undefined ? {} : { thread_ts: threadTs }) },
      channel: { id, name: "local" },
      message: wireOf(message),
    });
  }

  /** Fills in the newest modal that was opened for this person: values by action id. */
  async submit(values: Readonly<Record<string, string>>, files: Readonly<Record<string, SentFile>> = {}): Promise<void> {
    const opened = this.#around.world.views.findLast(({ user }) => user === this.user.id);
    if (opened === undefined) throw new Error(`${this.user.name} sees no modal`);
    const blocks = opened.view.blocks as readonly { readonly block_id?: string; readonly element?: { readonly action_id: string } }[];
    const state = blocks.flatMap(({ block_id: id = "b", element }) =>
      element ? [[id, { [element.action_id]: this.#fieldOf(values[element.action_id], files[element.action_id]) }]] : [],
    );
    await this.#interact({ type: "view_submission", view: { ...opened.view, state: { values: Object.fromEntries(state) } }, response_urls: [] });
  }

  #fieldOf(value: string | undefined, file: SentFile | undefined): object {
    if (file === undefined) return { type: "plain_text_input", value: value ?? null };
    return { type: "file_input", files: [fullFileOf(this.#upload(file, false), this.#around.world.origin)] };
  }

  /** Resolves with what the app answers at once. */
  async command(command: string, text: string, channel: FakeChannel, { marked = false }: Pick<SayOptions, "marked"> = {}): Promise<unknown> {
    const [user, trigger] = [this.user, this.#newTrigger()];
    const place = { team_id: TEAM_ID, team_domain: "local", channel_id: channel.id, channel_name: channel.name };
    const said = { command, text: marked ? text : escaped(text), user_id: user.id, user_name: user.name.toLowerCase(), api_app_id: APP_ID };
    return this.#around
      .transport()
      .send("slash_commands", { ...place, ...said, trigger_id: trigger, response_url: this.#responseAddress(channel.id), token: "unused" });
  }

  async shortcut(callbackId: string, message: FakeMessage): Promise<void> {
    const files = message.files.map((file) => fullFileOf(file, this.#around.world.origin));
    const channel = { id: message.channel, name: "local" };
    await this.#interact({
      type: "message_action",
      callback_id: callbackId,
      message_ts: message.ts,
      channel,
      message: { ...wireOf(message), ...(files.length > 0 ? { files } : {}) },
    });
  }

  /** Opens the app's messages tab. */
  async openAgent(): Promise<void> {
    await this.#around.emit({
      type: "app_home_opened",
      user: this.user.id,
      channel: this.dm.id,
      tab: "messages",
      event_ts: this.#around.world.newTs(),
    });
  }

  /** Slack's own stop button beneath an answer that streams. */
  async stopAgent(channel: FakeChannel, thread: string): Promise<void> {
    const streams = [...channel.messages.values()].filter((message) => message.thread_ts === thread && message.streaming === "in_progress");
    const ts = streams.map((message) => message.ts);
    await this.#around.emit({
      type: "agent_session_stopped",
      channel: channel.id,
      user: this.user.id,
      thread_ts: thread,
      streaming_message_ts: ts,
      event_ts: this.#around.world.newTs(),
    });
  }

  #upload({ name, mediaType, bytes }: SentFile, isConnected: boolean): FakeFile {
    return this.#around.world.addFile({ name, mediaType, bytes, owner: this.user.id, announcedBytes: bytes.length, isComplete: true, isConnected });
  }

  async #changed(message: FakeMessage, change: Readonly<Record<string, unknown>>): Promise<void> {
    const channel = this.#around.world.channels.get(message.channel);
    const ts = this.#around.world.newTs();
    this.#around.world.changed();
    await this.#around.emit({ type: "message", hidden: true, channel: message.channel, channel_type: channel?.type, ts, event_ts: ts, ...change });
  }

  #findButton(actionId: string, channel?: FakeChannel): readonly [FakeMessage, Readonly<Record<string, unknown>>] {
    const channels = channel === undefined ? [...this.#around.world.channels.values()] : [channel];
    const found = channels
      .flatMap(({ messages }) => [...messages.values()])
      .flatMap((message) => buttonsOf(message).map((button) => [message, button] as const));
    const hit = found
      .filter(([, { action_id: id }]) => String(id).startsWith(actionId))
      .sort(([a], [b]) => (a.ts < b.ts ? -1 : 1))
      .at(-1);
    if (hit === undefined) throw new Error(`there is no button "${actionId}"`);
    return hit;
  }

  async #interact(payload: Readonly<Record<string, unknown>>): Promise<void> {
    const user = { id: this.user.id, username: this.user.name.toLowerCase(), name: this.user.name.toLowerCase(), team_id: TEAM_ID };
    const team = { id: TEAM_ID, domain: "local" };
    const channel = (payload.channel as { readonly id?: string } | undefined)?.id;
    const address = channel === undefined ? {} : { response_url: this.#responseAddress(channel) };
    await this.#around
      .transport()
      .send("interactive", { ...address, user, team, api_app_id: APP_ID, token: "unused", trigger_id: this.#newTrigger(), ...payload });
  }

  #newTrigger(): string {
    // As Slack's look: a moment of another count, the workspace, and a hash.
    const trigger = `${randomInt(10 ** 12, 10 ** 13)}.${randomInt(10 ** 8, 10 ** 9)}.${randomUUID().replaceAll("-", "")}`;
    this.#around.triggers.set(trigger, this.user.id);
    setTimeout(() => this.#around.triggers.delete(trigger), this.#around.triggerLifeMs).unref();
    return trigger;
  }

  #responseAddress(channel: string): string {
    const id = randomUUID();
    this.#around.web.responseAddresses.set(id, { channel, user: this.user.id, used: 0 });
    return `${this.#around.world.origin}/response/${id}`;
  }
}

/** As Slack sends what people type. */
function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** Buttons as people see them beneath a message. */
export function buttonsOf(message: FakeMessage): readonly Readonly<Record<string, unknown>>[] {
  return message.blocks.flatMap((block) =>
    block.type === "actions" ? (block as unknown as { readonly elements: readonly Readonly<Record<string, unknown>>[] }).elements : [],
  );
}
