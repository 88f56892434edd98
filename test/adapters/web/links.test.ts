/** Links to what was too large for a chat: good for who has them, and for nobody longer or otherwise than they say. */

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, onTestFinished, test, vi } from "vitest";
import { FileLinks, LINK_DAYS } from "../../../src/router/file-links.ts";
import { openStore } from "../../../src/store/store.ts";
import { signingKeyOf } from "../../../src/store/signing-key.ts";
import type { FileId } from "../../../src/turn/part.ts";
import { createSigner } from "../../../src/turn/sign.ts";
import { fixture } from "../../media/sample-files.ts";
import { freshFolder } from "../../support/fresh-folder.ts";
import { startScriptedBot } from "./scripted-bot.ts";
import { WebClient } from "./web-client.ts";

const PUBLIC_URL = "https://quartet.example.org";
const DAY_MS = 24 * 60 * 60 * 1000;
const PHOTO = fixture("photo-420.jpg");

afterEach(() => vi.useRealTimers());

/** The page is open to other machines, so it asks for a token, which nobody here has. */
async function linked() {
  const store = openStore(freshFolder());
  onTestFinished(() => store.close());
  const signer = createSigner(signingKeyOf(store));
  const links = new FileLinks({ files: store.files, signer, publicUrl: PUBLIC_URL, isServed: () => true });
  const web = { host: "127.0.0.1", port: 0, token: "a token of many characters", publicUrl: PUBLIC_URL };
  const bot = await startScriptedBot(freshFolder(), async () => undefined, undefined, { web, links });
  onTestFinished(() => bot.stop());
  const client = new WebClient(() => bot.adapter.url);
  const get = (link: string, headers: Readonly<Record<string, string>> = {}) =>
    client.ask(new URL(link).pathname, { headers: { host: "quartet.example.org", ...headers } });
  const { id } = await store.files.put(PHOTO, "image/jpeg");
  return { store, links, client, get, id, link: links.linkTo(id) ?? "" };
}

/** For what is read of the clock; the server's own timers go on. */
function laterBy(ms: number): void {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + ms });
}

test("whoever has a link gets the file without a token, as what it is, and powerless", async () => {
  const { client, get, link } = await linked();
  expect(link).toMatch(/^https:\/\/quartet\.example\.org\/linked\/[0-9a-f]{64}\/[0-9a-z]+\/[\w-]{16}$/);
  const { status, headers, bytes } = await get(link);
  expect(status).toBe(200);
  expect(bytes).toEqual(readFileSync(PHOTO));
  expect(headers).toMatchObject({
    "content-type": "image/jpeg",
    "content-disposition": expect.stringMatching(/^inline; filename="quartet-[0-9a-f]{8}\.jpg"$/),
    "x-content-type-options": "nosniff",
    "content-security-policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
    "cache-control": expect.stringMatching(/^private, max-age=60\d{4}, immutable$/),
  });
  expect(await get(link, { range: "bytes=0-9" })).toMatchObject({ status: 206, bytes: readFileSync(PHOTO).subarray(0, 10) });
  expect((await client.ask("/api/about", { headers: { host: "quartet.example.org" } })).status).toBe(401);
});

test("what could run is only ever downloaded", async () => {
  const { store, links, get } = await linked();
  const path = join(freshFolder(), "page.html");
  writeFileSync(path, "<script>alert(1)</script>");
  const { headers } = await get(links.linkTo((await store.files.put(path, "text/html")).id) ?? "");
  expect(headers).toMatchObject({ "content-type": "application/octet-stream", "content-disposition": expect.stringMatching(/^attachment;/) });
});

test("a link that was changed in any place is refused in plain words, in the language of who opens it", async () => {
  const { store, links, get, link, id } = await linked();
  const other = (await store.files.put(Buffer.from("another file"), "image/png")).id;
  const [, , file = "", until = "", signature = ""] = new URL(link).pathname.split("/");
  const later = (Number.parseInt(until, 36) + 1000).toString(36);
  const stranger = new FileLinks({
    files: store.files,
    signer: createSigner(Buffer.from("another key")),
    publicUrl: PUBLIC_URL,
    isServed: () => true,
  });
  const forged = [
    link.replace(file, other),
    link.replace(`/${until}/`, `/${later}/`),
    link.replace(signature, `${signature.slice(0, -1)}${signature.endsWith("A") ? "B" : "A"}`),
    link.replace(signature, "x"),
    stranger.linkTo(id) ?? "",
  ];
  for (const each of forged) {
    const { status, text, headers } = await get(each);
    expect({ status, text }).toEqual({ status: 403, text: expect.stringMatching(/^This link is not one that I made/) });
    expect(headers).toMatchObject({
      "content-type": expect.stringMatching(/^text\/plain/),
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    });
  }
  expect((await get(forged[0] ?? "", { "accept-language": "de-AT,de;q=0.9,en;q=0.8" })).text).toMatch(/^Diesen Link habe ich nicht gemacht/);
  expect(links.linkTo(id)).toBeDefined();
});

test("a link holds for its days and not longer, and not longer than what it links to", async () => {
  const { store, get, link, id, links } = await linked();
  laterBy(LINK_DAYS * DAY_MS - 60_000);
  expect((await get(link)).status).toBe(200);
  laterBy(60_000);
  expect(await get(link)).toMatchObject({ status: 410, text: expect.stringMatching(/^This link has run out/) });
  const fresh = links.linkTo(id) ?? "";
  store.files.hold(id, "web:room" as never, "t1" as never);
  store.files.releaseAll("web:room" as never);
  expect(await get(fresh)).toMatchObject({ status: 410, text: "What was here is no longer kept." });
});

test("no link is offered where nobody could follow it", () => {
  const files = { find: () => undefined, pathOf: () => undefined };
  const signer = createSigner(Buffer.from("key"));
  const id = "0".repeat(64) as FileId;
  expect(new FileLinks({ files, signer, isServed: () => true }).linkTo(id)).toBeUndefined();
  expect(new FileLinks({ files, signer, publicUrl: PUBLIC_URL, isServed: () => false }).linkTo(id)).toBeUndefined();
  const beneath = new FileLinks({ files, signer, publicUrl: `${PUBLIC_URL}/chat`, isServed: () => true });
  expect(beneath.linkTo(id)).toMatch(/^https:\/\/quartet\.example\.org\/chat\/linked\/0{64}\//);
});
