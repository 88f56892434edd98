/** A browser's side of the server without a browser: cookies, Origin and Host as asked, and the event stream as it comes. */

import { randomUUID } from "node:crypto";
import { type IncomingMessage, request } from "node:http";
import { createInterface } from "node:readline";
import { applyMessage, type ShownTurn } from "../../../adapters/web/page/turns.ts";
import type { WireAction, WireMessage, WireUpload } from "../../../adapters/web/wire.ts";

export interface Reply {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly bytes: Buffer;
  readonly text: string;
}

export interface Ask {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly body?: string | Uint8Array;
}

export const CHANNEL = "a-conversation-of-tests";

export class WebClient {
  readonly #url: () => string;
  readonly #cookies: Map<string, string>;
  readonly #channel: string;
  #messages = 0;

  /** `cookies`: of a browser that has other conversations open. */
  constructor(url: () => string, channel = CHANNEL, cookies = new Map<string, string>()) {
    this.#url = url;
    this.#channel = channel;
    this.#cookies = cookies;
  }

  /** With the headers that a browser on the page itself sends; `headers` override them, undefined leaves one out. */
  async ask(path: string, { method = "GET", headers = {}, body }: Ask = {}): Promise<Reply> {
    const response = await this.#open(path, { method, headers, ...(body === undefined ? {} : { body }) });
    const chunks: Buffer[] = [];
    for await (const chunk of response) chunks.push(chunk as Buffer);
    const bytes = Buffer.concat(chunks);
    return { status: response.statusCode ?? 0, headers: response.headers, bytes, text: bytes.toString() };
  }

  post(path: string, value: unknown, headers: Ask["headers"] = {}): Promise<Reply> {
    return this.ask(path, { method: "POST", body: JSON.stringify(value), headers: { "content-type": "application/json", ...headers } });
  }

  async upload(name: string, mediaType: string, bytes: Uint8Array): Promise<WireUpload> {
    const { text } = await this.ask("/api/uploads", { method: "POST", body: bytes });
    return { key: (JSON.parse(text) as { key: string }).key, name, mediaType };
  }

  /** `id`: a message that was sent before has its id again. */
  say(
    text: string,
    attachments: readonly WireUpload[] = [],
    pieces: readonly number[] = [],
    id = `message-${randomUUID()}-${++this.#messages}`,
  ): Promise<Reply> {
    return this.post(`/api/conversations/${this.#channel}/messages`, { id, text, attachments, pieces });
  }

  act(action: WireAction): Promise<Reply> {
    return this.post(`/api/conversations/${this.#channel}/actions`, action);
  }

  /** Follows the stream until `until` holds for the turns as the page shows them. */
  async follow(
    until: (turns: readonly ShownTurn[]) => boolean,
    lastEventId?: string,
  ): Promise<{ turns: readonly ShownTurn[]; messages: WireMessage[]; lastEventId: string }> {
    const messages: WireMessage[] = [];
    let turns: readonly ShownTurn[] = [];
    const take = (message: WireMessage) => {
      messages.push(message);
      turns = messages.reduce(applyMessage, [] as readonly ShownTurn[]);
      return until(turns);
    };
    const last = await this.listen(take, lastEventId);
    return { turns, messages, lastEventId: last };
  }

  /** Until `take` is content, or the stream ends; resolves with the last event's id. */
  async listen(take: (message: WireMessage) => boolean, lastEventId?: string): Promise<string> {
    const response = await this.#open(`/api/conversations/${this.#channel}/events`, { headers: { "last-event-id": lastEventId } });
    let last = "";
    let data = "";
    for await (const line of createInterface({ input: response })) {
      if (line.startsWith("id: ")) last = line.slice(4);
      if (line.startsWith("data: ")) data = line.slice(6);
      if (line !== "" || data === "") continue;
      const message = JSON.parse(data) as WireMessage;
      data = "";
      if (take(message)) break;
    }
    response.destroy();
    return last;
  }

  #open(path: string, { method = "GET", headers = {}, body }: Ask): Promise<IncomingMessage> {
    const url = new URL(this.#url());
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const given = { ...(method === "GET" ? {} : { origin: url.origin }), ...(cookie ? { cookie } : {}), ...headers };
    const sent = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
    const outgoing = request({ host: url.hostname, port: url.port, path, method, headers: sent, agent: false }, resolve);
    outgoing.on("error", reject);
    outgoing.end(body);
    return promise.then((response) => {
      for (const line of response.headers["set-cookie"] ?? []) {
        const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        this.#cookies.set(name, value);
      }
      return response;
    });
  }
}
