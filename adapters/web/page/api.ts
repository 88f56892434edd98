/** Requests to the server, and their refusals as sentences for people. */

import type { WireAbout, WireAction, WireConversation, WireFault, WireMessageBody, WirePerson, WireReply } from "../wire.ts";
import { phrases } from "./phrases.ts";

/** `told` can be shown as it is. */
export class Fault extends Error {
  readonly code: WireFault["code"] | "offline";
  readonly told: string;

  constructor(code: Fault["code"], told: string) {
    super(told);
    this.code = code;
    this.told = told;
  }
}

export function toldOf(error: unknown): string {
  return error instanceof Fault ? error.told : phrases.broken;
}

export const readAbout = async () => (await (await ask("GET", "/api/about")).json()) as WireAbout;
export const readConversations = async () => (await (await ask("GET", "/api/conversations")).json()) as readonly WireConversation[];
export const sendName = async (name: string) => (await (await ask("POST", "/api/person", { name })).json()) as WirePerson;
export const sendToken = (token: string) => ask("POST", "/door", { token });
/** Resolves with the reply where the message is a house command. */
export async function sendMessage(conversation: string, body: WireMessageBody): Promise<WireReply | undefined> {
  const response = await ask("POST", `/api/conversations/${conversation}/messages`, body);
  return response.status === 200 ? ((await response.json()) as WireReply) : undefined;
}
export const sendAction = (conversation: string, action: WireAction) => ask("POST", `/api/conversations/${conversation}/actions`, action);

/** Resolves with the key that a message names the file by. */
export async function sendFile(file: Blob, signal: AbortSignal): Promise<string> {
  const { key } = (await (await ask("POST", "/api/uploads", file, signal)).json()) as { key: string };
  return key;
}

/** Random and long: whoever knows it may take part. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(18));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_");
}

async function ask(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<Response> {
  const isFile = body instanceof Blob;
  const content = isFile ? body : body === undefined ? null : JSON.stringify(body);
  const headers = { "content-type": isFile ? "application/octet-stream" : "application/json" };
  const response = await fetch(path, { method, body: content, headers, ...(signal ? { signal } : {}) }).catch((error: unknown) => {
    if (signal?.aborted) throw error;
    throw new Fault("offline", phrases.offline);
  });
  if (response.ok) return response;
  const fault = (await response.json().catch(() => undefined)) as WireFault | undefined;
  throw new Fault(fault?.code ?? "failed", fault?.told ?? phrases.answeredWithError(response.status));
}
