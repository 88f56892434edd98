/** `npm run bench`: how long people wait for the core, side by side in one run: first words, a picture, a sound, a clip; its start and its memory. */

import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { loadConfig } from "../src/config.ts";
import type { Core, CoreEvent, Prompt } from "../src/core/protocol.ts";
import { startCore } from "../src/core/supervisor.ts";
import { createLogger } from "../src/logger.ts";
import type { PieceNumber } from "../src/turn/part.ts";
import { formatTable, median, type Row } from "./table.ts";

interface Measured {
  readonly firstTextMs: number;
  readonly totalMs: number;
  /** Share of the time outside the model's own runs. */
  readonly outside: number;
  readonly mediaMade: number;
}

/** What is asked, and how long it may take on two CPU cores. */
const TASKS = [
  { name: "words", ask: "What can you do?", limitMs: 500, measure: "firstTextMs" },
  { name: "image", ask: "draw a red boat at sea in the rain", limitMs: 3_000, measure: "totalMs" },
  { name: "audio", ask: "let me hear a big dog in the city", limitMs: 4_000, measure: "totalMs" },
  { name: "video", ask: "film a blue balloon rising at sunset", limitMs: 12_000, measure: "totalMs" },
] as const;
const START_LIMIT_MS = 5_000;
const MEMORY_LIMIT_BYTES = 1.5e9;
const OUTSIDE_LIMIT = 0.1;

const { values } = parseArgs({ options: { runs: { type: "string", default: "5" } } });
await using folder = await scratchFolder();
const config = loadConfig();
const lines: string[] = [];
const logger = createLogger({ ...config.log, level: "info" }, { write: (line) => void lines.push(line) });

const startedAt = performance.now();
const core = await startCore({ ...config.core, logger });
const startMs = performance.now() - startedAt;
try {
  await answer(core, "hello", "warm-up");
  const rows: Row[] = [{ name: "core start", measured: startMs / 1000, limit: START_LIMIT_MS / 1000, unit: "s" }];
  for (const task of TASKS) rows.push(...(await measureTask(task, Number(values.runs))));
  rows.push({ name: "peak memory of the core", measured: peakMemoryBytes() / 1e9, limit: MEMORY_LIMIT_BYTES / 1e9, unit: "GB" });
  console.log(`${core.pack.name} ${core.pack.version} on ${core.pack.device}, median of ${values.runs} runs\n\n${formatTable(rows)}`);
} finally {
  await core.stop();
}

async function measureTask({ name, ask, limitMs, measure }: (typeof TASKS)[number], runs: number): Promise<Row[]> {
  const measured: Measured[] = [];
  for (let run = 0; run < runs; run++) measured.push(await answer(core, ask, `${name}-${run}`));
  const made = measured.reduce((sum, { mediaMade }) => sum + mediaMade, 0) / runs;
  const remark = name === "words" || made === 1 ? {} : { remark: `made ${made} media an answer` };
  const label = measure === "firstTextMs" ? "first words" : `${name}, whole answer`;
  return [
    { name: label, measured: median(measured.map((one) => one[measure])) / 1000, limit: limitMs / 1000, unit: "s", ...remark },
    { name: "  outside the model's runs", measured: 100 * median(measured.map(({ outside }) => outside)), limit: 100 * OUTSIDE_LIMIT, unit: "%" },
  ];
}

async function answer(asked: Core, text: string, conversationId: string): Promise<Measured> {
  const prompt: Prompt = { conversationId, turns: [{ role: "user", parts: [{ type: "text", text }] }], nextPiece: 1 as PieceNumber };
  const begunAt = performance.now();
  let [firstTextMs, mediaMade, outside] = [Number.NaN, 0, 0];
  const take = (event: CoreEvent): void => {
    if (event.type === "text-delta" && Number.isNaN(firstTextMs)) firstTextMs = performance.now() - begunAt;
    if (event.type === "media-end") mediaMade++;
    if (event.type === "end") outside = 1 - event.timings.modelShare;
  };
  for await (const event of asked.answer(prompt, { seed: 5, outputFolder: folder.path }, new AbortController().signal)) take(event);
  asked.forget(conversationId);
  return { firstTextMs, totalMs: performance.now() - begunAt, outside, mediaMade };
}

/** VmHWM of /proc, of the process that the core's log names; unknown elsewhere than on Linux. */
function peakMemoryBytes(): number {
  const [, pid] = /"pid":(\d+)/.exec(lines.join("")) ?? [];
  if (process.platform !== "linux" || pid === undefined) return Number.NaN;
  return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) * 1024;
}

async function scratchFolder(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await mkdtemp(join(tmpdir(), "quartet-bench-"));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}
