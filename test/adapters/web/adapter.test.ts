/** The web adapter keeps the contract of all adapters, seen through the messages that a browser gets. */

import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { ShownTurn } from "../../../adapters/web/page/turns.ts";
import { openStore } from "../../../src/store/store.ts";
import { type AdapterUnderTest, adapterContract, type HeardAnswer } from "../../contract/adapter.contract.ts";
import { freshFolder } from "../../support/fresh-folder.ts";
import { bareAdapter } from "./bare-adapter.ts";
import { startScriptedBot } from "./scripted-bot.ts";
import { CHANNEL, WebClient } from "./web-client.ts";

adapterContract("web", async (): Promise<AdapterUnderTest> => {
  const folder = mkdtempSync(join(tmpdir(), "quartet-web-"));
  const store = openStore(folder);
  const adapter = bareAdapter(folder, store);
  const client = new WebClient(() => adapter.url);
  return {
    adapter,
    say: async (text, files = []) => {
      await client.post("/api/person", { name: "Ana" });
      const uploads = await Promise.all(files.map((file) => client.upload(file.name, file.mediaType, file.bytes)));
      expect((await client.say(text, uploads)).status).toBe(202);
    },
    heard: async () => {
      const { turns } = await client.follow(() => true);
      return await Promise.all(turns.filter((turn) => turn.role === "bot").map((turn) => heardOf(turn, client)));
    },
    canReplace: true,
    close: async () => {
      await adapter.stop();
      store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
});

async function heardOf({ parts, state }: ShownTurn, client: WebClient): Promise<HeardAnswer> {
  const media = parts.filter((part) => part.type === "medium");
  const files = media.map(async ({ url, caption }) => {
    const { bytes } = await client.ask(url);
    return { sha256: createHash("sha256").update(bytes).digest("hex"), altText: caption };
  });
  return {
    text: parts.map((part) => (part.type === "text" ? part.text : "")).join(""),
    files: await Promise.all(files),
    notices: parts.flatMap((part) => (part.type === "notice" ? [part.text] : part.type === "dropped" ? [part.told] : [])),
    hasEnded: state !== "waiting" && state !== "answering",
  };
}

test("what was missed while a connection was down comes when it resumes, and nothing comes twice", async () => {
  const gate = Promise.withResolvers<void>();
  const bot = await startScriptedBot(freshFolder(), async (_said, script) => {
    await script.say("One. ");
    await gate.promise;
    await script.say("Two.");
  });
  onTestFinished(() => bot.stop());
  const client = await namedClient(() => bot.adapter.url);
  await client.say("count");
  const first = await client.follow((turns) => textOf(turns).includes("One."));
  gate.resolve();
  await client.follow((turns) => turns.at(-1)?.state === "done");
  const resumed = await client.follow(() => true, first.lastEventId);
  expect(first.messages[0]?.type).toBe("snapshot");
  expect(resumed.messages[0]).toMatchObject({ type: "text-delta", text: "Two." });
});

test("an id of another life of the server gets a snapshot with everything", async () => {
  const bot = await startScriptedBot(freshFolder(), (_said, script) => script.say("Hello."));
  onTestFinished(() => bot.stop());
  const client = await namedClient(() => bot.adapter.url);
  await client.say("hi");
  await client.follow((turns) => turns.at(-1)?.state === "done");
  const { messages, turns } = await client.follow(() => true, "aaaaaaaaaaaa.7");
  expect(messages).toHaveLength(1);
  expect(turns.map((turn) => [turn.role, turn.state])).toEqual([
    ["user", "done"],
    ["bot", "done"],
  ]);
});

test("two people share a conversation, each by name, and what one forgets is gone for both", async () => {
  const bot = await startScriptedBot(freshFolder(), (said, script) => script.say(`Hello ${said.author.name}.`));
  onTestFinished(() => bot.stop());
  const ana = await namedClient(() => bot.adapter.url);
  const ben = await namedClient(() => bot.adapter.url, "Ben");
  await ana.say("I am here");
  await ana.follow((turns) => turns.at(-1)?.state === "done");
  await ben.say("so am I");
  const { turns } = await ana.follow((shown) => shown.length === 4 && shown.at(-1)?.state === "done");
  expect(turns.filter((turn) => turn.role === "user").map((turn) => turn.author.name)).toEqual(["Ana", "Ben"]);
  expect(new Set(turns.map((turn) => turn.author.id)).size).toBe(3);
  await ana.post(`/api/conversations/${CHANNEL}/actions`, { type: "forget", scope: "conversation" });
  expect((await ben.follow(() => true)).turns).toEqual([]);
});

async function namedClient(url: () => string, name = "Ana"): Promise<WebClient> {
  const client = new WebClient(url);
  await client.post("/api/person", { name });
  return client;
}

function textOf(turns: readonly ShownTurn[]): string {
  return turns.flatMap((turn) => turn.parts.map((part) => (part.type === "text" ? part.text : ""))).join("");
}

test("an upload goes once it was taken in", async () => {
  const bot = await startScriptedBot(freshFolder(), async () => {});
  const client = new WebClient(() => bot.adapter.url);
  await client.post("/api/person", { name: "Ana" });
  const { key } = await client.upload("note.bin", "image/png", new Uint8Array([1, 2, 3]));
  const source = await bot.adapter.openAttachment(key);
  expect(source.type === "file" && existsSync(source.path)).toBe(true);
  await bot.adapter.releaseAttachment?.(key);
  expect(source.type === "file" && existsSync(source.path)).toBe(false);
  await bot.stop();
});
