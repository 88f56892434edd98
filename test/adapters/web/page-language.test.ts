/** The page speaks the language of whoever looks at it, and Quartet's own where it does not know theirs. */

import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { PlaceRules } from "../../../src/adapter.ts";
import { type Language, sentencesIn } from "../../../src/language/language.ts";
import { openStore } from "../../../src/store/store.ts";
import { makeVideo, makeWithFfmpeg, tone } from "../../media/sample-files.ts";
import { freshFolder } from "../../support/fresh-folder.ts";
import { bareAdapter } from "./bare-adapter.ts";
import { dropFile, inChromium, visit } from "./chromium.ts";
import { startScriptedBot } from "./scripted-bot.ts";
import { WebClient } from "./web-client.ts";

const PICTURE = join(import.meta.dirname, "../../fixtures/media/photo-420.jpg");

async function served(language: Language): Promise<WebClient> {
  const folder = freshFolder();
  const store = openStore(folder);
  const adapter = bareAdapter(folder, store);
  const rules: PlaceRules = { languageAt: () => language, isModerator: () => false, helpNotes: () => [] };
  await adapter.start(async () => undefined, undefined, rules);
  onTestFinished(async () => {
    await adapter.stop();
    store.close();
  });
  return new WebClient(() => adapter.url);
}

test.each([
  ["en", "de-AT,de;q=0.9,en;q=0.8", "de"],
  ["de", "en-GB", "en"],
  ["en", "fr, en;q=0.3, de;q=0.7", "de"],
  ["de", "fr, en;q=0", "de"],
  ["de", "*", "de"],
  ["de", undefined, "de"],
  ["en", ";;q=,", "en"],
] as const)("Quartet speaks %s, the browser asks for %s, and gets %s", async (language, asked, got) => {
  const client = await served(language);
  const { phrases, page } = sentencesIn(got);
  const headers = { "accept-language": asked };
  const html = await client.ask("/", { headers });
  expect(html.text).toContain(`<html lang="${got}">`);
  expect(html.text).toContain(phrases.skip);
  expect(html.text).not.toMatch(/\{\w+\}/);
  const module = await client.ask("/page/phrases.ts", { headers });
  expect(module.text).toContain(phrases.door.nameTitle);
  expect([html.headers.vary, module.headers.vary]).toEqual(["accept-language", "accept-language"]);
  expect((await client.ask("/nowhere", { headers })).text).toContain(page.nothingHere);
});

test("a browser that has the other language is not told that nothing changed", async () => {
  const client = await served("en");
  const ask = async (language: string, etag?: string) =>
    await client.ask("/page/phrases.ts", { headers: { "accept-language": language, "if-none-match": etag } });
  const { etag } = (await ask("en")).headers;
  expect((await ask("en", etag)).status).toBe(304);
  expect((await ask("de", etag)).status).toBe(200);
});

/** Every sentence and word that needs nothing put in. */
function plainPhrases(given: object): readonly string[] {
  return Object.values(given).flatMap((value: unknown) =>
    typeof value === "string" ? [value.trim()] : typeof value === "object" && value !== null ? plainPhrases(value) : [],
  );
}

/** All that is shown or read out. */
const SHOWN = `[...document.querySelectorAll("body *")].flatMap((part) => [
  ...[...part.childNodes].filter((child) => child.nodeType === 3).map((child) => child.data),
  ...["aria-label", "title", "placeholder", "alt"].map((name) => part.getAttribute(name) ?? ""),
]).map((words) => words.trim()).filter((words) => words !== "")`;

inChromium("a German browser sees and hears no English", async () => {
  const folder = freshFolder();
  const sound = makeWithFfmpeg(folder, ...tone("0.3*sin(2764*t)"), "-t", "1", "-c:a", "libopus", "sound.ogg");
  const video = makeVideo(folder, "made.mp4", { sound: false });
  const isSeen = Promise.withResolvers<void>();
  const bot = await startScriptedBot(join(folder, "data"), async (_said, script) => {
    await script.begin(2, "image", "ein Boot", 4);
    await isSeen.promise;
    await script.show(2, "image", "ein Boot", PICTURE, [1]);
    await script.show(3, "audio", "ein Horn", sound, [1, 2]);
    await script.show(4, "video", "eine Welle", video);
  });
  onTestFinished(() => bot.stop());
  const page = await visit(bot.adapter.url, "Ana", "de");
  const seen: string[] = [];
  const look = async () => seen.push(...((await page.evaluate(SHOWN)) as string[]));
  await look();
  await dropFile(page, PICTURE);
  await page.getByRole("textbox", { name: "Nachricht" }).fill("ein Boot");
  await look();
  await page.getByRole("button", { name: "Senden" }).click();
  await page.locator(".caption", { hasText: "Ich male: ein Boot" }).waitFor();
  await look();
  isSeen.resolve();
  await page.getByRole("button", { name: "Noch einmal antworten" }).waitFor();
  await look();
  await page.getByRole("button", { name: "Bild 2 vergrößern: ein Boot" }).click();
  await look();
  await page.getByRole("button", { name: "Schließen" }).click();
  await page.getByRole("button", { name: "Studio" }).click();
  await look();
  await page.getByRole("button", { name: "Jetzt nicht" }).click();
  await page.getByRole("button", { name: "Gespräche" }).click();
  await page.getByRole("button", { name: "Vergiss, was ich gesagt habe" }).click();
  await look();
  const [english, german] = [plainPhrases(sentencesIn("en").phrases), new Set(plainPhrases(sentencesIn("de").phrases))];
  expect(seen.filter((words) => english.includes(words) && !german.has(words))).toEqual([]);
  expect(seen.filter((words) => german.has(words)).length).toBeGreaterThan(40);
});
