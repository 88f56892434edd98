/** A local Discord: HTTP in front of the REST routes, the gateway and the file server, on a free port of 127.0.0.1. */

import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { Gateway } from "./gateway.ts";
import { Interactions } from "./interactions.ts";
import { Messages } from "./messages.ts";
import { checkPublished } from "./published.ts";
import { type RestState, ROUTES } from "./rest.ts";
import { Refusal, type Upload } from "./rules.ts";
import { type BucketSize, Troubles } from "./troubles.ts";
import { World } from "./world.ts";

export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  readonly uploads: readonly string[];
  status: number;
}

export interface ServerOptions {
  readonly mayReadContent?: boolean;
  readonly shards?: number;
  readonly bucket?: BucketSize;
}

export const TOKEN = "local.token.of-quartet";

/** Small windows by default, so that limits are real and tests are short. */
const SHORT_BUCKET: BucketSize = { limit: 5, windowMs: 100 };

export class DiscordServer {
  readonly world = new World();
  readonly gateway: Gateway;
  readonly messages: Messages;
  readonly interactions: Interactions;
  readonly troubles: Troubles;
  readonly requests: SeenRequest[] = [];
  readonly #http = createServer((request, response) => {
    // A client that is killed in the middle of its request is gone, and nothing was done.
    this.#serve(request, response).catch(() => response.destroy());
  });

  constructor(options: ServerOptions = {}) {
    this.gateway = new Gateway(this.world, { token: TOKEN, mayReadContent: options.mayReadContent ?? false, shards: options.shards ?? 1 });
    this.messages = new Messages(this.world, this.gateway);
    this.interactions = new Interactions(this.world, this.gateway, this.messages);
    this.troubles = new Troubles(options.bucket ?? SHORT_BUCKET);
    this.gateway.attach(this.#http);
  }

  /** The setting for `rest.api`. */
  get apiUrl(): string {
    return `${this.world.origin}/api`;
  }

  async listen(): Promise<void> {
    this.#http.listen(0, "127.0.0.1");
    await once(this.#http, "listening");
    this.world.origin = `http://127.0.0.1:${(this.#http.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.gateway.close();
    const closed = once(this.#http, "close");
    this.#http.close();
    this.#http.closeAllConnections();
    await closed;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", this.world.origin);
    if (url.pathname.startsWith("/attachments/")) return this.#serveFile(url, response);
    const path = decodeURIComponent(url.pathname.replace(/^\/api\/v10\//, ""));
    const method = request.method ?? "GET";
    const { body, uploads } = await readBody(request);
    const seen: SeenRequest = { method, path, body, uploads: uploads.map(({ name }) => name), status: 0 };
    this.requests.push(seen);
    const { trouble, done } = this.troubles.next(method, path, seen.uploads);
    if (trouble && trouble.type !== "silence-after") done();
    if (trouble?.type === "silence") return;
    if (trouble?.type === "reset-before") return void request.socket.destroy();
    if (trouble?.type === "rate-limit")
      return reply(
        response,
        seen,
        429,
        { message: "You are being rate limited.", retry_after: trouble.retryAfterSeconds, global: false },
        { "retry-after": String(trouble.retryAfterSeconds) },
      );
    if (trouble?.type === "status") return reply(response, seen, trouble.status, { message: "ordered by a test", code: trouble.code ?? 0 });
    const bucket = this.troubles.take(bucketOf(method, path));
    if (bucket.isOver)
      return reply(
        response,
        seen,
        429,
        { message: "You are being rate limited.", retry_after: Number(bucket.headers["retry-after"]), global: false },
        bucket.headers,
      );
    const { status, answer } = this.#handle(method, path, { query: url.searchParams, body, uploads }, request.headers.authorization);
    if (trouble?.type === "silence-after") done();
    else if (trouble?.type === "reset-after") request.socket.destroy();
    else reply(response, seen, status, answer, bucket.headers);
    this.world.changed();
  }

  #handle(
    method: string,
    path: string,
    call: { query: URLSearchParams; body: unknown; uploads: readonly Upload[] },
    authorization?: string,
  ): { status: number; answer: unknown } {
    const parts = path.split("/");
    const route = ROUTES.find(([verb, pattern]) => verb === method && matches(pattern.split("/"), parts));
    const isOpen = parts[0] === "interactions" || parts[0] === "webhooks";
    if (!isOpen && authorization !== `Bot ${TOKEN}`) return { status: 401, answer: { message: "401: Unauthorized", code: 0 } };
    if (route === undefined) return { status: 404, answer: { message: `404: ${method} ${path} is not served here`, code: 0 } };
    try {
      checkPublished(method, path, call.body);
      const answer = route[2](this as RestState, { path: parts, ...call });
      return answer === undefined ? { status: 204, answer } : { status: 200, answer };
    } catch (error) {
      if (error instanceof Refusal) return { status: error.status, answer: { message: error.message, code: error.code } };
      return { status: 500, answer: { message: String(error), code: 0 } };
    }
  }

  #serveFile(url: URL, response: ServerResponse): void {
    const { trouble, done } = this.troubles.next("GET", url.pathname);
    done();
    if (trouble?.type === "silence") return;
    const file = this.world.files.get(url.pathname.split("/")[3] ?? "");
    if (file === undefined || !this.world.isLinkAlive(file.id, url.searchParams))
      return void response.writeHead(404).end("This content is no longer available.");
    response.writeHead(200, { "content-type": file.mediaType, "content-length": file.bytes.length }).end(file.bytes);
  }
}

function matches(pattern: readonly string[], parts: readonly string[]): boolean {
  return pattern.length === parts.length && pattern.every((part, index) => part === "*" || part === parts[index]);
}

/** One bucket a method and a major id; message ids share it. */
function bucketOf(method: string, path: string): string {
  const [top, major, kind = ""] = path.split("/");
  return `${method} ${top}/${major}/${top === "interactions" || top === "webhooks" ? path : kind}`;
}

async function readBody(request: IncomingMessage): Promise<{ body: unknown; uploads: readonly Upload[] }> {
  const bytes = await buffer(request);
  const type = request.headers["content-type"] ?? "";
  if (bytes.length === 0) return { body: undefined, uploads: [] };
  if (!type.startsWith("multipart/")) return { body: JSON.parse(bytes.toString()), uploads: [] };
  const form = await new Response(bytes, { headers: { "content-type": type } }).formData();
  const files = [...form.entries()].flatMap(([, value]) => (typeof value === "string" ? [] : [value]));
  const uploads = await Promise.all(
    files.map(async (file) => ({ name: file.name, mediaType: typeOf(file), bytes: new Uint8Array(await file.arrayBuffer()) })),
  );
  return { body: JSON.parse(String(form.get("payload_json"))), uploads };
}

/** What the sender says, unless it says nothing: then the name tells. */
function typeOf({ type, name }: File): string {
  if (type !== "" && type !== "application/octet-stream") return type;
  const types: Readonly<Record<string, string>> = { png: "image/png", ogg: "audio/ogg", wav: "audio/wav", mp4: "video/mp4" };
  return types[name.split(".").at(-1) ?? ""] ?? "application/octet-stream";
}

function reply(response: ServerResponse, seen: SeenRequest, status: number, answer: unknown, headers: Readonly<Record<string, string>> = {}): void {
  seen.status = status;
  if (answer === undefined) response.writeHead(status, headers).end();
  else response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(answer));
}
