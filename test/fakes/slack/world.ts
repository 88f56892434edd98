/** What the local Slack knows: people, channels, messages and files, in Slack's own shapes. */

import { EventEmitter } from "node:events";
import type { Block, KnownBlock, MessageMetadata } from "@slack/types";

export type AnyBlock = KnownBlock | Block;

export interface FakeUser {
  readonly id: string;
  readonly name: string;
  readonly isBot: boolean;
  /** Administrates the workspace. */
  isAdmin: boolean;
}

export interface FakeMessage {
  readonly ts: string;
  readonly channel: string;
  readonly user: string;
  readonly bot_id?: string;
  readonly thread_ts?: string;
  readonly files: readonly FakeFile[];
  text: string;
  blocks: readonly AnyBlock[];
  metadata?: MessageMetadata;
  edited?: { readonly user: string; readonly ts: string };
  /** Present on messages that began as a stream. */
  streaming?: "in_progress" | "completed";
  /** Shown to this person only. */
  readonly onlyFor?: string;
}

export interface FakeChannel {
  readonly id: string;
  readonly type: "channel" | "im";
  readonly name: string;
  readonly members: Set<string>;
  /** By ts, oldest first. */
  readonly messages: Map<string, FakeMessage>;
  /** What the app shows as its status, by thread. */
  readonly statuses: Map<string, string>;
  prompts: readonly { readonly title: string; readonly message: string }[];
}

export interface FakeFile {
  readonly id: string;
  readonly name: string;
  readonly mediaType: string;
  readonly owner: string;
  readonly altText: string;
  readonly announcedBytes: number;
  /** Comes from another workspace: an event carries its id only. */
  readonly isConnected: boolean;
  bytes: Uint8Array;
  isComplete: boolean;
  /** Where it is shown: the messages' ts by channel. */
  readonly shares: Map<string, string[]>;
}

export interface FakeView {
  readonly id: string;
  readonly user: string;
  readonly view: Readonly<Record<string, unknown>>;
}

export const TEAM_ID = "T0LOCAL";
export const APP_ID = "A0LOCAL";
export const BOT_ID = "B0QUARTET";

/** Emits `change` after every change, so that tests wait for events and never for time. */
export class World extends EventEmitter<{ change: [] }> {
  readonly users = new Map<string, FakeUser>();
  readonly channels = new Map<string, FakeChannel>();
  readonly files = new Map<string, FakeFile>();
  readonly views: FakeView[] = [];
  readonly bot: FakeUser;
  /** Where this server is reached; set once it listens. */
  origin = "";
  #counter = 0;
  #lastTs = 0;

  constructor() {
    super();
    this.setMaxListeners(0);
    this.bot = this.addUser("Quartet", true);
  }

  newId(letter: string): string {
    this.#counter += 1;
    return `${letter}${this.#counter.toString(36).toUpperCase().padStart(9, "0")}`;
  }

  /** Seconds and microseconds, never twice. */
  newTs(): string {
    this.#lastTs = Math.max(this.#lastTs + 1, Date.now() * 1000);
    return `${Math.floor(this.#lastTs / 1e6)}.${String(this.#lastTs % 1e6).padStart(6, "0")}`;
  }

  addUser(name: string, isBot = false): FakeUser {
    const user = { id: this.newId("U"), name, isBot, isAdmin: false };
    this.users.set(user.id, user);
    return user;
  }

  addChannel(name: string, type: FakeChannel["type"], members: readonly string[]): FakeChannel {
    const channel: FakeChannel = {
      id: this.newId(type === "im" ? "D" : "C"),
      type,
      name,
      members: new Set(members),
      messages: new Map(),
      statuses: new Map(),
      prompts: [],
    };
    this.channels.set(channel.id, channel);
    return channel;
  }

  addFile(given: Pick<FakeFile, "name" | "owner"> & Partial<FakeFile>): FakeFile {
    const bytes = given.bytes ?? new Uint8Array();
    const file: FakeFile = {
      id: this.newId("F"),
      mediaType: "application/octet-stream",
      altText: "",
      announcedBytes: bytes.length,
      isConnected: false,
      isComplete: false,
      shares: new Map(),
      ...given,
      bytes,
    };
    this.files.set(file.id, file);
    return file;
  }

  /** A message enters its channel; the app's status in that thread ends, as on Slack, when the app itself posts. */
  put(message: FakeMessage): FakeMessage {
    const channel = this.channels.get(message.channel);
    channel?.messages.set(message.ts, message);
    if (message.user === this.bot.id && message.thread_ts !== undefined) channel?.statuses.delete(message.thread_ts);
    for (const file of message.files) file.shares.set(message.channel, [...(file.shares.get(message.channel) ?? []), message.ts]);
    this.changed();
    return message;
  }

  changed(): void {
    this.emit("change");
  }
}
