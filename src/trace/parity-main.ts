/** `npm run parity -- --seed N`: has Python write fresh tiny checkpoints, their references and their packs, and compares every stage. */

import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { ConfigError, ModelError } from "../errors.ts";
import { findFfmpeg } from "../media/ffmpeg.ts";
import { type Comparison, describeComparisons, DTYPES, type Dtype } from "./compare.ts";
import { compareWithReference } from "./parity.ts";

const PROJECT = join(import.meta.dirname, "../../models/next-gpt");
const USAGE = `npm run parity -- [--seed N | --seeds A..B] [--dtype fp32|fp16|int4] [--attention plain|grouped] [--folder DIR] [--python PATH]
  --seed, --seeds   of the random weights, media and noises (1)
  --dtype           each has limits of its own, which its packs must keep (fp32); fp16 and int4 say the reference's tokens
  --attention       grouped: onnxruntime's GroupQueryAttention (plain)
  --folder DIR      makes them there and leaves them; seeds that are there are not made again
  --python PATH     a Python with models/next-gpt/requirements.txt installed (models/next-gpt/.venv/bin/python, else python3)`;

interface Given {
  readonly first: number;
  readonly last: number;
  readonly dtype: Dtype;
  readonly attention: string;
  readonly folder?: string;
  readonly python: string;
}

try {
  const given = parse();
  const comparisons = await checkSeeds(given);
  console.log(describeComparisons(comparisons).join("\n"));
  if (!comparisons.every(({ passes }) => passes)) process.exitCode = 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  if (error instanceof ConfigError) console.error(USAGE);
  process.exitCode = 1;
}

async function checkSeeds({ first, last, dtype, attention, folder, python }: Given): Promise<Comparison[]> {
  const made = folder ?? mkdtempSync(join(tmpdir(), "quartet-parity-"));
  try {
    const wishes = ["--seeds", `${first}..${last}`, "--dtype", dtype, "--attention", attention];
    await using tools = await ffmpegFolders();
    runPython(python, ["-m", "next_gpt.fresh", ...wishes, "--out", made, "--programs", ...tools.folders]);
    const comparisons: Comparison[] = [];
    for (let seed = first; seed <= last; seed++) {
      const of = join(made, String(seed));
      comparisons.push(...(await compareWithReference(join(of, "pack"), join(of, "tiny"), dtype)));
    }
    return comparisons;
  } finally {
    if (folder === undefined) rmSync(made, { recursive: true, force: true });
  }
}

/** Python reads films and sounds with the very ffmpeg that the core's media pass, the bundled one included. */
async function ffmpegFolders(): Promise<{ readonly folders: readonly string[] } & AsyncDisposable> {
  const copies = await mkdtemp(join(tmpdir(), "quartet-parity-ffmpeg-"));
  const { ffmpeg, ffprobe } = await findFfmpeg({ copyFolder: copies });
  return {
    folders: [dirname(ffmpeg), dirname(ffprobe)],
    [Symbol.asyncDispose]: () => rm(copies, { recursive: true, force: true }),
  };
}

function runPython(python: string, args: readonly string[]): void {
  const { status, stderr, error } = spawnSync(python, args, { cwd: PROJECT, encoding: "utf8", maxBuffer: 2 ** 26 });
  if (status === 0) return;
  const last = error?.message ?? stderr.trim().split("\n").at(-1) ?? "";
  throw new ModelError(`${python} ${args.slice(0, 2).join(" ")} failed: ${last}`, error);
}

/** @throws ConfigError */
function parse(): Given {
  const own = join(PROJECT, ".venv/bin/python");
  const text = { type: "string" } as const;
  const options = { seed: text, seeds: text, dtype: text, attention: text, folder: text, python: text };
  const values = parseWords(options);
  const seeds = values.seeds ?? values.seed ?? "1";
  const [, first, last = first] = /^(\d{1,9})(?:\.\.(\d{1,9}))?$/.exec(seeds) ?? [];
  const dtype = DTYPES.find((each) => each === (values.dtype ?? "fp32"));
  const { attention = "plain", python = existsSync(own) ? own : "python3" } = values;
  const faults = [
    ...(first === undefined || Number(last) < Number(first) ? [`--seeds: expected a number or two like 1..20, got "${seeds}"`] : []),
    ...(dtype ? [] : [`--dtype: expected fp32, fp16 or int4, got "${values.dtype}"`]),
    ...(["plain", "grouped"].includes(attention) ? [] : [`--attention: expected plain or grouped, got "${attention}"`]),
  ];
  if (faults.length > 0 || dtype === undefined) throw new ConfigError(faults);
  return {
    ...{ first: Number(first), last: Number(last), dtype, attention, python },
    ...(values.folder === undefined ? {} : { folder: resolve(values.folder) }),
  };
}

function parseWords<T extends Record<string, { readonly type: "string" }>>(options: T) {
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    throw new ConfigError([error instanceof Error ? error.message : String(error)]);
  }
}
