/** Privacy on the page: the export is a download for a short while, and what is typed forgets everywhere on the page. */

import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { createWebAdapter } from "../../../adapters/web/adapter.ts";
import { House } from "../../../adapters/web/house.ts";
import { createLogger } from "../../../src/logger.ts";
import { freshFolder } from "../../support/fresh-folder.ts";
import { runQuartet } from "../../support/running-quartet.ts";
import { makeTalkativePack } from "../../support/talkative-pack.ts";
import { WebClient } from "./web-client.ts";

const CHANNELS = ["the-first-conversation", "the-other-conversation"] as const;

async function running(settings: Readonly<Record<string, string>> = {}) {
  const { quartet, folder } = await runQuartet({ settings, packFolder: await makeTalkativePack(["image"]) });
  const web = createWebAdapter({
    web: { host: "127.0.0.1", port: 0 },
    uploadsFolder: join(folder, "uploads"),
    maxAttachmentBytes: 1e7,
    history: quartet.conversations,
    requestFor: async () => undefined,
    pack: () => quartet.core.pack,
    logger: createLogger({ level: "silent", format: "json" }),
  });
  await quartet.connect(web);
  const answered = async (channel: string) => {
    await new WebClient(() => web.url, channel).follow((turns) =>
      turns.some(({ role, state }) => role === "bot" && state !== "waiting" && state !== "answering"),
    );
  };
  const client = new WebClient(() => web.url, CHANNELS[0]);
  await client.post("/api/person", { name: "Ana" });
  const say = async (channel: string, text: string) =>
    await client.post(`/api/conversations/${channel}/messages`, {
      id: `message-${channel.slice(0, 9)}-${text.length}`,
      text,
      attachments: [],
      pieces: [],
    });
  for (const channel of CHANNELS) {
    await say(channel, `a secret in ${channel}`);
    await answered(channel);
  }
  return { quartet, web, client, say };
}

test("/export me brings a download of everything, and /forget me, typed, forgets it in every conversation", async () => {
  const { quartet, web, client, say } = await running();
  const { text } = await say(CHANNELS[0], "/export me");
  const reply = JSON.parse(text) as { text: string; files: { name: string; url: string }[] };
  expect(reply.text).toContain("everything that I keep about you");
  const file = await client.ask(`${reply.files[0]?.url}?download`);
  expect(file.headers["content-disposition"]).toMatch(/^attachment; filename="quartet-\d{4}-\d\d-\d\d\.json"$/);
  for (const channel of CHANNELS) expect(file.text).toContain(`a secret in ${channel}`);
  expect((JSON.parse((await say(CHANNELS[1], "/forget me")).text) as { text: string }).text).toContain("I forgot everything you said to me");
  for (const channel of CHANNELS) {
    expect(await quartet.conversations.turns(`web:${channel}` as Parameters<typeof quartet.conversations.turns>[0])).toEqual([]);
    const { turns } = await new WebClient(() => web.url, channel).follow(() => true);
    expect(turns).toEqual([]);
  }
  expect(JSON.parse((await client.ask("/api/conversations")).text)).toEqual([]);
});

test("a file that a command made is let go after a while, or when the page stops", async () => {
  const made = (name: string) => {
    const path = join(freshFolder(), name);
    writeFileSync(path, "{}");
    return path;
  };
  const houseFor = (path: string, keptMs?: number) => {
    const gone = Promise.withResolvers<void>();
    const file = { path, name: "export.json", mediaType: "application/json", sizeBytes: 2, altText: "" };
    const house = new House({
      onCommand: async () => ({ text: "", files: [file], done: async () => gone.resolve() }),
      rules: undefined,
      isLocal: true,
      ...(keptMs ? { keptMs } : {}),
    });
    onTestFinished(() => house.stop());
    return { house, gone: gone.promise };
  };
  const place = { channelId: CHANNELS[0], author: { id: "ana", name: "Ana" }, receivedAt: 1 };
  const keyOf = async (house: House) => (await house.answer(place, "m", "/export me", []))?.files[0]?.url.split("/").at(-1) ?? "";
  const brief = houseFor(made("a.json"), 1);
  const key = await keyOf(brief.house);
  await brief.gone;
  expect(brief.house.file(key)).toBeUndefined();
  const long = houseFor(made("b.json"));
  const kept = long.house.file(await keyOf(long.house));
  expect(existsSync(kept?.path ?? "")).toBe(true);
  long.house.stop();
  await long.gone;
});

test("what the page's server refuses, and what it forgot, is told in the language of this Quartet", async () => {
  const { client, say } = await running({ LANGUAGE: "de" });
  const told = (text: string) => (JSON.parse(text) as { told?: string; text?: string }).told ?? (JSON.parse(text) as { text: string }).text;
  expect(told((await client.ask("/nowhere")).text)).toBe("Unter dieser Adresse gibt es nichts.");
  expect(told((await say(CHANNELS[0], "   ")).text)).toBe("Diese Nachricht ist leer.");
  expect(told((await say(CHANNELS[0], "/forget")).text)).toBe("Ich habe dieses Gespräch vergessen.");
});
