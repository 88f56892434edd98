/** The operator's door: /healthz, /readyz and /metrics over plain HTTP, without a token and therefore on loopback unless told otherwise. */

import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { OpsConfig } from "../config.ts";
import { ConfigError } from "../errors.ts";
import type { Logger } from "../logger.ts";
import type { Metrics } from "./metrics.ts";
import type { Gate } from "./readiness.ts";

export interface OpsServer extends AsyncDisposable {
  readonly url: string;
}

export interface OpsParts {
  readonly gate: Gate;
  readonly metrics: Metrics;
  readonly logger: Logger;
}

/** @throws ConfigError where the address cannot be had */
export async function serveOps({ host, port }: OpsConfig, parts: OpsParts): Promise<OpsServer> {
  const server = createServer((request, response) => {
    answer(request, response, parts).catch((error: unknown) => {
      parts.logger.error({ err: error }, "a question of the operator's could not be answered");
      send(response, 500, TEXT, "failed\n");
    });
  });
  const listening = await listen(server, host, port);
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${listening}/`,
    [Symbol.asyncDispose]: async () => {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

const TEXT = "text/plain; charset=utf-8";

async function answer({ method, url = "/" }: IncomingMessage, response: ServerResponse, { gate, metrics }: OpsParts): Promise<void> {
  if (method !== "GET" && method !== "HEAD") return send(response, 405, TEXT, "GET and HEAD only\n");
  switch (url.split("?", 1)[0]) {
    case "/healthz":
      return send(response, 200, TEXT, "alive\n");
    case "/readyz": {
      const readiness = await gate.ask();
      return send(response, readiness.isReady ? 200 : 503, "application/json", `${JSON.stringify(readiness)}\n`);
    }
    case "/metrics":
      return send(response, 200, metrics.contentType, await metrics.read());
    default:
      return send(response, 404, TEXT, "/healthz, /readyz or /metrics\n");
  }
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { "content-type": type, "cache-control": "no-store", "x-content-type-options": "nosniff" }).end(body);
}

async function listen(server: Server, host: string, port: number): Promise<number> {
  try {
    server.listen(port, host);
    await once(server, "listening");
    const address = server.address();
    return typeof address === "object" && address !== null ? address.port : port;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    throw new ConfigError([`OPS_PORT: cannot listen on ${host}:${port} (${code}); take another port, or 0 for a free one`]);
  }
}
