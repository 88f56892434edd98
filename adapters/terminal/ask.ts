/** `npm run ask`: one question in the terminal, its answer streamed, its media as files. Exit code 0 answered, 1 failed, 2 asked wrongly. */

import { drawSeed } from "../../src/core/llm/random.ts";
import { AttachmentError, ConfigError, QuartetError } from "../../src/errors.ts";
import { ASK_USAGE, type AskOptions, parseAskOptions } from "./ask-options.ts";
import { darkScreen, StreamScreen } from "./screen.ts";
import { openTerminalQuartet } from "./terminal-quartet.ts";

try {
  process.exitCode = await ask(parseAskOptions(process.argv.slice(2)));
} catch (error) {
  if (!(error instanceof QuartetError)) throw error;
  console.error(error instanceof ConfigError ? `${error.message}\n\n${ASK_USAGE}` : error.message);
  process.exitCode = error instanceof ConfigError || error instanceof AttachmentError ? 2 : 1;
}

async function ask({ text, files, out, json, seed = drawSeed() }: AskOptions): Promise<number> {
  await using quartet = await openTerminalQuartet(json ? darkScreen : new StreamScreen(process.stdout, process.stderr), out);
  const { answered } = await quartet.terminal.say({ text, files, seed });
  const { text: said, media, notices, finishReason, timings } = await answered;
  if (json) {
    console.log(JSON.stringify({ text: said.trim(), media, seed, timings }));
    for (const notice of notices) console.error(notice);
  }
  return finishReason === "stop" || finishReason === "length" ? 0 : 1;
}
