/** Brings an attachment's bytes into a file: the only way in. It decides where it connects to, how much it takes and how long it waits. */

import { randomUUID } from "node:crypto";
import { lookup } from "node:dns/promises";
import { constants, copyFile, open, rm, stat } from "node:fs/promises";
import http, { type IncomingMessage } from "node:http";
import https from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { join } from "node:path";
import type { AttachmentSource } from "../adapter.ts";
import { AttachmentError, CancelledError } from "../errors.ts";
import { isPublicAddress } from "./addresses.ts";

export interface FetchLimits {
  /** An existing folder in which the new file is made. */
  readonly folder: string;
  readonly maxBytes: number;
  /** For everything together, redirects included. */
  readonly timeoutMs: number;
  readonly maxRedirects?: number;
  /** Hosts that may have a private address, for a platform's server in the same network. */
  readonly mediaHosts?: readonly string[];
}

export interface FetchedFile {
  readonly path: string;
  readonly sizeBytes: number;
}

const DEFAULT_MAX_REDIRECTS = 3;

/**
 * The file is the caller's to delete. Throws AttachmentError, whose `told` says why, and CancelledError when `signal` is aborted.
 * A `file` source is trusted in its path, for only an adapter makes one; its bytes are trusted no more than others.
 */
export async function fetchToFile(source: AttachmentSource, limits: FetchLimits, signal: AbortSignal): Promise<FetchedFile> {
  const path = join(limits.folder, `${randomUUID()}.attachment`);
  const timeout = AbortSignal.timeout(limits.timeoutMs);
  try {
    if (source.type === "file") return await copyIn(source.path, path, limits);
    return await download(source, path, limits, AbortSignal.any([signal, timeout]));
  } catch (error) {
    await rm(path, { force: true });
    if (signal.aborted) throw new CancelledError("Fetching the attachment was cancelled.");
    if (timeout.aborted) throw new AttachmentError(`The attachment did not arrive within ${limits.timeoutMs} ms.`, ["downloadTooSlow"], error);
    if (error instanceof AttachmentError) throw error;
    throw new AttachmentError(
      `The attachment cannot be fetched: ${error instanceof Error ? error.message : String(error)}`,
      ["downloadFailed"],
      error,
    );
  }
}

async function copyIn(from: string, path: string, limits: FetchLimits): Promise<FetchedFile> {
  const seen = await stat(from);
  if (!seen.isFile()) throw new AttachmentError(`Expected a regular file at ${from}.`, ["fileNotFound"]);
  checkSize(seen.size, limits);
  await copyFile(from, path, constants.COPYFILE_FICLONE);
  return { path, sizeBytes: seen.size };
}

async function download(
  source: Extract<AttachmentSource, { type: "url" }>,
  path: string,
  limits: FetchLimits,
  signal: AbortSignal,
): Promise<FetchedFile> {
  const first = parseUrl(source.url);
  let url = first;
  for (let redirects = 0; redirects <= (limits.maxRedirects ?? DEFAULT_MAX_REDIRECTS); redirects++) {
    const response = await request(url, url.origin === first.origin ? source.headers : {}, limits, signal);
    const { statusCode = 0, headers } = response;
    if (statusCode >= 300 && statusCode < 400 && headers.location !== undefined) {
      response.destroy();
      url = parseUrl(headers.location, url.href);
    } else if (statusCode === 200) {
      refuseDecoy(response, source);
      return { path, sizeBytes: await receive(response, path, limits) };
    } else {
      response.destroy();
      throw new AttachmentError(`The server answered ${statusCode} for the attachment.`, ["downloadRefused", statusCode]);
    }
  }
  throw new AttachmentError("The attachment's address redirects too often.", ["downloadInCircles"]);
}

function parseUrl(text: string, base?: string): URL {
  const url = URL.parse(text, base);
  if (url !== null && (url.protocol === "https:" || url.protocol === "http:")) return url;
  throw new AttachmentError("Expected an http or https address for the attachment.", ["downloadNotWeb"]);
}

/** The socket goes to an address that was checked, and no name is asked for again in between. */
async function request(url: URL, headers: Readonly<Record<string, string>>, limits: FetchLimits, signal: AbortSignal): Promise<IncomingMessage> {
  const addresses = await checkedAddresses(url, limits, signal);
  const pinned: LookupFunction = (_hostname, options, callback) => {
    const [first] = addresses;
    if (options.all === true || first === undefined) callback(null, [...addresses]);
    else callback(null, first.address, first.family);
  };
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const options = { headers: { ...headers, "accept-encoding": "identity", "user-agent": "Quartet" }, lookup: pinned, signal, agent: false as const };
  const outgoing = url.protocol === "https:" ? https.get(url, options) : http.get(url, options);
  // An answer that asks for another protocol ends as a connection that closes without a word.
  const fallSilent = () => reject(new AttachmentError("The server closed the connection without an answer.", ["downloadFailed"]));
  outgoing.on("response", resolve).on("error", reject).on("close", fallSilent);
  return promise;
}

/** Throws AttachmentError where any address of the host is not public, unless the host is one of `mediaHosts`. */
async function checkedAddresses(url: URL, limits: FetchLimits, signal: AbortSignal): Promise<readonly { address: string; family: number }[]> {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const family = isIP(host);
  const addresses = family === 0 ? await abortable(lookup(host, { all: true }), signal) : [{ address: host, family }];
  const isExempt = limits.mediaHosts?.includes(host) === true;
  if (addresses.length > 0 && (isExempt || addresses.every(({ address }) => isPublicAddress(address)))) return addresses;
  throw new AttachmentError(`The host ${host} has an address that is not public; name it in the media hosts if attachments may come from there.`, [
    "downloadPrivate",
  ]);
}

async function abortable<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(signal.reason);
  signal.addEventListener("abort", onAbort, { once: true });
  return Promise.race([promise, aborted]).finally(() => signal.removeEventListener("abort", onAbort));
}

/** Throws AttachmentError where the platform sent a page of its own in the file's place. */
function refuseDecoy(response: IncomingMessage, { decoy }: Extract<AttachmentSource, { type: "url" }>): void {
  const mediaType = response.headers["content-type"] ?? "";
  if (decoy === undefined || !mediaType.startsWith(decoy.mediaType)) return;
  response.destroy();
  throw new AttachmentError(`Expected the attachment, got a page of the platform (${mediaType}).`, decoy.told);
}

async function receive(response: IncomingMessage, path: string, limits: FetchLimits): Promise<number> {
  const encoding = response.headers["content-encoding"] ?? "identity";
  const announced = Number(response.headers["content-length"] ?? 0);
  let sizeBytes = 0;
  try {
    if (encoding !== "identity") throw new AttachmentError(`Expected plain bytes, the server sends them as ${encoding}.`, ["downloadPacked"]);
    checkSize(announced, limits);
    await using file = await open(path, "wx");
    for await (const chunk of response as AsyncIterable<Buffer>) {
      sizeBytes += chunk.length;
      checkSize(sizeBytes, limits);
      await file.appendFile(chunk);
    }
  } finally {
    response.destroy();
  }
  return sizeBytes;
}

function checkSize(sizeBytes: number, { maxBytes }: FetchLimits): void {
  if (sizeBytes <= maxBytes) return;
  throw new AttachmentError(`The attachment has at least ${sizeBytes} bytes; expected at most ${maxBytes}.`, ["attachmentTooLarge", maxBytes]);
}
