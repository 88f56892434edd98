/** A group session on the page: opened, voted in with hearts, styled, and taken home as a book that needs no network. */

import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect, onTestFinished } from "vitest";
import { createWebAdapter } from "../../../adapters/web/adapter.ts";
import type { Adapter } from "../../../src/adapter.ts";
import { requestFor } from "../../../src/conversation/request.ts";
import { openQuartet } from "../../../src/assemble.ts";
import { loadConfig } from "../../../src/config.ts";
import { createLogger } from "../../../src/logger.ts";
import { findFfmpeg } from "../../../src/media/ffmpeg.ts";
import { freshFolder } from "../../support/fresh-folder.ts";
import { makeTalkativePack, SCRIPTED_ASK, SCRIPTED_SEED } from "../../support/talkative-pack.ts";
import { inChromium, say, visit } from "./chromium.ts";

async function serve(folder: string): Promise<string> {
  const packFolder = await makeTalkativePack(["image", "audio", "video"]);
  const config = loadConfig({ DATA_DIR: join(folder, "data"), PACK: packFolder, DEVICE: "cpu", THREADS: "1", LOG_LEVEL: "warn", WEB_PORT: "0" });
  const logger = createLogger(config.log);
  const quartet = await openQuartet(config, logger);
  onTestFinished(() => quartet.stop());
  const { conversations: history, core } = quartet;
  const web = createWebAdapter({
    web: config.web,
    uploadsFolder: join(folder, "uploads"),
    maxAttachmentBytes: 1e7,
    history,
    requestFor: (conversationId, piece) => requestFor(history, conversationId, piece),
    pack: () => core.pack,
    logger,
  });
  const seeded: Adapter = {
    ...web,
    start: (onInbound, ...rest) =>
      web.start((inbound) => onInbound(inbound.type === "said" ? { ...inbound, wish: { ...inbound.wish, seed: SCRIPTED_SEED } } : inbound), ...rest),
  };
  await quartet.connect(seeded);
  return web.url;
}

inChromium(
  "people open a studio, like a piece, lock a style, and take home a book and a film",
  async () => {
    const folder = freshFolder();
    const page = await visit(await serve(folder));
    await page.getByRole("button", { name: "Studio" }).click();
    await page.getByLabel("What is it about?").fill("a lighthouse <b>");
    await page.getByRole("button", { name: "Open", exact: true }).click();
    const board = page.getByRole("complementary", { name: "Studio" });
    await board.getByRole("heading", { name: "a lighthouse <b>" }).waitFor();
    await say(page, SCRIPTED_ASK);
    await board.getByRole("button", { name: "Like piece 3" }).waitFor();
    await board.getByRole("button", { name: "Like piece 1" }).click();
    await board.getByRole("button", { name: "Like piece 1", pressed: true }).waitFor();
    await page.reload();
    await board.getByRole("button", { name: "Like piece 1", pressed: true }).waitFor();
    await board.getByRole("button", { name: "Style" }).click();
    await page.getByLabel("Style", { exact: true }).fill("at night");
    await page.getByRole("button", { name: "Lock" }).click();
    await board.getByText("Style: at night").waitFor();
    const paths: string[] = [];
    for (const [button, ending] of [
      ["Book", "html"],
      ["Film", "mp4"],
    ] as const) {
      await board.getByRole("button", { name: button }).click();
      const link = page.getByRole("link", { name: `a-lighthouse-b.${ending}` });
      await link.waitFor({ timeout: 120_000 });
      const download = page.waitForEvent("download");
      await link.click();
      paths.push(join(folder, `export.${ending}`));
      await (await download).saveAs(paths.at(-1) ?? "");
    }
    const [bookPath = "", filmPath = ""] = paths;
    const { ffprobe } = await findFfmpeg();
    const codecs = execFileSync(ffprobe, ["-v", "error", "-show_entries", "stream=codec_name", "-of", "csv=p=0", filmPath]).toString();
    expect(codecs.trim().split("\n")).toEqual(["h264", "aac"]);
    const book = await page.context().newPage();
    const asked: string[] = [];
    book.on("request", (request) => asked.push(request.url().slice(0, 5)));
    await book.goto(`file://${bookPath}`);
    expect(await book.getByRole("heading", { level: 1 }).textContent()).toBe("a lighthouse <b>");
    expect(await book.evaluate("[...document.images].every((image) => image.naturalWidth > 0)")).toBe(true);
    expect(asked.filter((scheme) => scheme !== "data:")).toEqual(["file:"]);
    expect(await book.locator("audio, video").count()).toBeGreaterThan(0);
  },
  240_000,
);
