/** `npm run parity -- --seed N`: has Python write a fresh tiny checkpoint, its reference and its pack, and compares every stage. */

import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ConfigError, ModelError } from "../errors.ts";
import { type Comparison, describeComparisons } from "./compare.ts";
import { compareWithReference } from "./parity.ts";

const PROJECT = join(import.meta.dirname, "../../models/next-gpt");
const USAGE = `npm run parity -- [--seed N] [--count N] [--python PATH]
  --seed N       of the random weights, media and noises (1)
  --count N      seeds that are tried, one after another (1)
  --python PATH  a Python with models/next-gpt/requirements.txt installed (models/next-gpt/.venv/bin/python, else python3)`;

try {
  const { seed, count, python } = parse();
  const comparisons: Comparison[] = [];
  for (let i = 0; i < count; i++) comparisons.push(...(await checkSeed(String(seed + i), python)));
  console.log(describeComparisons(comparisons).join("\n"));
  if (!comparisons.every(({ passes }) => passes)) process.exitCode = 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  if (error instanceof ConfigError) console.error(USAGE);
  process.exitCode = 1;
}

async function checkSeed(seed: string, python: string) {
  const folder = mkdtempSync(join(tmpdir(), "quartet-parity-"));
  try {
    const tiny = join(folder, "tiny");
    runPython(python, ["-m", "next_gpt.tiny", "--seed", seed, "--out", tiny]);
    runPython(python, ["-m", "next_gpt.export", ...exportArguments(tiny), "--out", join(folder, "pack")]);
    return await compareWithReference(join(folder, "pack"), tiny);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The sizes are those of models/next-gpt/next_gpt/tiny_sources.py. */
function exportArguments(tiny: string): string[] {
  const files = ["--checkpoint", join(tiny, "nextgpt"), "--imagebind", join(tiny, "imagebind_huge.pth"), "--vicuna", join(tiny, "vicuna")];
  const decoders = ["image", "audio", "video"].flatMap((modality) => [`--${modality}-decoder`, join(tiny, `${modality}-decoder`)]);
  return [...files, ...decoders, "--audio-seconds", "0.16", "--video-size", "32x16", "--video-frames", "4", "--dtype", "fp32"];
}

function runPython(python: string, args: readonly string[]): void {
  const { status, stderr, error } = spawnSync(python, args, { cwd: PROJECT, encoding: "utf8", maxBuffer: 2 ** 26 });
  if (status === 0) return;
  const last = error?.message ?? stderr.trim().split("\n").at(-1) ?? "";
  throw new ModelError(`${python} ${args.slice(0, 2).join(" ")} failed: ${last}`, error);
}

/** @throws ConfigError */
function parse(): { seed: number; count: number; python: string } {
  const own = join(PROJECT, ".venv/bin/python");
  const options = { seed: { type: "string" }, count: { type: "string" }, python: { type: "string" } } as const;
  try {
    const { seed = "1", count = "1", python = existsSync(own) ? own : "python3" } = parseArgs({ options }).values;
    if ([seed, count].every((number) => /^\d{1,9}$/.test(number))) return { seed: Number(seed), count: Number(count), python };
  } catch (error) {
    throw new ConfigError([error instanceof Error ? error.message : String(error)]);
  }
  throw new ConfigError(["--seed and --count: expected whole numbers"]);
}
