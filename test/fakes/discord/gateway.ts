/** The gateway of the local Discord: identify, heartbeat, resume, and each session's own view of what happens. */

import type { Server } from "node:http";
import { type APIMessage, type GatewayIdentifyData, GatewayIntentBits, GatewayOpcodes, type GatewaySendPayload } from "discord-api-types/v10";
import { type WebSocket, WebSocketServer } from "ws";
import { guildCreateOf, rolesIn, withoutContent } from "./payloads.ts";
import type { FakeChannel, World } from "./world.ts";

interface Session {
  readonly id: string;
  readonly shard: readonly [id: number, count: number];
  readonly intents: number;
  readonly log: { readonly op: 0; readonly t: string; readonly s: number; readonly d: unknown }[];
  socket: WebSocket | undefined;
}

export interface GatewayOptions {
  readonly token: string;
  /** Whether the developer portal lets this app see what is said to others. */
  readonly mayReadContent: boolean;
  /** How many connections the server recommends; as many may identify at once. */
  readonly shards: number;
}

export class Gateway {
  readonly #world: World;
  readonly #options: GatewayOptions;
  readonly #sessions = new Map<string, Session>();
  readonly #server = new WebSocketServer({ noServer: true });
  #held: (() => void)[] | undefined;
  #duplicates = 0;
  identifies = 0;
  resumes = 0;
  heartbeats = 0;

  constructor(world: World, options: GatewayOptions) {
    this.#world = world;
    this.#options = options;
    this.#server.on("connection", (socket) => this.#greet(socket));
  }

  attach(server: Server): void {
    server.on("upgrade", (request, socket, head) =>
      this.#server.handleUpgrade(request, socket, head, (ws) => this.#server.emit("connection", ws, request)),
    );
  }

  get mayReadContent(): boolean {
    return this.#options.mayReadContent;
  }

  get shards(): number {
    return this.#options.shards;
  }

  /** Sessions that are connected now. */
  get connected(): number {
    return [...this.#sessions.values()].filter(({ socket }) => socket !== undefined).length;
  }

  dispatchMessage(type: "MESSAGE_CREATE" | "MESSAGE_UPDATE", channel: FakeChannel, message: APIMessage): void {
    const member = channel.guild && {
      roles: rolesIn(channel.guild, message.author.id),
      nick: channel.guild.members.get(message.author.id) ?? null,
      joined_at: message.timestamp,
      deaf: false,
      mute: false,
      flags: 0,
    };
    this.dispatchIn(channel, type, { ...message, ...(channel.guild ? { guild_id: channel.guild.id, member } : {}), channel_type: channel.type });
  }

  /** To the sessions whose intents cover the channel. */
  dispatchIn(channel: FakeChannel, type: string, data: object): void {
    const intent = channel.guild ? GatewayIntentBits.GuildMessages : GatewayIntentBits.DirectMessages;
    this.dispatch(type, data, intent);
  }

  dispatch(type: string, data: object, intent: number = 0): void {
    const send = () => {
      for (const session of this.#sessions.values()) {
        if ((intent === 0 || session.intents & intent) && isOnShard(session, data)) this.#send(session, type, this.#seenBy(session, data));
      }
    };
    const times = 1 + this.#duplicates;
    this.#duplicates = 0;
    for (let time = 0; time < times; time++) {
      if (this.#held === undefined) send();
      else this.#held.push(send);
    }
  }

  /** The next event comes twice. */
  duplicateNext(): void {
    this.#duplicates = 1;
  }

  /** Events wait until `release`. */
  hold(): void {
    this.#held = [];
  }

  release(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const send of held) send();
  }

  /** The connections break without a word: all, or that of one shard. */
  drop(shard?: number): void {
    this.#each((session) => {
      if (shard === undefined || session.shard[0] === shard) session.socket?.terminate();
    });
  }

  /** Discord asks the client to come again. */
  reconnect(): void {
    this.#each((session) => session.socket?.send(JSON.stringify({ op: GatewayOpcodes.Reconnect, d: null, s: null, t: null })));
  }

  /** The session gets no more events; with `resumable` the client may try to resume it. */
  invalidate(resumable: boolean): void {
    this.#each((session) => {
      session.socket?.send(JSON.stringify({ op: GatewayOpcodes.InvalidSession, d: resumable, s: null, t: null }));
      session.socket = undefined;
      if (!resumable) this.#sessions.delete(session.id);
    });
  }

  close(): void {
    for (const client of this.#server.clients) client.terminate();
    this.#server.close();
  }

  #each(action: (session: Session) => void): void {
    for (const session of [...this.#sessions.values()]) action(session);
  }

  #greet(socket: WebSocket): void {
    socket.send(JSON.stringify({ op: GatewayOpcodes.Hello, d: { heartbeat_interval: 41_250 }, s: null, t: null }));
    socket.on("message", (bytes) => this.#receive(socket, JSON.parse(String(bytes)) as GatewaySendPayload));
    socket.on("close", () => {
      for (const session of this.#sessions.values()) if (session.socket === socket) session.socket = undefined;
      this.#world.changed();
    });
  }

  /** Shards whose sessions are connected now. */
  get shardsConnected(): readonly number[] {
    return [...this.#sessions.values()].flatMap(({ socket, shard }) => (socket === undefined ? [] : [shard[0]])).sort();
  }

  #receive(socket: WebSocket, payload: GatewaySendPayload): void {
    if (payload.op === GatewayOpcodes.Heartbeat) {
      this.heartbeats += 1;
      socket.send(JSON.stringify({ op: GatewayOpcodes.HeartbeatAck, d: null, s: null, t: null }));
    } else if (payload.op === GatewayOpcodes.Identify) {
      this.#identify(socket, payload.d);
    } else if (payload.op === GatewayOpcodes.Resume) {
      this.#resume(socket, payload.d.session_id, payload.d.seq);
    }
  }

  #identify(socket: WebSocket, { token, intents, shard = [0, 1] }: GatewayIdentifyData): void {
    const isRefused = (intents & GatewayIntentBits.MessageContent) !== 0 && !this.#options.mayReadContent;
    if (token !== this.#options.token) socket.close(4004, "Authentication failed.");
    else if (isRefused) socket.close(4014, "Disallowed intent(s).");
    else if (shard[0] >= shard[1]) socket.close(4010, "Invalid shard.");
    else this.#openSession(socket, intents, shard);
  }

  #openSession(socket: WebSocket, intents: number, shard: Session["shard"]): void {
    this.identifies += 1;
    this.#forgetLeft(shard);
    const session: Session = { id: this.#world.newId(), shard, intents, log: [], socket };
    this.#sessions.set(session.id, session);
    const { bot, origin, applicationId } = this.#world;
    const guilds = [...this.#world.guilds.values()].filter(({ id }) => isOnShard(session, { guild_id: id }));
    this.#send(session, "READY", {
      v: 10,
      user: bot,
      guilds: guilds.map(({ id }) => ({ id, unavailable: true })),
      session_id: session.id,
      resume_gateway_url: origin.replace("http", "ws"),
      shard,
      application: { id: applicationId, flags: 0 },
    });
    for (const guild of guilds) this.#send(session, "GUILD_CREATE", guildCreateOf(this.#world, guild));
    this.#world.changed();
  }

  /** Who identifies anew will not resume what it left; each left session would keep every event for ever. */
  #forgetLeft(shard: Session["shard"]): void {
    this.#each(({ id, socket, shard: [left] }) => {
      if (socket === undefined && left === shard[0]) this.#sessions.delete(id);
    });
  }

  #resume(socket: WebSocket, sessionId: string, seen: number): void {
    const session = this.#sessions.get(sessionId);
    if (session === undefined) return void socket.send(JSON.stringify({ op: GatewayOpcodes.InvalidSession, d: false, s: null, t: null }));
    this.resumes += 1;
    session.socket = socket;
    for (const missed of session.log.filter(({ s }) => s > seen)) socket.send(JSON.stringify(missed));
    this.#send(session, "RESUMED", {});
    this.#world.changed();
  }

  #send(session: Session, type: string, data: object): void {
    const event = { op: 0 as const, t: type, s: session.log.length + 1, d: structuredClone(data) };
    session.log.push(event);
    session.socket?.send(JSON.stringify(event));
  }

  /** Without the intent, what is said to others comes empty: kept are direct messages, mentions of the bot, and its own words. */
  #seenBy(session: Session, data: object): object {
    if (!("content" in data) || session.intents & GatewayIntentBits.MessageContent) return data;
    const message = data as APIMessage & { guild_id?: string };
    return message.guild_id === undefined ? data : withoutContent(this.#world, message);
  }
}

/** Servers are shared out by their number; what belongs to none goes to the first. */
function isOnShard({ shard: [id, count] }: Session, data: object): boolean {
  const guildId = "guild_id" in data && typeof data.guild_id === "string" ? data.guild_id : undefined;
  return id === (guildId === undefined ? 0 : Number((BigInt(guildId) >> 22n) % BigInt(count)));
}
