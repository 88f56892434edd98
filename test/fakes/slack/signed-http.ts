/** The other way to an app: signed POST requests, sent again up to three times where they are not answered with 200 in time. */

import { createHmac } from "node:crypto";
import type { PayloadType, Transport } from "./socket-mode.ts";

export interface SignedHttpOptions {
  /** Where the app listens, for example http://127.0.0.1:3000/slack/events. */
  readonly url: string;
  readonly signingSecret: string;
  readonly ackTimeoutMs: number;
}

const MAX_ATTEMPTS = 4;

export class SignedHttp implements Transport {
  readonly #options: SignedHttpOptions;
  /** The HTTP status of each delivery so far, oldest first. */
  readonly statuses: number[] = [];

  constructor(options: SignedHttpOptions) {
    this.#options = options;
  }

  /** As Slack does when the address is entered: resolves with the challenge that came back. */
  async verify(): Promise<unknown> {
    const response = await this.#post(
      "application/json",
      JSON.stringify({ type: "url_verification", token: "unused", challenge: "prove-it" }),
      0,
      "",
    );
    const answer = await response.text();
    return answer.startsWith("{") ? (JSON.parse(answer) as { readonly challenge?: unknown }).challenge : answer;
  }

  async send(type: PayloadType, payload: Readonly<Record<string, unknown>>): Promise<unknown> {
    const [contentType, body] = encode(type, payload);
    const attempts = type === "events_api" ? MAX_ATTEMPTS : 1;
    let reason = "";
    for (let attempt = 0; attempt < attempts; attempt++) {
      try {
        const response = await this.#post(contentType, body, attempt, reason);
        this.statuses.push(response.status);
        const answer = await response.text();
        if (response.status === 200) return answer.startsWith("{") ? JSON.parse(answer) : answer;
        reason = "http_error";
        if (response.headers.get("x-slack-no-retry") === "1") break;
      } catch {
        reason = "http_timeout";
      }
    }
    throw new Error(`operation_timeout: the app did not acknowledge ${type} (${reason})`);
  }

  #post(contentType: string, body: string, attempt: number, reason: string): Promise<Response> {
    const timestamp = String(Math.floor(Date.now() / 1000));
    const signature = `v0=${createHmac("sha256", this.#options.signingSecret).update(`v0:${timestamp}:${body}`).digest("hex")}`;
    const retry: Record<string, string> = attempt === 0 ? {} : { "x-slack-retry-num": String(attempt), "x-slack-retry-reason": reason };
    const headers = { "content-type": contentType, "x-slack-request-timestamp": timestamp, "x-slack-signature": signature, ...retry };
    return fetch(this.#options.url, { method: "POST", headers, body, signal: AbortSignal.timeout(this.#options.ackTimeoutMs) });
  }
}

function encode(type: PayloadType, payload: Readonly<Record<string, unknown>>): readonly [contentType: string, body: string] {
  const form = "application/x-www-form-urlencoded";
  switch (type) {
    case "events_api":
      return ["application/json", JSON.stringify(payload)];
    case "interactive":
      return [form, new URLSearchParams({ payload: JSON.stringify(payload) }).toString()];
    case "slash_commands":
      return [form, new URLSearchParams(Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, String(value)]))).toString()];
    default:
      return type satisfies never;
  }
}
