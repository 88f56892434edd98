/** The page in a real Chromium, as a person uses it: over a real Quartet with a tiny pack, and over a script where the moment matters. */

import { join } from "node:path";
import { expect, onTestFinished } from "vitest";
import { createWebAdapter } from "../../../adapters/web/adapter.ts";
import type { Adapter } from "../../../src/adapter.ts";
import { requestFor } from "../../../src/conversation/request.ts";
import { openQuartet } from "../../../src/assemble.ts";
import { loadConfig } from "../../../src/config.ts";
import { createLogger } from "../../../src/logger.ts";
import { makeVideo, makeWithFfmpeg, tone } from "../../media/sample-files.ts";
import { freshFolder } from "../../support/fresh-folder.ts";
import { makeTalkativePack, SCRIPTED_ASK, SCRIPTED_SEED } from "../../support/talkative-pack.ts";
import { dropFile, inChromium, say, seen, unreadableMedia, visit } from "./chromium.ts";
import { startScriptedBot } from "./scripted-bot.ts";

const PICTURE = join(import.meta.dirname, "../../fixtures/media/photo-420.jpg");
const HOSTILE = '<img src=x onerror="document.title=`broken`"><script>document.title=`broken`</script>';

inChromium("a person types, drops a picture, sees words, a picture, a sound and a video arrive, reloads, and finds it all again", async () => {
  const page = await visit(await serveQuartet());
  await say(page, SCRIPTED_ASK);
  for (const kind of ["image", "audio", "video"]) await page.locator(`.bot .plate.${kind}:not(.job)`).waitFor();
  await page.getByRole("button", { name: "Answer again" }).waitFor();
  await dropFile(page, PICTURE);
  await page.getByText("photo.jpg").waitFor();
  await say(page, "what is this?");
  await page.locator(".user .plate.image").waitFor();
  await page.getByRole("button", { name: "Answer again" }).nth(1).waitFor();
  const before = await seen(page);
  expect(before.pieces.slice(0, 4)).toEqual(["piece-1", "piece-2", "piece-3", "piece-4"]);
  expect(before.words.length).toBeGreaterThan(1);
  await page.reload();
  await page.locator(".user .plate.image").waitFor();
  expect(await seen(page)).toEqual(before);
  expect(await unreadableMedia(page)).toEqual([]);
  await page.getByRole("button", { name: "Conversations" }).click();
  await page.getByRole("link", { name: SCRIPTED_ASK }).waitFor();
  await page.reload();
  await page.locator("#words").fill("/queue");
  await page.keyboard.press("Enter");
  await page.locator(".reply", { hasText: "Nothing waits here." }).waitFor();
  expect(await page.locator(".user").count()).toBe(2);
});

inChromium("a medium is cancelled while it forms, and the others go on", async () => {
  const cancelled = Promise.withResolvers<void>();
  const folder = freshFolder();
  const sound = makeWithFfmpeg(folder, ...tone("0.3*sin(2764*t)"), "-t", "1", "-c:a", "libopus", "sound.ogg");
  const bot = await startScriptedBot(
    join(folder, "data"),
    async (_said, script) => {
      await script.begin(1, "image", "a boat", 8);
      await script.begin(2, "audio", "a horn", 8);
      await script.progress(1, 3, 8);
      await cancelled.promise;
      await script.drop(1, "Cancelled.");
      await script.show(2, "audio", "a horn", sound);
    },
    (pressed) => {
      if (pressed.action.type === "cancel" && pressed.action.piece === 1) cancelled.resolve();
    },
  );
  onTestFinished(() => bot.stop());
  const page = await visit(bot.adapter.url);
  await say(page, "a boat and its horn");
  expect(await page.getByRole("progressbar", { name: "Progress of piece 1" }).getAttribute("value")).toBe("3");
  await page.getByRole("button", { name: "Cancel piece 1" }).click();
  await page.locator(".notice", { hasText: "Cancelled." }).waitFor();
  await page.getByRole("button", { name: /^Play sound 2/ }).click();
  await page.getByRole("button", { name: /^Pause sound 2/ }).waitFor();
});

inChromium("beneath a piece one varies it, asks in other words, animates it and hears it, as on the other platforms", async () => {
  const bot = await startScriptedBot(freshFolder(), async ({ text }, script) => {
    if (text === "a red boat") await script.show(1, "image", "a small red boat", PICTURE);
    else await script.say(`You said: ${text}`);
  });
  onTestFinished(() => bot.stop());
  const page = await visit(bot.adapter.url);
  await say(page, "a red boat");
  await page.getByRole("button", { name: "Vary piece 1" }).click();
  await page.getByRole("button", { name: "Animate piece 1" }).click();
  await page.locator(".bot .words", { hasText: "You said: animate #1" }).waitFor();
  await page.getByRole("button", { name: "Sound of piece 1" }).click();
  await page.locator(".bot .words", { hasText: "You said: what does #1 sound like?" }).waitFor();
  await page.getByRole("button", { name: "Edit prompt of piece 1" }).click();
  const words = page.getByRole("textbox", { name: "In these words" });
  expect(await words.inputValue()).toBe("a small red boat");
  await words.fill("a green boat\nin the snow");
  await page.getByRole("button", { name: "Ask", exact: true }).click();
  await page.locator(".bot .words", { hasText: "You said: a green boat" }).waitFor();
  const [asked, ...pressed] = bot.inbounds;
  expect(pressed).toMatchObject([
    { type: "pressed", action: { type: "again", turnId: `${asked?.id}/answer`, piece: 1, seed: expect.any(Number) } },
    { type: "said", text: "animate #1", author: { name: "Ana" }, wish: { modalities: ["video"], pieces: [1] } },
    { type: "said", text: "what does #1 sound like?", wish: { modalities: ["audio"], pieces: [1] } },
    { type: "said", text: "a green boat\nin the snow", wish: { modalities: ["image"], pieces: [] } },
  ]);
  expect(await page.locator(".user .words").allTextContents()).toEqual(
    pressed.flatMap((each) => (each.type === "said" ? [each.text] : [])).toSpliced(0, 0, "a red boat"),
  );
  await dropFile(page, PICTURE);
  await say(page, "and this?");
  await page.locator(".user .plate .wishes").waitFor();
  expect(await page.locator(".user .plate .wishes button").allTextContents()).toEqual(["Animate", "Sound"]);
});

inChromium("hostile words, captions, file names and names of people stay words", async () => {
  const folder = freshFolder();
  const video = makeVideo(folder, "made.mp4", { sound: false });
  const bot = await startScriptedBot(join(folder, "data"), async (_said, script) => {
    await script.say(HOSTILE);
    await script.notice(HOSTILE);
    await script.begin(2, "video", HOSTILE, 4);
    await script.show(2, "video", HOSTILE, video);
    await script.drop(3, HOSTILE);
  });
  onTestFinished(() => bot.stop());
  const page = await visit(bot.adapter.url, "<img src=x onerror=alert()>");
  await dropFile(page, PICTURE, `${HOSTILE}.jpg`);
  await say(page, HOSTILE);
  await page.getByRole("button", { name: "Answer again" }).waitFor();
  await page.reload();
  await page.locator(".bot .plate.video").waitFor();
  expect(await page.locator(".words, .caption, .lineage, .told").allTextContents()).toEqual(expect.arrayContaining([HOSTILE, `#2${HOSTILE}`]));
  expect(await page.locator('img[src="x"], main script, [onerror]').count()).toBe(0);
  expect(await page.title()).not.toBe("broken");
});

inChromium("a question goes where it was written though another conversation is opened meanwhile, and what is written next stays", async () => {
  const bot = await startScriptedBot(freshFolder(), (said, script) => script.say(`You said: ${said.text}`));
  onTestFinished(() => bot.stop());
  const page = await visit(bot.adapter.url);
  const upload = Promise.withResolvers<void>();
  await page.route("**/api/uploads", async (route) => {
    await upload.promise;
    await route.continue();
  });
  const first = new URL(page.url()).pathname;
  await dropFile(page, PICTURE);
  await say(page, "what is this?");
  await page.getByRole("button", { name: "Conversations" }).click();
  await page.getByRole("button", { name: "New conversation" }).click();
  await page.waitForURL((url) => url.pathname !== first);
  upload.resolve();
  await expect.poll(() => bot.inbounds.length).toBe(1);
  expect(bot.inbounds).toMatchObject([
    { text: "what is this?", conversationId: `web:${first.replace("/c/", "")}`, attachments: [{ name: "photo.jpg" }] },
  ]);
  await page.locator("#words:not([readonly])").waitFor();
  expect(await page.locator("#words").inputValue()).toBe("");
  await page.goBack();
  await page.locator(".bot .words", { hasText: "You said: what is this?" }).waitFor();
});

inChromium("a step within the page leaves the conversation as it is, and a question that must be answered outlives Escape", async () => {
  const bot = await startScriptedBot(freshFolder(), (_said, script) => script.say("Hello."));
  onTestFinished(() => bot.stop());
  const page = await visit(bot.adapter.url);
  await say(page, "hello");
  await page.getByRole("button", { name: "Answer again" }).waitFor();
  const streams: string[] = [];
  page.on("request", (request) => {
    if (request.url().includes("/events")) streams.push(request.url());
  });
  await page.evaluate("location.hash = 'words'");
  await page.evaluate("new Promise((resolve) => setTimeout(resolve))");
  expect(streams).toEqual([]);
  await page.context().clearCookies();
  await page.reload();
  const name = page.getByLabel("Your name");
  await name.waitFor();
  for (let press = 0; press < 4; press++) await page.keyboard.press("Escape");
  await name.fill("Ana again");
  await page.getByRole("button", { name: "Begin" }).click();
  await page.locator("#words").waitFor();
});

inChromium("the keyboard alone is enough, nothing is wider than a small phone, and every control has a name", async () => {
  const bot = await startScriptedBot(freshFolder(), (_said, script) => script.say("Hello. ".repeat(200)));
  onTestFinished(() => bot.stop());
  const page = await visit(bot.adapter.url);
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await page.evaluate("document.activeElement.id")).toBe("words");
  await page.keyboard.type("a long first message that becomes the title of this conversation");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Answer again" }).waitFor();
  expect(await page.evaluate(WIDEST)).toBeLessThanOrEqual(320);
  expect(await page.locator("#polite").textContent()).toContain("Hello.");
  const names = await page
    .locator("button:visible, a:visible, textarea:visible")
    .evaluateAll((controls) => controls.map((control) => control.getAttribute("aria-label") ?? control.textContent?.trim() ?? ""));
  expect(names).not.toContain("");
});

/** The right edge of whatever reaches farthest, the closed drawer aside. */
const WIDEST = 'Math.max(...[...document.querySelectorAll(".stage *:not(.unseen)")].map((part) => part.getBoundingClientRect().right))';

/** Every answer takes the seed for which the tiny pack is known to make all three media. */
async function serveQuartet(): Promise<string> {
  const folder = freshFolder();
  const packFolder = await makeTalkativePack(["image", "audio", "video"]);
  const config = loadConfig({ DATA_DIR: join(folder, "data"), PACK: packFolder, DEVICE: "cpu", THREADS: "1", LOG_LEVEL: "warn", WEB_PORT: "0" });
  const logger = createLogger(config.log);
  const quartet = await openQuartet(config, logger);
  onTestFinished(() => quartet.stop());
  const history = quartet.conversations;
  const web = createWebAdapter({
    web: config.web,
    uploadsFolder: join(folder, "uploads"),
    maxAttachmentBytes: 1e7,
    history,
    requestFor: (conversationId, piece) => requestFor(history, conversationId, piece),
    pack: () => quartet.core.pack,
    logger,
  });
  const seeded: Adapter = {
    ...web,
    start: (onInbound, ...more) =>
      web.start((inbound) => onInbound(inbound.type === "said" ? { ...inbound, wish: { ...inbound.wish, seed: SCRIPTED_SEED } } : inbound), ...more),
  };
  await quartet.connect(seeded);
  return web.url;
}
