/** A Slack of one's own on 127.0.0.1 for tests: start it, point Bolt's `slackApiUrl` at it, and act through people. */

import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Faults, PostRate, Tiers } from "./faults.ts";
import { FileMethods } from "./files.ts";
import { eventOf, Messages } from "./messages.ts";
import { Person, type Surroundings } from "./person.ts";
import { SignedHttp } from "./signed-http.ts";
import { SocketMode, type Transport } from "./socket-mode.ts";
import { type SeenRequest, WebServer } from "./web-server.ts";
import { APP_ID, type FakeChannel, type FakeMessage, TEAM_ID, World } from "./world.ts";

export interface FakeSlackOptions {
  /** 1 s on Slack. */
  readonly postIntervalMs?: number;
  readonly postBurst?: number;
  /** 3 s on Slack. */
  readonly ackTimeoutMs?: number;
  /** 5 minutes on Slack. */
  readonly streamLifeMs?: number;
  /** 3 s on Slack. */
  readonly triggerLifeMs?: number;
  /** 2 minutes on Slack. */
  readonly statusLifeMs?: number;
  /** Whether requests are counted by the minute, as on Slack. */
  readonly countsRequests?: boolean;
}

const LIVES = { streamLifeMs: 5 * 60_000, triggerLifeMs: 3_000, statusLifeMs: 2 * 60_000 };

const SCOPES = ["app_mentions:read", "assistant:write", "channels:history", "channels:read", "chat:write", "commands", "files:read", "files:write"];
const MORE_SCOPES = [
  "groups:history",
  "groups:read",
  "im:history",
  "im:read",
  "mpim:read",
  "im:write",
  "mpim:history",
  "reactions:read",
  "reactions:write",
  "users:read",
];

export class FakeSlack {
  readonly botToken = "xoxb-local-bot";
  readonly appToken = "xapp-local-app";
  readonly signingSecret = "8f742231b10e8888abcd99yyyzzz85a5";
  readonly world = new World();
  readonly faults = new Faults();
  readonly scopes = new Set([...SCOPES, ...MORE_SCOPES]);
  /** Every event so far, for sending one again. */
  readonly events: Readonly<Record<string, unknown>>[] = [];
  readonly socketMode: SocketMode;
  readonly #messages: Messages;
  readonly #web: WebServer;
  readonly #server: Server;
  readonly #triggers = new Map<string, string>();
  readonly #ackTimeoutMs: number;
  readonly #triggerLifeMs: number;
  #http: SignedHttp | undefined;

  constructor({ postIntervalMs = 1000, postBurst = 5, ackTimeoutMs = 3000, countsRequests = false, ...lives }: FakeSlackOptions = {}) {
    this.#ackTimeoutMs = ackTimeoutMs;
    const { streamLifeMs, triggerLifeMs, statusLifeMs } = { ...LIVES, ...lives };
    this.#triggerLifeMs = triggerLifeMs;
    this.socketMode = new SocketMode(this.world, ackTimeoutMs);
    this.#messages = new Messages(this.world, (event) => this.emit(event), streamLifeMs);
    const rate = new PostRate(postIntervalMs, postBurst);
    const files = new FileMethods(this.world, this.#messages);
    const parts = {
      world: this.world,
      messages: this.#messages,
      files,
      socketMode: this.socketMode,
      rate,
      faults: this.faults,
      triggers: this.#triggers,
      statusLifeMs,
      ...(countsRequests ? { tiers: new Tiers() } : {}),
    };
    this.#web = new WebServer(parts, this);
    this.#server = createServer((request, response) => {
      this.#web.handle(request, response).catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
    });
    this.#server.on("upgrade", (request, socket, head) => this.socketMode.upgrade(request, socket, head));
  }

  /** For Bolt's `slackApiUrl`. */
  get apiUrl(): string {
    return `${this.world.origin}/api/`;
  }

  get requests(): readonly SeenRequest[] {
    return this.#web.requests;
  }

  async start(): Promise<this> {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    this.world.origin = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
    return this;
  }

  async stop(): Promise<void> {
    this.socketMode.close();
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, "close");
  }

  /** From now on the app is told by signed HTTP at this address. */
  useHttp(url: string, signingSecret = this.signingSecret): SignedHttp {
    this.#http = new SignedHttp({ url, signingSecret, ackTimeoutMs: this.#ackTimeoutMs });
    return this.#http;
  }

  addPerson(name: string): Person {
    const around: Surroundings = {
      world: this.world,
      messages: this.#messages,
      web: this.#web,
      triggers: this.#triggers,
      triggerLifeMs: this.#triggerLifeMs,
      transport: () => this.#transport(),
      emit: (event) => this.emit(event),
      tellOf: (channel, message) => this.#tellOf(channel, message),
    };
    return new Person(this.world.addUser(name), around);
  }

  /** A channel that the app has been invited to. */
  addChannel(name: string, people: readonly Person[]): FakeChannel {
    return this.world.addChannel(name, "channel", [this.world.bot.id, ...people.map(({ user }) => user.id)]);
  }

  /** Every message of a channel that everybody sees, oldest first; with `thread` that thread's only. */
  messages(channel: FakeChannel, thread?: string): readonly FakeMessage[] {
    return [...channel.messages.values()].filter(
      ({ ts, thread_ts: root, onlyFor }) => onlyFor === undefined && (thread === undefined || ts === thread || root === thread),
    );
  }

  /** Waits for a change after which `find` gives something. */
  async waitFor<Found>(find: () => Found | undefined | false): Promise<Found> {
    for (;;) {
      const found = find();
      if (found !== undefined && found !== false) return found;
      await once(this.world, "change");
    }
  }

  /** Slack closes every open stream, as it does after five minutes. */
  endStreams(): void {
    this.#messages.endStreams();
  }

  /** Tells the app of an event; resolves when it was acknowledged. */
  async emit(event: Readonly<Record<string, unknown>>): Promise<void> {
    const authorizations = [{ team_id: TEAM_ID, user_id: this.world.bot.id, is_bot: true, is_enterprise_install: false }];
    const ids = { token: "unused", team_id: TEAM_ID, api_app_id: APP_ID, event_id: `Ev${randomUUID()}`, event_time: Math.floor(Date.now() / 1000) };
    const callback = { ...ids, type: "event_callback", authorizations, is_ext_shared_channel: false, event };
    this.events.push(callback);
    await this.#transport().send("events_api", callback);
  }

  /** Sends an event again that was sent before: the same event id. */
  async repeat(callback: Readonly<Record<string, unknown>>): Promise<void> {
    await this.#transport().send("events_api", callback);
  }

  #transport(): Transport {
    return this.#http ?? this.socketMode;
  }

  /** A mention arrives twice, as a message and as a mention, with two event ids. */
  async #tellOf(channel: FakeChannel, message: FakeMessage): Promise<void> {
    const event = eventOf(channel, message);
    const mentions = channel.type !== "im" && message.text.includes(`<@${this.world.bot.id}>`);
    const { subtype: _subtype, channel_type: _type, parent_user_id: _parent, ...mention } = event;
    const events = mentions ? [{ ...mention, type: "app_mention" }, event] : [event];
    if (channel.members.has(this.world.bot.id)) await Promise.all(events.map((each) => this.emit(each)));
  }
}
