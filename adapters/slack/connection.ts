/** Bolt's two receivers, with one change: an event is stored before it is acknowledged, and one that cannot be stored comes again. */

import { App, HTTPReceiver, LogLevel, SocketModeReceiver, type ReceiverEvent, type Logger as BoltLogger } from "@slack/bolt";
import type { SlackConfig } from "../../src/config.ts";
import type { Logger } from "../../src/logger.ts";
import type { Pace } from "./limits.ts";

export interface ConnectionOptions {
  readonly slack: SlackConfig;
  readonly pace: Pace;
  readonly logger: Logger;
  /** Resolves with what is acknowledged; an event for which it rejects is not acknowledged. */
  readonly receive: (body: ReceiverEvent["body"]) => Promise<unknown>;
}

const REQUEST_TIMEOUT_MS = 30_000;

/** Bolt acknowledges an event before any listener runs; here the event goes its way first. */
export class StoringApp extends App {
  /** Requests over HTTP come whenever Slack has some; a socket may be down for a while. */
  isConnected = true;
  #receive: ConnectionOptions["receive"] = async () => undefined;

  onReceive(receive: ConnectionOptions["receive"]): void {
    this.#receive = receive;
  }

  override async processEvent({ body, ack }: ReceiverEvent): Promise<void> {
    await ack(await this.#receive(body));
  }
}

/** Socket Mode where there is an app token, signed HTTP otherwise. Its client neither retries nor waits: Calls does. */
export function createConnection({ slack, pace, logger, receive }: ConnectionOptions): StoringApp {
  const { botToken, apiUrl } = slack;
  const boltLogger = boltLoggerOf(logger);
  const address = apiUrl === undefined ? {} : { slackApiUrl: apiUrl };
  const receiver =
    slack.mode.type === "socket"
      ? new SocketModeReceiver({
          appToken: slack.mode.appToken,
          clientPingTimeout: pace.reconnectMs,
          logger: boltLogger,
          installerOptions: { clientOptions: address },
        })
      : new HTTPReceiver({ signingSecret: slack.mode.signingSecret, logger: boltLogger });
  const clientOptions = { ...address, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true, timeout: REQUEST_TIMEOUT_MS };
  const app = new StoringApp({ token: botToken, tokenVerificationEnabled: false, receiver, clientOptions, logger: boltLogger });
  app.onReceive(receive);
  if (receiver instanceof SocketModeReceiver) {
    app.isConnected = false;
    receiver.client.on("connected", () => {
      app.isConnected = true;
    });
    receiver.client.on("close", () => {
      app.isConnected = false;
    });
  }
  return app;
}

/** What Bolt logs at debug level holds words and tokens, so it stays out. */
function boltLoggerOf(logger: Logger): BoltLogger {
  const words = (messages: readonly unknown[]) => messages.map(String).join(" ");
  return {
    debug: () => undefined,
    info: (...messages) => logger.debug(words(messages)),
    warn: (...messages) => logger.warn(words(messages)),
    error: (...messages) => logger.error(words(messages)),
    setLevel: () => undefined,
    getLevel: () => LogLevel.INFO,
    setName: () => undefined,
  };
}
