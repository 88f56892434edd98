/** Socket Mode: envelopes over a WebSocket, each acknowledged by its id, sent again where a connection ends before. */

import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { APP_ID, type World } from "./world.ts";

export type PayloadType = "events_api" | "interactive" | "slash_commands";

/** How an app is reached; resolves with what it acknowledged with. */
export interface Transport {
  send(type: PayloadType, payload: Readonly<Record<string, unknown>>): Promise<unknown>;
}

interface Pending {
  readonly type: PayloadType;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly acked: PromiseWithResolvers<unknown>;
  attempts: number;
  timer?: NodeJS.Timeout;
}

const MAX_CONNECTIONS = 10;
const MAX_EVENT_ATTEMPTS = 4;

export class SocketMode implements Transport {
  readonly #world: World;
  readonly #server = new WebSocketServer({ noServer: true });
  readonly #pending = new Map<string, Pending>();
  readonly #tickets = new Set<string>();
  readonly #ackTimeoutMs: number;
  /** Envelopes wait while it is false. */
  #isFlowing = true;

  constructor(world: World, ackTimeoutMs: number) {
    this.#world = world;
    this.#ackTimeoutMs = ackTimeoutMs;
  }

  get connections(): number {
    return this.#server.clients.size;
  }

  /** For apps.connections.open: an address that works once. */
  newAddress(): string {
    const ticket = randomUUID();
    this.#tickets.add(ticket);
    return `${this.#world.origin.replace(/^http/, "ws")}/link/?ticket=${ticket}&app_id=${APP_ID}`;
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const { pathname, searchParams } = new URL(request.url ?? "/", this.#world.origin);
    if (pathname !== "/link/" || !this.#tickets.delete(searchParams.get("ticket") ?? "") || this.connections >= MAX_CONNECTIONS) {
      socket.end("HTTP/1.1 400 Bad Request\r\n\r\n");
      return;
    }
    this.#server.handleUpgrade(request, socket, head, (client) => this.#greet(client));
  }

  send(type: PayloadType, payload: Readonly<Record<string, unknown>>): Promise<unknown> {
    const pending: Pending = { type, payload, acked: Promise.withResolvers(), attempts: 0 };
    const id = randomUUID();
    this.#pending.set(id, pending);
    this.#transmit(id, pending);
    return pending.acked.promise;
  }

  /** As Slack does every few hours: it asks the app to connect anew. */
  refresh(): void {
    for (const client of this.#server.clients)
      client.send(JSON.stringify({ type: "disconnect", reason: "refresh_requested", debug_info: { host: "local" } }));
  }

  /** The network ends, without a word. */
  cut(): void {
    for (const client of this.#server.clients) client.terminate();
  }

  /** Holds envelopes back until `flow`: late events. */
  hold(): void {
    this.#isFlowing = false;
  }

  flow(): void {
    this.#isFlowing = true;
    for (const [id, pending] of this.#pending) if (pending.attempts === 0) this.#transmit(id, pending);
  }

  close(): void {
    for (const { timer } of this.#pending.values()) clearTimeout(timer);
    this.#pending.clear();
    this.cut();
    this.#server.close();
  }

  #greet(client: WebSocket): void {
    client.on("message", (data) => this.#receive(String(data)));
    client.on("close", () => this.#world.changed());
    client.send(
      JSON.stringify({
        type: "hello",
        num_connections: this.connections,
        connection_info: { app_id: APP_ID },
        debug_info: { host: "local", approximate_connection_time: 18_060 },
      }),
    );
    this.#world.changed();
    for (const [id, pending] of this.#pending) this.#transmit(id, pending);
  }

  #receive(data: string): void {
    const { envelope_id: id, payload } = JSON.parse(data) as { readonly envelope_id?: string; readonly payload?: unknown };
    const pending = this.#pending.get(id ?? "");
    if (id === undefined || pending === undefined) return;
    clearTimeout(pending.timer);
    this.#pending.delete(id);
    pending.acked.resolve(payload);
  }

  #transmit(id: string, pending: Pending): void {
    const client = [...this.#server.clients].find(({ readyState, OPEN }) => readyState === OPEN);
    if (client === undefined || !this.#isFlowing) return;
    const retry = pending.type === "events_api" ? { retry_attempt: pending.attempts, retry_reason: pending.attempts === 0 ? "" : "timeout" } : {};
    const accepts = pending.type !== "events_api";
    pending.attempts += 1;
    clearTimeout(pending.timer);
    pending.timer = setTimeout(() => this.#expire(id, pending), this.#ackTimeoutMs).unref();
    client.send(JSON.stringify({ envelope_id: id, type: pending.type, payload: pending.payload, accepts_response_payload: accepts, ...retry }));
  }

  #expire(id: string, pending: Pending): void {
    if (pending.type === "events_api" && pending.attempts < MAX_EVENT_ATTEMPTS) {
      this.#transmit(id, pending);
      return;
    }
    this.#pending.delete(id);
    pending.acked.reject(new Error(`operation_timeout: the app did not acknowledge ${pending.type} within ${this.#ackTimeoutMs} ms`));
  }
}
