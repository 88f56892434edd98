/** Quartet as a page in the browser: the web's side of the Adapter port. */

import { createServer, type Server } from "node:http";
import { once } from "node:events";
import { getRequestListener } from "@hono/node-server";
import type { Adapter } from "../../src/adapter.ts";
import type { WebConfig } from "../../src/config.ts";
import type { PackSummary } from "../../src/core/protocol.ts";
import { ConfigError, DeliveryError } from "../../src/errors.ts";
import type { Logger } from "../../src/logger.ts";
import type { FileLinks } from "../../src/router/file-links.ts";
import type { MediaModality } from "../../src/turn/modality.ts";
import { Conversations } from "./conversations.ts";
import { isLoopback } from "./guard.ts";
import { House } from "./house.ts";
import type { History } from "./history.ts";
import { MAX_ATTACHMENTS, WEB_LIMITS } from "./limits.ts";
import type { RequestFor } from "./presses.ts";
import { createRoutes } from "./routes.ts";
import { createStage } from "./studio.ts";
import { Uploads } from "./uploads.ts";
import type { WireAbout } from "./wire.ts";

export interface WebAdapterOptions {
  readonly web: WebConfig;
  /** Uploads wait here for the media door. */
  readonly uploadsFolder: string;
  readonly maxAttachmentBytes: number;
  readonly history: History;
  readonly requestFor: RequestFor;
  /** Files that were too large for other platforms. Absent: nothing is linked. */
  readonly links?: Pick<FileLinks, "open">;
  /** Asked anew each time, because a restarted core may have chosen another device. */
  readonly pack: () => PackSummary;
  readonly logger: Logger;
}

export interface WebAdapter extends Adapter {
  /** Where the page is; known once start() has resolved. */
  readonly url: string;
}

/** Throws ConfigError where other machines could open the page without a token. */
export function createWebAdapter(options: WebAdapterOptions): WebAdapter {
  const { web, history, logger } = options;
  const isOpen = !isLoopback(web.host) || web.publicUrl !== undefined;
  if (isOpen && web.token === undefined) {
    throw new ConfigError([`WEB_TOKEN: expected a token, because WEB_HOST "${web.host}" or WEB_PUBLIC_URL opens the page to other machines`]);
  }
  const conversations = new Conversations(history);
  const uploads = new Uploads(options.uploadsFolder, options.maxAttachmentBytes);
  const routes = createRoutes({
    guard: web,
    conversations,
    uploads,
    links: options.links,
    requestFor: options.requestFor,
    about: () => aboutOf(options),
    logger,
  });
  const server = createServer(getRequestListener(routes.fetch));
  let url = "";
  return {
    platform: "web",
    limits: WEB_LIMITS,
    get url() {
      return url;
    },
    start: async (onInbound, onCommand, rules) => {
      await uploads.start((error) => logger.warn({ err: error }, "old uploads could not be removed"));
      conversations.start(onInbound, new House({ onCommand, rules, isLocal: !isOpen }));
      url = urlOf(web.host, await listen(server, web));
      if (!isLoopback(web.host))
        logger.warn({ host: web.host }, "The page is open to other machines, with the token. Browsers give it the microphone only over https.");
    },
    deliver: (delivery) =>
      conversations.deliver(delivery).catch((error: unknown) => {
        throw new DeliveryError("The page's log did not take a delivery: the conversation could not be read.", error);
      }),
    openAttachment: async (fetchKey) => ({ type: "file", path: uploads.pathOf(fetchKey) }),
    releaseAttachment: (fetchKey) => uploads.drop(fetchKey),
    studio: createStage(conversations),
    isConnected: () => server.listening,
    stop: async () => {
      uploads.stop();
      conversations.stop();
      await close(server);
    },
  };
}

function aboutOf({ pack, maxAttachmentBytes }: WebAdapterOptions): Omit<WireAbout, "person"> {
  const { name, version, device, licence, notes, inputs, outputs } = pack();
  return {
    pack: { name, version, device, commercial: licence.commercial, notes },
    inputs: Object.keys(inputs) as MediaModality[],
    outputs,
    maxAttachmentBytes,
    maxAttachments: MAX_ATTACHMENTS,
    maxTextLength: WEB_LIMITS.maxTextLength,
  };
}

/** Resolves with the port; throws ConfigError where the address cannot be had. */
async function listen(server: Server, { host, port }: WebConfig): Promise<number> {
  try {
    server.listen(port, host);
    await once(server, "listening");
    const address = server.address();
    return typeof address === "object" && address !== null ? address.port : port;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    throw new ConfigError([
      `WEB_PORT: cannot listen on ${host}:${port} (${code}). Is another Quartet running? Take another port, or 0 for a free one`,
    ]);
  }
}

async function close(server: Server): Promise<void> {
  if (!server.listening) return;
  const closed = once(server, "close");
  server.close();
  server.closeAllConnections();
  await closed;
}

function urlOf(host: string, port: number): string {
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}/`;
}
