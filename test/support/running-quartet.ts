/** A whole Quartet over the tiny pack: real core process, real media process, real SQLite, and a platform in memory. */

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { openQuartet, type Quartet } from "../../src/assemble.ts";
import { type Config, loadConfig } from "../../src/config.ts";
import { createLogger } from "../../src/logger.ts";
import type { Metrics } from "../../src/ops/metrics.ts";
import { MemoryAdapter } from "../fakes/memory-adapter.ts";
import { freshFolder } from "./fresh-folder.ts";
import { TINY_PACK } from "./scripted-pack.ts";

export interface RunningQuartet {
  readonly quartet: Quartet;
  readonly adapter: MemoryAdapter;
  readonly folder: string;
  readonly log: readonly string[];
}

export interface RunOptions {
  readonly folder?: string;
  readonly packFolder?: string;
  readonly settings?: Readonly<Record<string, string>>;
  readonly metrics?: Metrics;
}

export async function runQuartet({ folder = freshFolder(), ...options }: RunOptions = {}): Promise<RunningQuartet> {
  const { quartet, log } = await openQuartetIn({ folder, ...options });
  const sent = join(folder, "sent");
  mkdirSync(sent, { recursive: true });
  const adapter = new MemoryAdapter(sent);
  await quartet.connect(adapter);
  return { quartet, adapter, folder, log };
}

/** Connected to no platform yet. */
export async function openQuartetIn({
  folder = freshFolder(),
  packFolder = TINY_PACK,
  settings = {},
  metrics,
}: RunOptions): Promise<Omit<RunningQuartet, "adapter"> & { readonly config: Config }> {
  const config = loadConfig({ DATA_DIR: join(folder, "data"), PACK: packFolder, DEVICE: "cpu", THREADS: "1", LOG_FORMAT: "json", ...settings });
  const log: string[] = [];
  const quartet = await openQuartet(config, createLogger(config.log, { write: (line) => void log.push(line) }), metrics);
  onTestFinished(() => quartet.stop());
  return { quartet, folder, log, config };
}
