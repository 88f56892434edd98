/** Quartet for one run in the terminal: everything assembled over a data folder that goes when the run ends. */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openQuartet } from "../../src/assemble.ts";
import { loadConfig } from "../../src/config.ts";
import type { PackSummary } from "../../src/core/protocol.ts";
import { sentencesIn } from "../../src/language/language.ts";
import { createLogger } from "../../src/logger.ts";
import { createTerminalAdapter, type TerminalAdapter } from "./adapter.ts";
import type { Screen } from "./screen.ts";

export interface TerminalQuartet extends AsyncDisposable {
  readonly terminal: TerminalAdapter;
  readonly pack: PackSummary;
}

/** Beside a running server nothing is shared but the pack. @throws ConfigError, PackError, MediaError with what to do. */
export async function openTerminalQuartet(screen: Screen, folder: string): Promise<TerminalQuartet> {
  const config = loadConfig();
  await using opening = new AsyncDisposableStack();
  const dataFolder = opening.adopt(await mkdtemp(join(tmpdir(), "quartet-terminal-")), (path) => rm(path, { recursive: true, force: true }));
  // The standard output belongs to the answer: only what is wrong is logged, and to the standard error.
  const level = config.log.level === "info" ? "error" : config.log.level;
  const logger = createLogger({ ...config.log, level }, process.stderr);
  const quartet = opening.adopt(await openQuartet({ ...config, dataFolder }, logger), (open) => open.stop());
  const { licence } = quartet.core.pack;
  if (!licence.commercial) console.error(sentencesIn(config.language).nonCommercial(licence.id));
  const terminal = createTerminalAdapter({ screen, folder, channel: "here" });
  await quartet.connect(terminal);
  const open = opening.move();
  return { terminal, pack: quartet.core.pack, [Symbol.asyncDispose]: () => open.disposeAsync() };
}
