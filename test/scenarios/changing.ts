/** Scenarios of changing one's mind: again, varied, in other words, edited, deleted, cancelled, forgotten, and over a restart. */

import { expect, test } from "vitest";
import { createWebAdapter, type WebAdapter, type WebAdapterOptions } from "../../adapters/web/adapter.ts";
import type { Quartet } from "../../src/assemble.ts";
import type { Config } from "../../src/config.ts";
import { requestFor } from "../../src/conversation/request.ts";
import { createLogger } from "../../src/logger.ts";
import { isMediaPart } from "../../src/turn/part.ts";
import { WebClient } from "../adapters/web/web-client.ts";
import { freshFolder } from "../support/fresh-folder.ts";
import { SCRIPTED_ASK } from "../support/talkative-pack.ts";
import type { Place } from "./platform.ts";
import { needs, type Stage } from "./stage.ts";

async function saidIn(stage: Stage, place: Place): Promise<readonly string[]> {
  const said = (await stage.turns(place)).filter(({ role }) => role === "user");
  return said.map(({ parts }) => parts.map((part) => (part.type === "text" ? part.text : part.type)).join(" "));
}

async function madeIn(stage: Stage, place: Place): Promise<readonly (readonly string[])[]> {
  const answers = (await stage.turns(place)).filter(({ role }) => role === "bot");
  return answers.map(({ parts }) => parts.filter(isMediaPart).map(({ type, piece }) => `${type} ${piece}`));
}

async function asked(stage: Stage): Promise<Place> {
  const place = stage.platform.open("channel");
  await place.say("Ana", SCRIPTED_ASK);
  await stage.answered(place, 1);
  return place;
}

export function changingScenarios(stage: () => Stage): void {
  buttonScenarios(stage);
  memoryScenarios(stage);
  privacyScenarios(stage);
  endScenarios(stage);
  smallScenarios(stage);
}

function buttonScenarios(stage: () => Stage): void {
  test("Again answers the same request anew", async () => {
    const place = await asked(stage());
    await place.press("Ben", "Again");
    await stage().answered(place, 2);
    expect(await saidIn(stage(), place)).toEqual([SCRIPTED_ASK]);
    expect(await madeIn(stage(), place)).toEqual([
      ["image 1", "audio 2", "video 3"],
      ["image 4", "audio 5", "video 6"],
    ]);
  });

  test("Vary makes that one medium anew, and Edit prompt asks for it in other words", async (context) => {
    needs(stage(), context, "Vary", "Edit prompt");
    const place = await asked(stage());
    await place.press("Ana", "Vary");
    await stage().answered(place, 2);
    const [, varied = []] = await madeIn(stage(), place);
    expect(varied).toHaveLength(1);
    await place.press("Ben", "Edit prompt");
    expect(await place.fill("Ben", "a green frog")).toBe(SCRIPTED_ASK);
    await stage().answered(place, 3);
    expect(await saidIn(stage(), place)).toEqual([SCRIPTED_ASK, "a green frog"]);
  });

  test("Animate and Sound ask for the other medium of a piece", async (context) => {
    needs(stage(), context, "Animate", "Sound");
    const place = await asked(stage());
    await place.press("Ana", "Animate");
    await stage().answered(place, 2);
    await place.press("Ana", "Sound");
    await stage().answered(place, 3);
    const said = await saidIn(stage(), place);
    expect(said[1]).toMatch(/^animate #\d$/);
    expect(said[2]).toMatch(/^what does #\d+ sound like\?$/);
  });
}

function memoryScenarios(stage: () => Stage): void {
  test("what is edited is remembered as it reads now, and what is deleted not at all", async (context) => {
    needs(stage(), context, "edit", "delete");
    const place = stage().platform.open("channel");
    const first = await place.say("Ana", "a red boat on land");
    await stage().answered(place, 1);
    const second = await place.say("Ana", "and at night");
    await stage().answered(place, 2);
    await first.edit("a blue boat on land");
    await second.delete();
    await stage().until(async () => (await saidIn(stage(), place)).join() === "a blue boat on land");
    await place.say("Ana", "and now?");
    await stage().answered(place, 3);
    expect(await saidIn(stage(), place)).toEqual(["a blue boat on land", "and now?"]);
  });

  test("one person takes back what they said, and then everything is forgotten, files included", async () => {
    const place = await asked(stage());
    await place.say("Ben", "I was here too");
    await stage().answered(place, 2);
    await place.forget("Ben", "me");
    await stage().until(async () => (await saidIn(stage(), place)).length === 1);
    expect(await saidIn(stage(), place)).toEqual([SCRIPTED_ASK]);
    const made = (await stage().turns(place)).flatMap(({ parts }) => parts.filter(isMediaPart));
    expect(made.length).toBeGreaterThan(0);
    await place.forget("Ana", "conversation");
    await stage().until(async () => (await stage().turns(place)).length === 0);
  });
}

function privacyScenarios(stage: () => Stage): void {
  test("who is told what is kept can have it forgotten, in every place at once, and nothing of others goes", async () => {
    const [here, there] = [await asked(stage()), stage().platform.open("channel")];
    await there.say("Ana", "I was here too");
    await stage().answered(there, 1);
    await there.say("Ben", "so was I");
    await stage().answered(there, 2);
    await there.command("Ana", "privacy");
    await stage().until(async () => (await there.seen()).whispers.find((text) => text.includes("DATA_DIR")));
    await there.forget("Ana", "me");
    await stage().until(async () => (await stage().turns(here)).length === 0 && (await saidIn(stage(), there)).length === 1);
    expect(await saidIn(stage(), there)).toEqual(["so was I"]);
  });
}

function endScenarios(stage: () => Stage): void {
  test("after a restart the conversation goes on, and old buttons work", async () => {
    const place = await asked(stage());
    await stage().stop();
    await stage().start();
    await place.press("Ana", "Again");
    await stage().answered(place, 2);
    await place.say("Ben", "and what else?");
    await stage().answered(place, 3);
    expect(await saidIn(stage(), place)).toEqual([SCRIPTED_ASK, "and what else?"]);
  });

  test("an answer that a restart broke off is given once, by the next run", async () => {
    await stage().stop();
    await stage().start(LONG);
    const place = stage().platform.open("channel");
    await place.say("Ana", SCRIPTED_ASK);
    await stage().until(async () => (await place.seen()).buttons.includes("Cancel"));
    await stage().stop();
    await stage().start(SHORT);
    const { files } = await stage().answered(place, 1);
    expect(files.map(({ name }) => name.split(".").at(-1)).sort()).toEqual(["mp4", "ogg", "png"]);
    expect((await stage().turns(place)).map(({ role }) => role)).toEqual(["user", "bot"]);
  });

  test("a clip that nobody wants any more is cancelled, and the rest of the answer stays", async () => {
    await stage().stop();
    await stage().start(LONG);
    const place = await clipBegun(stage());
    await place.press("Ana", "Cancel");
    const { notices } = await stage().answered(place, 1);
    expect(notices.join("\n")).toContain("Cancelled.");
    expect(await madeIn(stage(), place)).toEqual([["image 1", "audio 2"]]);
  });

  test("nobody else may cancel, except who moderates there", async (context) => {
    needs(stage(), context, "moderate");
    const place = await clipBegun(stage());
    await place.press("Ben", "Cancel");
    await stage().until(async () => (await place.seen()).whispers.length > 0);
    expect((await place.seen()).buttons).toContain("Cancel");
    await place.press("Ben", "Cancel", { moderates: true });
    await stage().answered(place, 1);
    expect(await madeIn(stage(), place)).toEqual([["image 1", "audio 2"]]);
  });
}

function smallScenarios(stage: () => Stage): void {
  test("what no size and no parts make fit is named with its size and the most that is taken, and linked while the page is there", async (context) => {
    needs(stage(), context, "small");
    const web = { host: "127.0.0.1", port: 0, token: "a token of many characters", publicUrl: "https://quartet.example.org" };
    await stage().stop();
    await stage().start(SHORT, { maxFileBytes: 300, web });
    const alone = await asked(stage());
    const { notices } = await alone.seen();
    expect(notices.filter((told) => /is \d+ kB large, and here I can send at most 1 kB\. .* does not fit\.$/.test(told))).toHaveLength(3);
    const page = pageOf(stage().quartet, web);
    await stage().quartet.connect(page);
    const linked = await asked(stage());
    const { files, notices: all } = await linked.seen();
    expect(files).toEqual([]);
    const links = all.flatMap((told) => /https:\/\/quartet\.example\.org(\/linked\/\S+)/.exec(told)?.[1] ?? []);
    expect(links).toHaveLength(3);
    const served = await Promise.all(links.map((link) => new WebClient(() => page.url).ask(link, { headers: { host: "quartet.example.org" } })));
    expect(served.map(({ status, headers }) => [status, headers["content-type"]]).sort()).toEqual([
      [200, "audio/ogg"],
      [200, "image/png"],
      [200, "video/mp4"],
    ]);
  });
}

function pageOf({ conversations, core, links }: Quartet, web: Config["web"]): WebAdapter {
  const logger = createLogger({ level: "silent", format: "json" });
  const request: WebAdapterOptions["requestFor"] = (conversationId, piece) => requestFor(conversations, conversationId, piece);
  return createWebAdapter({
    requestFor: request,
    web,
    uploadsFolder: freshFolder(),
    maxAttachmentBytes: 1e6,
    history: conversations,
    links,
    pack: () => core.pack,
    logger,
  });
}

/** The other two media are done by then, so that the only Cancel is that of the clip. */
async function clipBegun(stage: Stage): Promise<Place> {
  const place = stage.platform.open("channel");
  await place.say("Ana", SCRIPTED_ASK);
  await stage.until(async () => {
    const { buttons } = await place.seen();
    return buttons.includes("Cancel") && buttons.filter((button) => button === "Use").length === 2;
  });
  return place;
}

/** Denoising steps of a clip that nobody waits for, and of one that is soon done. */
const LONG = 20_000;
const SHORT = 12;
