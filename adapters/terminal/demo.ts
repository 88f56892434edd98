/** `npm run demo [-- --out DIR]`: plays a scripted conversation through the whole of Quartet and writes an illustrated page of it. */

import { existsSync } from "node:fs";
import { copyFile, mkdir, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { loadConfig } from "../../src/config.ts";
import { QuartetError } from "../../src/errors.ts";
import { demoPage, type ShownExchange } from "./demo-page.ts";
import { demoScript, type DemoTurn } from "./demo-script.ts";
import type { TerminalAnswer } from "./deliver.ts";
import { StreamScreen } from "./screen.ts";
import { openTerminalQuartet } from "./terminal-quartet.ts";

/** Of every answer, so that the demo can be repeated. */
const SEED = 7;

const { values } = parseArgs({ options: { out: { type: "string", default: "out/demo" } } });

try {
  await play(values.out);
} catch (error) {
  console.error(error instanceof QuartetError ? error.message : error);
  process.exitCode = 1;
}

async function play(folder: string): Promise<void> {
  const page = join(folder, "index.html");
  await rm(join(folder, "media"), { recursive: true, force: true });
  await mkdir(join(folder, "media"), { recursive: true });
  await using quartet = await openTerminalQuartet(new StreamScreen(process.stdout, process.stderr), join(folder, "media"));
  const exchanges: ShownExchange[] = [];
  for (const turn of demoScript(loadConfig().core.packFolder, existsSync)) {
    const files = turn.sent.map(({ path }) => path);
    console.log(`\n> ${[...files.map((file) => `[${basename(file)}]`), turn.text].join(" ")}`);
    const { answered } = await quartet.terminal.say({ text: turn.text, files, seed: SEED });
    exchanges.push(await shown(turn, await answered, folder));
    await writeFile(page, demoPage(quartet.pack, exchanges));
  }
  console.log(`\n${page}`);
  if (exchanges.some(({ answer }) => answer.finishReason === "error")) process.exitCode = 1;
}

async function shown({ text, sent }: DemoTurn, answer: TerminalAnswer, folder: string): Promise<ShownExchange> {
  const besidePage = (path: string) => `media/sent-${basename(path)}`;
  await Promise.all(sent.map(({ path }) => copyFile(path, join(folder, besidePage(path)))));
  const made = answer.media.map(({ modality, file, caption }) => ({ modality, file: `media/${basename(file)}`, caption }));
  return { said: text, sent: sent.map(({ modality, path }) => ({ modality, file: besidePage(path), caption: "sent" })), answer, made };
}
