/** Fetching: what it refuses to connect to, how much it takes, and to whom it shows its credentials. */

import { once } from "node:events";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { type IncomingMessage, type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { AttachmentError, CancelledError } from "../../src/errors.ts";
import { isPublicAddress } from "../../src/media/addresses.ts";
import { type FetchLimits, fetchToFile } from "../../src/media/fetch.ts";
import { freshFolder } from "../support/fresh-folder.ts";

const never = new AbortController().signal;
const limitsIn = (folder: string, more: Partial<FetchLimits> = {}): FetchLimits => ({
  folder,
  maxBytes: 1000,
  timeoutMs: 10_000,
  mediaHosts: ["127.0.0.1", "localhost"],
  ...more,
});

async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<{ port: number; requests: IncomingMessage[] }> {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    answer(request, response);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, requests };
}
const from = (url: string, headers: Record<string, string> = {}) => ({ type: "url", url, headers }) as const;
const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

test.each([
  ...[
    "127.0.0.1",
    "10.1.2.3",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "224.0.0.1",
    "255.255.255.255",
    "198.18.0.1",
  ],
  ...[
    "::1",
    "::",
    "fe80::1",
    "fc00::1",
    "fd12::1",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:8.8.8.8",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
    "2001::1",
    "2001:db8::1",
    "::7f00:1",
  ],
])("%s is not public", (address) => expect(isPublicAddress(address)).toBe(false));

test.each(["8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2a00:1450:4001::1"])("%s is public", (address) =>
  expect(isPublicAddress(address)).toBe(true),
);

describe("where it connects to", () => {
  test.each([
    "http://127.0.0.1",
    "http://localhost",
    "http://[::1]",
    "http://[::ffff:127.0.0.1]",
    "http://2130706433",
    "http://0x7f.1",
    "http://127.1",
  ])("%s is refused, and nothing is asked of it", async (host) => {
    const { port, requests } = await serve((_request, response) => response.end("secret"));
    const folder = freshFolder();
    const error = await failure(fetchToFile(from(`${host}:${port}/`), limitsIn(folder, { mediaHosts: [] }), never));
    expect(error).toBeInstanceOf(AttachmentError);
    expect(error).toMatchObject({ told: "I do not download from private addresses." });
    expect(requests).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
  });

  test("a redirect to a private address is refused like a first address", async () => {
    const inner = await serve((_request, response) => response.end("secret"));
    const outer = await serve((_request, response) => response.writeHead(302, { location: `http://localhost:${inner.port}/` }).end());
    const error = await failure(fetchToFile(from(`http://127.0.0.1:${outer.port}/`), limitsIn(freshFolder(), { mediaHosts: ["127.0.0.1"] }), never));
    expect(error).toMatchObject({ told: "I do not download from private addresses." });
    expect(inner.requests).toEqual([]);
  });

  test.each(["file:///etc/passwd", "ftp://127.0.0.1/", "data:text/plain,x", "no address"])("%s is refused", async (url) => {
    expect(await failure(fetchToFile(from(url), limitsIn(freshFolder()), never))).toMatchObject({ told: "I can only download from web addresses." });
  });

  test("endless redirects end", async () => {
    const { port, requests } = await serve((_request, response) => response.writeHead(302, { location: "/again" }).end());
    expect(await failure(fetchToFile(from(`http://127.0.0.1:${port}/`), limitsIn(freshFolder()), never))).toMatchObject({
      told: expect.stringContaining("in circles"),
    });
    expect(requests).toHaveLength(4);
  });

  test("credentials go to the first host only", async () => {
    const other = await serve((_request, response) => response.end("bytes"));
    const first = await serve((request, response) =>
      response.writeHead(302, { location: request.url === "/" ? "/next" : `http://localhost:${other.port}/` }).end(),
    );
    await fetchToFile(from(`http://127.0.0.1:${first.port}/`, { authorization: "Bearer secret" }), limitsIn(freshFolder()), never);
    expect(first.requests.map((request) => request.headers.authorization)).toEqual(["Bearer secret", "Bearer secret"]);
    expect(other.requests.map((request) => request.headers.authorization)).toEqual([undefined]);
  });
});

describe("how much it takes", () => {
  test("the bytes arrive whole", async () => {
    const { port } = await serve((_request, response) => response.end(Buffer.alloc(1000, 7)));
    const { path, sizeBytes } = await fetchToFile(from(`http://127.0.0.1:${port}/`), limitsIn(freshFolder()), never);
    expect(sizeBytes).toBe(1000);
    expect(readFileSync(path)).toEqual(Buffer.alloc(1000, 7));
  });

  test.each([
    { name: "an announced size", headers: { "content-length": "5000" } },
    { name: "a growing stream", headers: {} },
  ])("$name beyond the limit is refused at once", async ({ headers }) => {
    const { port } = await serve((_request, response) => void response.writeHead(200, headers).write(Buffer.alloc(1500)));
    const folder = freshFolder();
    expect(await failure(fetchToFile(from(`http://127.0.0.1:${port}/`), limitsIn(folder), never))).toMatchObject({
      told: expect.stringContaining("larger than"),
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  test("a connection cut off in the middle is an error, not half a file", async () => {
    const { port } = await serve((_request, response) =>
      response.writeHead(200, { "content-length": "900" }).write(Buffer.alloc(100), () => response.destroy()),
    );
    const folder = freshFolder();
    expect(await failure(fetchToFile(from(`http://127.0.0.1:${port}/`), limitsIn(folder), never))).toBeInstanceOf(AttachmentError);
    expect(readdirSync(folder)).toEqual([]);
  });

  test("a server that is silent is left after the time limit", async () => {
    const { port } = await serve(() => {});
    expect(await failure(fetchToFile(from(`http://127.0.0.1:${port}/`), limitsIn(freshFolder(), { timeoutMs: 200 }), never))).toMatchObject({
      told: expect.stringContaining("took too long"),
    });
  });

  test("a server that wants to speak another protocol is left at once", async () => {
    const { port } = await serve((request) => request.socket.end("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n"));
    expect(await failure(fetchToFile(from(`http://127.0.0.1:${port}/`), limitsIn(freshFolder(), { timeoutMs: 60_000 }), never))).toMatchObject({
      told: expect.stringContaining("could not download"),
    });
  });

  test("an answer other than 200 and compressed bytes are refused", async () => {
    const { port } = await serve((request, response) =>
      request.url === "/gone" ? response.writeHead(404).end() : response.writeHead(200, { "content-encoding": "gzip" }).end("x"),
    );
    expect(await failure(fetchToFile(from(`http://127.0.0.1:${port}/gone`), limitsIn(freshFolder()), never))).toMatchObject({
      told: expect.stringContaining("404"),
    });
    expect(await failure(fetchToFile(from(`http://127.0.0.1:${port}/`), limitsIn(freshFolder()), never))).toBeInstanceOf(AttachmentError);
  });

  test("a server that sends other bytes than asked for is left at once", async () => {
    const left = Promise.withResolvers<void>();
    const { port } = await serve((_request, response) => {
      response.on("close", left.resolve);
      response.writeHead(200, { "content-encoding": "gzip" }).write("x");
    });
    const error = await failure(fetchToFile(from(`http://127.0.0.1:${port}/`), limitsIn(freshFolder(), { timeoutMs: 60_000 }), never));
    expect(error).toBeInstanceOf(AttachmentError);
    await left.promise;
  });

  test("cancelling ends it", async () => {
    const controller = new AbortController();
    const { port } = await serve(() => controller.abort());
    expect(await failure(fetchToFile(from(`http://127.0.0.1:${port}/`), limitsIn(freshFolder()), controller.signal))).toBeInstanceOf(CancelledError);
  });
});

describe("files of the adapter", () => {
  test("are copied, so that what comes back may be deleted", async () => {
    const folder = freshFolder();
    const path = join(folder, "mine.bin");
    writeFileSync(path, "bytes");
    const fetched = await fetchToFile({ type: "file", path }, limitsIn(folder), never);
    expect(fetched).toMatchObject({ sizeBytes: 5 });
    expect(fetched.path).not.toBe(path);
    expect(readFileSync(fetched.path, "utf8")).toBe("bytes");
  });

  test("that are too large, or no files, are refused", async () => {
    const folder = freshFolder();
    const path = join(folder, "large.bin");
    writeFileSync(path, Buffer.alloc(1001));
    expect(await failure(fetchToFile({ type: "file", path }, limitsIn(folder), never))).toMatchObject({
      told: expect.stringContaining("larger than"),
    });
    expect(await failure(fetchToFile({ type: "file", path: folder }, limitsIn(folder), never))).toBeInstanceOf(AttachmentError);
    expect(await failure(fetchToFile({ type: "file", path: join(folder, "none") }, limitsIn(folder), never))).toBeInstanceOf(AttachmentError);
  });
});
