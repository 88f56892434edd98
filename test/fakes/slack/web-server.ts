/** The HTTP face of the local Slack: Web API requests with tokens, scopes and faults; uploads, downloads and response addresses. */

import type { IncomingMessage, ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import type { Fault } from "./faults.ts";
import { type Arguments, type Method, methodsOf, type Parts, TooMany } from "./methods.ts";
import { checkContent, type Content, MAX, Refusal } from "./rules.ts";

export interface Access {
  readonly botToken: string;
  readonly appToken: string;
  readonly scopes: Set<string>;
}

/** One request as it came, for tests that look at what was asked. */
export interface SeenRequest {
  readonly method: string;
  readonly given: Arguments;
}

export class WebServer {
  readonly #parts: Parts;
  readonly #access: Access;
  readonly #methods: Readonly<Record<string, Method>>;
  readonly requests: SeenRequest[] = [];
  /** Where slash commands may be answered: the channel and person by address. */
  readonly responseAddresses = new Map<string, { readonly channel: string; readonly user: string; used: number }>();

  constructor(parts: Parts, access: Access) {
    this.#parts = parts;
    this.#access = access;
    this.#methods = methodsOf(parts);
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? "/", this.#parts.world.origin);
    const [, area = "", ...rest] = pathname.split("/");
    const body = await buffer(request);
    const method = area === "api" ? rest.join("/") : area;
    const waitSeconds = this.#parts.tiers?.take(method) ?? 0;
    const fault = this.#parts.faults.take(method) ?? (waitSeconds > 0 ? { type: "rate-limit", retryAfterSeconds: waitSeconds } : undefined);
    const isAfter = fault?.type === "reset-after" || fault?.type === "hang-after";
    if (fault !== undefined && !isAfter) this.#parts.faults.strike(method);
    if (fault !== undefined && fault.type !== "reset-after" && fault.type !== "hang-after") return this.#fail(fault, request, response);
    const answer = () => (area === "api" ? this.#call(method, request, body) : this.#serve(area, rest, request, body));
    const { status, headers, bytes } = answer();
    this.#parts.world.changed();
    if (isAfter) this.#parts.faults.strike(method);
    if (fault?.type === "hang-after") return;
    if (fault?.type === "reset-after") request.socket.destroy();
    else response.writeHead(status, headers).end(bytes);
  }

  #fail(fault: Exclude<Fault, { type: "reset-after" | "hang-after" }>, request: IncomingMessage, response: ServerResponse): void {
    switch (fault.type) {
      case "error":
        response.writeHead(200, JSON_TYPE).end(JSON.stringify({ ok: false, error: fault.error }));
        break;
      case "status":
        response.writeHead(fault.status).end("upstream error");
        break;
      case "rate-limit":
        response.writeHead(429, { "retry-after": String(fault.retryAfterSeconds) }).end();
        break;
      case "reset-before":
        request.socket.destroy();
        break;
      case "hang":
        break;
      default:
        fault satisfies never;
    }
  }

  #call(name: string, request: IncomingMessage, body: Buffer): Reply {
    const given = parseArguments(request, body);
    this.requests.push({ method: name, given });
    try {
      const method = this.#methods[name];
      if (method === undefined) throw new Refusal("unknown_method");
      this.#authorize(method, tokenOf(request, given));
      return json({ ok: true, ...method.run(given) }, { "x-oauth-scopes": [...this.#access.scopes].join(",") });
    } catch (error) {
      if (error instanceof Refusal) return json({ ok: false, error: error.code, ...error.detail });
      if (error instanceof TooMany) return { status: 429, headers: { "retry-after": String(error.retryAfterSeconds) }, bytes: "" };
      throw error;
    }
  }

  #authorize({ scope }: Method, token: string): void {
    const { botToken, appToken, scopes } = this.#access;
    if (token === "") throw new Refusal("not_authed");
    if (token !== botToken && token !== appToken) throw new Refusal("invalid_auth");
    if ((scope === "app") !== (token === appToken)) throw new Refusal("not_allowed_token_type");
    if (scope !== "" && scope !== "app" && !scopes.has(scope)) throw new Refusal("missing_scope", { needed: scope, provided: [...scopes].join(",") });
  }

  #serve(area: string, [first = "", second = ""]: readonly string[], request: IncomingMessage, body: Buffer): Reply {
    if (area === "upload") return { status: this.#parts.files.receive(second, body), headers: {}, bytes: `OK - ${body.length}` };
    if (area === "response") return this.#respond(first, body);
    if (area !== "files-pri") return { status: 404, headers: {}, bytes: "" };
    const mayRead = request.headers.authorization === `Bearer ${this.#access.botToken}` && this.#access.scopes.has("files:read");
    const download = this.#parts.files.download(first.split("-")[1] ?? "", mayRead);
    if (download === undefined) return { status: 404, headers: {}, bytes: "" };
    return { status: 200, headers: { "content-type": download.mediaType }, bytes: download.bytes };
  }

  #respond(id: string, body: Buffer): Reply {
    const place = this.responseAddresses.get(id);
    if (place === undefined || place.used >= MAX.responses) return { status: 404, headers: {}, bytes: "used_url" };
    place.used += 1;
    const content = JSON.parse(body.toString()) as Content & { readonly response_type?: string };
    checkContent(content, MAX.postedText);
    const { messages } = this.#parts;
    const only = content.response_type === "in_channel" ? {} : { onlyFor: place.user };
    this.#parts.world.put(messages.build(messages.channel(place.channel), this.#parts.world.bot, { ...content, ...only }));
    return { status: 200, headers: {}, bytes: "ok" };
  }
}

interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: string | Uint8Array;
}

const JSON_TYPE = { "content-type": "application/json; charset=utf-8" };

function json(value: unknown, headers: Readonly<Record<string, string>> = {}): Reply {
  return { status: 200, headers: { ...JSON_TYPE, ...headers }, bytes: JSON.stringify(value) };
}

function tokenOf(request: IncomingMessage, given: Arguments): string {
  return request.headers.authorization?.replace(/^Bearer /, "") ?? String(given.token ?? "");
}

/** Form fields carry structures as JSON. */
function parseArguments(request: IncomingMessage, body: Buffer): Arguments {
  if (request.headers["content-type"]?.startsWith("application/json")) return JSON.parse(body.toString() || "{}") as Arguments;
  const fields = [...new URLSearchParams(body.toString())];
  return Object.fromEntries(fields.map(([name, value]) => [name, /^[[{]/.test(value) && STRUCTURED.has(name) ? JSON.parse(value) : value]));
}

const STRUCTURED = new Set(["blocks", "metadata", "files", "view", "prompts", "loading_messages", "chunks"]);
