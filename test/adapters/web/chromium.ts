/** A person at a real Chromium: opens the page, types, drops files, and looks at what is there. */

import { existsSync, readFileSync } from "node:fs";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, expect, onTestFinished, type TestFunction, test } from "vitest";
import { type Language, sentencesIn } from "../../../src/language/language.ts";

const executablePath = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((path) => existsSync(path));
const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** A test that needs a browser; without one its name says why it did not run. */
export function inChromium(name: string, run: TestFunction, timeoutMs = 60_000): void {
  if (executablePath === undefined) test.skip(`${name}: skipped, because there is no Chromium`, () => {});
  else test(name, run, timeoutMs);
}

let launched: Promise<Browser> | undefined;
afterAll(async () => (await launched)?.close());

/** A browser of its own for one person, on a phone; every fault of the page fails the test. */
export async function visit(url: string, name = "Ana", language: Language = "en"): Promise<Page> {
  const { phrases } = sentencesIn(language);
  launched ??= chromium.launch({ executablePath: executablePath ?? "", args: ARGUMENTS });
  const context = await (await launched).newContext({ viewport: { width: 390, height: 844 }, locale: language });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(message.text());
  });
  onTestFinished(async () => {
    await context.close();
    expect(faults).toEqual([]);
  });
  await page.goto(url);
  await page.getByLabel(phrases.yourName).fill(name);
  await page.getByRole("button", { name: phrases.door.begin }).click();
  await page.getByRole("heading", { name: phrases.welcome.title }).waitFor();
  return page;
}

export async function say(page: Page, text: string): Promise<void> {
  await page.getByRole("textbox", { name: "Message" }).fill(text);
  await page.getByRole("button", { name: "Send" }).click();
}

export async function dropFile(page: Page, path: string, name = "photo.jpg"): Promise<void> {
  const transfer = await page.evaluateHandle(`(() => {
    const bytes = Uint8Array.from(atob("${readFileSync(path).toString("base64")}"), (letter) => letter.charCodeAt(0));
    const data = new DataTransfer();
    data.items.add(new File([bytes], ${JSON.stringify(name)}, { type: "image/jpeg" }));
    return data;
  })()`);
  await page.dispatchEvent("main", "drop", { dataTransfer: transfer });
}

export async function seen(page: Page): Promise<{ pieces: (string | null)[]; words: string[] }> {
  const plates = await page.locator(".plate").all();
  return { pieces: await Promise.all(plates.map((plate) => plate.getAttribute("id"))), words: await page.locator(".words").allTextContents() };
}

/** Addresses of the media that the browser could not read. */
export async function unreadableMedia(page: Page): Promise<unknown> {
  return await page.evaluate(`Promise.all([...document.querySelectorAll(".plate img, .plate audio, .plate video")].map(async (medium) => {
    if (medium.tagName === "IMG") return medium.decode().then(() => [], () => [medium.src]);
    if (medium.readyState < 1 && !medium.error) await new Promise((resolve) => { medium.onloadedmetadata = resolve; medium.onerror = resolve; });
    return medium.error ? [medium.src] : [];
  })).then((faults) => faults.flat())`);
}
