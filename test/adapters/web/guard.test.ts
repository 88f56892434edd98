/** What the server refuses, over real HTTP: other names, other sites, strangers, and files that could be more than media. */

import { readdirSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { createWebAdapter, type WebAdapterOptions } from "../../../adapters/web/adapter.ts";
import { ConfigError } from "../../../src/errors.ts";
import { freshFolder } from "../../support/fresh-folder.ts";
import { type ScriptedBot, startScriptedBot } from "./scripted-bot.ts";
import { CHANNEL, WebClient } from "./web-client.ts";

const HOSTILE = "<img src=x onerror=alert(1)>";
const TOKEN = "a token of many characters";

async function started(options: Partial<WebAdapterOptions> = {}): Promise<ScriptedBot & { client: WebClient; folder: string }> {
  const folder = freshFolder();
  const bot = await startScriptedBot(folder, (_said, script) => script.say("Hello."), undefined, options);
  onTestFinished(() => bot.stop());
  return { ...bot, folder, client: new WebClient(() => bot.adapter.url.replace("0.0.0.0", "127.0.0.1")) };
}

test.each(["evil.example", "evil.example:4747", "127.0.0.1.evil.example", "localhost.evil.example"])(
  "a foreign Host is refused: %s",
  async (host) => {
    const { client } = await started();
    for (const path of ["/", "/page/main.ts", "/api/about", `/files/${CHANNEL}/${"0".repeat(64)}`]) {
      expect((await client.ask(path, { headers: { host } })).status).toBe(421);
    }
  },
);

test.each(["localhost", "localhost:4747", "127.0.0.1:80", "[::1]:4747"])("loopback has these names: %s", async (host) => {
  const { client } = await started();
  expect((await client.ask("/", { headers: { host } })).status).toBe(200);
});

test.each([undefined, "null", "http://evil.example", "http://localhost:1", "https://127.0.0.1.evil.example"])(
  "a post from another site is refused: Origin %s",
  async (origin) => {
    const { client, inbounds } = await started();
    await client.post("/api/person", { name: "Ana" });
    const reply = await client.post(
      `/api/conversations/${CHANNEL}/messages`,
      { id: "message-1", text: "hi", attachments: [], pieces: [] },
      { origin },
    );
    expect(reply.status).toBe(403);
    expect(inbounds).toEqual([]);
  },
);

test("a foreign Origin may not even read", async () => {
  const { client } = await started();
  expect((await client.ask("/api/about", { headers: { origin: "http://evil.example" } })).status).toBe(403);
});

test("beyond loopback a token is demanded before anything is bound", () => {
  const options = { web: { host: "0.0.0.0", port: 0 } } as WebAdapterOptions;
  expect(() => createWebAdapter(options)).toThrow(ConfigError);
  expect(() => createWebAdapter(options)).toThrow(/WEB_TOKEN/);
});

test("with a token, strangers get the empty page and nothing else", async () => {
  const { client } = await started({ web: { host: "0.0.0.0", port: 0, token: TOKEN } });
  expect((await client.ask("/")).status).toBe(200);
  for (const path of ["/api/about", "/api/conversations", `/api/conversations/${CHANNEL}/events`, `/files/${CHANNEL}/${"0".repeat(64)}`]) {
    expect((await client.ask(path)).status).toBe(401);
  }
  expect((await client.post("/door", { token: "wrong" })).status).toBe(403);
  const welcome = await client.post("/door", { token: TOKEN });
  const [cookie = ""] = welcome.headers["set-cookie"] ?? [];
  expect(cookie).toMatch(/HttpOnly/);
  expect(cookie).toMatch(/SameSite=Strict/);
  expect(cookie).not.toContain(TOKEN);
  expect((await client.ask("/api/about")).status).toBe(200);
  expect((await client.ask("/api/about", { headers: { host: hostname() } })).status).toBe(200);
  expect((await client.ask("/api/about", { headers: { host: "evil.example" } })).status).toBe(421);
});

test("behind a proxy with https the public address is one of its own, and cookies stay on https", async () => {
  const { client } = await started({ web: { host: "127.0.0.1", port: 0, token: TOKEN, publicUrl: "https://quartet.example" } });
  const origin = "https://quartet.example";
  const welcome = await client.post("/door", { token: TOKEN }, { host: "quartet.example", origin });
  expect(welcome.status).toBe(204);
  expect(welcome.headers["set-cookie"]?.[0]).toMatch(/Secure/);
  expect((await client.post("/door", { token: TOKEN }, { host: "quartet.example", origin: "https://evil.example" })).status).toBe(403);
});

test("tokens cannot be guessed in a row", async () => {
  const { client } = await started({ web: { host: "0.0.0.0", port: 0, token: TOKEN } });
  for (let time = 0; time < 10; time++) await client.post("/door", { token: `guess ${time}` });
  expect((await client.post("/door", { token: TOKEN })).status).toBe(429);
});

test("the page's policy allows no inline script or style, and no markup from text", async () => {
  const { client } = await started();
  const page = await client.ask("/");
  const policy = String(page.headers["content-security-policy"]);
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self'");
  expect(policy).toContain("require-trusted-types-for 'script'");
  expect(policy).not.toContain("unsafe");
  expect(page.text).not.toMatch(/<script(?![^>]*src=)|<style|\son\w+=|style=|https?:/);
});

test.each([
  ["image/svg+xml", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"],
  ["text/html", HOSTILE],
])("a stored %s is only ever a download of plain bytes", async (mediaType, content) => {
  const { reply } = await fileServed(mediaType, content);
  expect(reply.headers["content-type"]).toBe("application/octet-stream");
  expect(reply.headers["content-disposition"]).toMatch(/^attachment/);
  expect(reply.headers["content-security-policy"]).toMatch(/^sandbox;/);
  expect(reply.headers["x-content-type-options"]).toBe("nosniff");
});

test.each([
  ["bytes=0-3", 206, "0123", "bytes 0-3/10"],
  ["bytes=4-", 206, "456789", "bytes 4-9/10"],
  ["bytes=-2", 206, "89", "bytes 8-9/10"],
  ["bytes=8-99", 206, "89", "bytes 8-9/10"],
  ["bytes=0-1,4-5", 200, "0123456789", undefined],
  ["lines=1-2", 200, "0123456789", undefined],
])("media are served in pieces: %s", async (range, status, text, contentRange) => {
  const { reply } = await fileServed("audio/ogg", "0123456789", range);
  expect(reply).toMatchObject({ status, text });
  expect(reply.headers).toMatchObject({ "content-type": "audio/ogg", "accept-ranges": "bytes" });
  expect(reply.headers["content-range"]).toBe(contentRange);
});

test("a range beyond the end is refused with the size", async () => {
  const { reply } = await fileServed("audio/ogg", "0123456789", "bytes=10-");
  expect(reply.status).toBe(416);
  expect(reply.headers["content-range"]).toBe("bytes */10");
});

async function fileServed(mediaType: string, content: string, range?: string) {
  const path = join(freshFolder(), "stored");
  writeFileSync(path, content);
  const history = { list: async () => [], turns: async () => [], file: async () => ({ path, mediaType }) };
  const { client } = await started({ history });
  return { reply: await client.ask(`/files/${CHANNEL}/${"a".repeat(64)}`, { headers: { range } }) };
}

test("an upload beyond the limit is refused, announced or not, and leaves nothing behind", async () => {
  const { client, folder } = await started({ maxAttachmentBytes: 1000 });
  await client.post("/api/person", { name: "Ana" });
  const announced = await client.ask("/api/uploads", { method: "POST", body: new Uint8Array(1001) });
  expect(announced).toMatchObject({ status: 413 });
  const chunked = await client.ask("/api/uploads", { method: "POST", body: new Uint8Array(1001), headers: { "transfer-encoding": "chunked" } });
  expect(chunked).toMatchObject({ status: 413 });
  expect(readdirSync(join(folder, "uploads"))).toEqual([]);
});

test.each(["../../etc/passwd", "a".repeat(31), "A".repeat(32), ""])("no key but an upload's opens a file: %s", async (key) => {
  const { adapter, client } = await started();
  await client.post("/api/person", { name: "Ana" });
  await expect(adapter.openAttachment(key)).rejects.toThrow("key of an upload");
  expect((await client.say("", [{ key, name: "a.png", mediaType: "image/png" }])).status).toBe(400);
});

test("nobody speaks without a name, and names, words and ids have their limits", async () => {
  const { client, inbounds } = await started();
  expect((await client.say("hi")).status).toBe(401);
  expect((await client.post("/api/person", { name: "x".repeat(41) })).status).toBe(400);
  await client.post("/api/person", { name: HOSTILE });
  expect((await client.say("x".repeat(20_001))).status).toBe(400);
  expect((await client.say("   ")).status).toBe(400);
  expect((await client.post("/api/conversations/short/messages", {})).status).toBe(404);
  expect((await client.say("hi")).status).toBe(202);
  expect(inbounds[0]?.author.name).toBe(HOSTILE);
});

test("a person's public id does not open that person's door", async () => {
  const { client, inbounds, adapter } = await started();
  await client.post("/api/person", { name: "Ana" });
  await client.say("hi");
  const thief = new WebClient(() => adapter.url);
  const cookie = `quartet-person=${inbounds[0]?.author.id}.Ana`;
  const { text } = await thief.ask("/api/about", { headers: { cookie } });
  expect((JSON.parse(text) as { person: { id: string } }).person.id).not.toBe(inbounds[0]?.author.id);
});
