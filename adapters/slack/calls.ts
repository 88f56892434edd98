/** Calls to Slack's Web API that may fail: tried again after a pause, and never done twice where twice would show. */

import { createReadStream } from "node:fs";
import http from "node:http";
import https from "node:https";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setTimeout as delay } from "node:timers/promises";
import { webApi } from "@slack/bolt";
import { DeliveryError, FileTooLargeError, RateLimitError, RefusedError } from "../../src/errors.ts";

const MAX_TRIES = 4;
/** Slack asks for an acknowledgement within 3 s. */
const BRIEF_MS = 1_200;
const MAX_RATE_LIMIT_WAITS = 20;

export class Calls {
  readonly client: webApi.WebClient;
  readonly #firstBackoffMs: number;

  /** `client` must neither retry nor wait by itself: it would post twice after a broken connection. */
  constructor(client: webApi.WebClient, firstBackoffMs: number) {
    this.client = client;
    this.#firstBackoffMs = firstBackoffMs;
  }

  /** For what may happen twice without harm: an update, a question. Throws DeliveryError, RateLimitError. */
  async repeatable<Result>(call: () => Promise<Result>): Promise<Result> {
    return await this.#attempt(call, async () => undefined);
  }

  /** For what must happen once: after a failure that leaves it open, `find` looks whether it happened. */
  async once<Result>(call: () => Promise<Result>, find: () => Promise<Result | undefined>): Promise<Result> {
    return await this.#attempt(call, find);
  }

  /** For what an event waits for before it is acknowledged: one try, and undefined where it fails or takes too long. */
  async briefly<Result>(call: () => Promise<Result>): Promise<Result | undefined> {
    return await Promise.race([call().catch(() => undefined), delay(BRIEF_MS, undefined, { ref: false })]);
  }

  async #attempt<Result>(call: () => Promise<Result>, find: () => Promise<Result | undefined>): Promise<Result> {
    for (let [attempt, waits] = [1, 0]; ; ) {
      try {
        return await call();
      } catch (error) {
        const waitMs = retryAfterMsOf(error);
        if (waitMs !== undefined && waits++ < MAX_RATE_LIMIT_WAITS) {
          await delay(waitMs);
          continue;
        }
        if (!isUncertain(error) || attempt >= MAX_TRIES) throw deliveryErrorOf(error);
        await delay(this.#firstBackoffMs * 2 ** (attempt++ - 1));
        const found = await find();
        if (found !== undefined) return found;
      }
    }
  }
}

/** The `error` of an answer with `ok: false`, such as "not_in_channel". */
export function codeOf(error: unknown): string | undefined {
  const cause = error instanceof DeliveryError ? error.cause : error;
  return cause instanceof webApi.WebAPIPlatformError ? cause.data.error : undefined;
}

/** POSTs the file's bytes from disk, without holding them in memory. Throws DeliveryError. */
export async function postFile(url: string, path: string, sizeBytes: number, timeoutMs: number): Promise<void> {
  await post(url, createReadStream(path), { "content-type": "application/octet-stream", "content-length": sizeBytes }, timeoutMs);
}

/** Throws DeliveryError. */
export async function postJson(url: string, value: unknown, timeoutMs: number): Promise<void> {
  const body = Buffer.from(JSON.stringify(value));
  await post(url, Readable.from([body]), { "content-type": "application/json", "content-length": body.length }, timeoutMs);
}

async function post(url: string, body: Readable, headers: http.OutgoingHttpHeaders, timeoutMs: number): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<http.IncomingMessage>();
  const request = (url.startsWith("https:") ? https : http).request(url, { method: "POST", headers, timeout: timeoutMs });
  request.on("response", resolve).on("error", reject);
  request.on("timeout", () => request.destroy(new DeliveryError(`Slack took nothing of what was posted for ${timeoutMs} ms.`)));
  try {
    await Promise.all([pipeline(body, request), promise]);
    const { statusCode } = (await promise).resume();
    if (statusCode !== 200) throw new DeliveryError(`The address that Slack gave for posting answered ${statusCode}, expected 200.`);
  } catch (error) {
    throw error instanceof DeliveryError ? error : new DeliveryError("What was posted to Slack broke off.", error);
  }
}

/** Slack did not say whether it was done: a broken connection, a time-out, a fault of a server. */
function isUncertain(error: unknown): boolean {
  const isBroken = error instanceof webApi.WebAPIRequestError || error instanceof webApi.WebAPIHTTPError;
  return isBroken || ["internal_error", "fatal_error", "service_unavailable"].includes(codeOf(error) ?? "");
}

function retryAfterMsOf(error: unknown): number | undefined {
  return error instanceof webApi.WebAPIRateLimitedError ? error.retryAfter * 1000 : undefined;
}

/** What an administrator can do about it, by Slack's error. */
const REMEDIES: Readonly<Record<string, string>> = {
  not_in_channel: "invite the app into the channel with /invite",
  channel_not_found: "invite the app into the channel with /invite",
  is_archived: "the channel is archived",
  restricted_action: "the workspace lets only some people post in this channel",
  missing_scope: "install the app again with the scopes of adapters/slack/manifest.yaml",
  invalid_auth: "set SLACK_BOT_TOKEN to the bot token of the installed app",
  token_revoked: "install the app again and set SLACK_BOT_TOKEN",
  account_inactive: "install the app again and set SLACK_BOT_TOKEN",
};

function deliveryErrorOf(error: unknown): DeliveryError | FileTooLargeError | RateLimitError {
  const waitMs = retryAfterMsOf(error);
  if (waitMs !== undefined) return new RateLimitError("Slack asked to wait too often.", waitMs, error);
  const code = codeOf(error);
  if (code === "file_upload_size_restricted") return new FileTooLargeError("The workspace's plan does not take files of this size.", error);
  const remedy = REMEDIES[code ?? ""];
  const reason = code ?? (error instanceof Error ? error.message : String(error));
  const Fault = code === undefined || isUncertain(error) ? DeliveryError : RefusedError;
  return new Fault(`Slack refused: ${reason}${remedy === undefined ? "" : `; ${remedy}`}.`, error);
}
