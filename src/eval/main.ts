/** `npm run eval`: measures a pack through the core and the media process, as people get its answers; goes on where it was stopped. */

import { mkdirSync, writeFileSync } from "node:fs";
import { copyFile, mkdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { loadConfig } from "../config.ts";
import { startCore } from "../core/supervisor.ts";
import { QuartetError } from "../errors.ts";
import { createLogger } from "../logger.ts";
import { findFfmpeg } from "../media/ffmpeg.ts";
import { startMedia } from "../media/supervisor.ts";
import { measureCeiling } from "./ceiling.ts";
import { type Bench, converse } from "./converse.ts";
import { digestOfLists, digestOfRenders } from "./digest.ts";
import { gatherCases } from "./gather.ts";
import { Journal } from "./journal.ts";
import { openJudges } from "./judges.ts";
import { type EvalOptions, parseEvalOptions, USAGE } from "./options.ts";
import { makePage } from "./page.ts";
import { textParser } from "./parse-text.ts";
import { readPhrasings } from "./phrasing.ts";
import { fileOf, type Pool, readPool } from "./pool.ts";
import { Progress } from "./progress.ts";
import { makeReport, type Seen } from "./report.ts";
import { chooseSamples } from "./samples.ts";
import { scorer } from "./score.ts";
import { readWorld } from "./world.ts";

/** Of every answer, so that the same pack gives the same report. */
const ANSWER_SEED = 5;

try {
  const config = loadConfig();
  await evaluate(parseEvalOptions(process.argv.slice(2), config.core.packFolder), config);
} catch (error) {
  if (!(error instanceof QuartetError)) throw error;
  console.error(`${error.message}\n\n${USAGE}`);
  process.exitCode = 1;
}

async function evaluate(options: EvalOptions, config: ReturnType<typeof loadConfig>): Promise<void> {
  const [world, pool] = [readWorld(config.core.packFolder), readPool(join(options.data, "media"))];
  const cases = gatherCases({ world, pool, phrasings: readPhrasings(join(options.data, "phrasings.json")), seed: options.seed }, options);
  await mkdir(join(options.out, "media"), { recursive: true });
  await using open = new AsyncDisposableStack();
  const bench = await openBench(options, config, pool, open);
  const { judges, media, core } = bench;
  const progress = new Progress(process.stderr);
  const rendersOf = `${judges.sha256} ${digestOfRenders(config.core.packFolder, options.data)}`;
  const ceiling = await measureCeiling({ world, pool, media, judges, folder: options.out, of: rendersOf }, (done, all) =>
    progress.show("real renders", done, all),
  );
  const journal = new Journal(options.out, `${core.pack.manifestSha256} ${rendersOf} ${digestOfLists(options.data)}`);
  const seen: Seen[] = [];
  for (const asked of cases) {
    const known = journal.get(asked.id);
    const observed = known ?? (await converse(bench, asked));
    if (known === undefined) journal.add(observed);
    seen.push({ asked, observed });
    progress.show("answers", seen.length, cases.length, known !== undefined);
  }
  const parse = textParser(world);
  const score = scorer(world, parse);
  const pack = { name: core.pack.name, sha256: core.pack.manifestSha256 };
  const report = makeReport({ pack, world, ceiling, score, parse, heldOut: judges.heldOut }, seen);
  writeFileSync(join(options.out, "report.json"), `${JSON.stringify(report, undefined, 1)}\n`);
  const samples = chooseSamples(seen, pool, score);
  await copySent(pool, seen, options.out);
  writeFileSync(join(options.out, "index.html"), makePage(report, samples));
  const { mean, min, ceiling: best } = report.matrix;
  const matrix = report.counts.matrix === 0 ? "" : `matrix ${percent(mean)}, weakest cell ${percent(min)}, ceiling ${percent(best)}: `;
  progress.end(`${matrix}${join(options.out, "index.html")}`);
}

async function openBench(
  { out, judges }: EvalOptions,
  { core, media, log }: ReturnType<typeof loadConfig>,
  pool: Pool,
  open: AsyncDisposableStack,
): Promise<Bench> {
  const logger = createLogger({ ...log, level: log.level === "info" ? "warn" : log.level });
  const opened = open.use(await openJudges(judges));
  const ffmpeg = await findFfmpeg({ ffmpeg: media.ffmpegPath, ffprobe: media.ffprobePath, copyFolder: join(out, "ffmpeg") });
  const door = await startMedia({ ffmpeg, onCrash: (message) => logger.warn({ message }, "media process") });
  open.defer(() => door.stop());
  const running = await startCore({ ...core, logger });
  open.defer(() => running.stop());
  mkdirSync(join(out, "media"), { recursive: true });
  return { core: running, media: door, judges: opened, pool, keptFolder: join(out, "media"), workFolder: join(out, "work"), seed: ANSWER_SEED };
}

/** The page shows what was sent as well: those pool files that its samples use lie beside what was made. */
async function copySent(pool: Pool, seen: readonly Seen[], out: string): Promise<void> {
  const sent = new Set(seen.flatMap(({ asked }) => asked.sayings.flatMap(({ media }) => media.flatMap((medium) => fileOf(pool, medium) ?? []))));
  await Promise.all([...sent].map((file) => copyFile(file, join(out, "media", `sent-${basename(file)}`))));
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
