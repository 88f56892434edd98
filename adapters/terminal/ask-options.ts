/** What `npm run ask` can be told. */

import { parseArgs } from "node:util";
import { ConfigError } from "../../src/errors.ts";

export interface AskOptions {
  readonly text: string;
  readonly files: readonly string[];
  readonly out: string;
  readonly seed?: number;
  readonly json: boolean;
}

export const ASK_USAGE = `npm run ask -- "text" [--image FILE] [--audio FILE] [--video FILE] --out DIR [--seed N] [--json]
  --image, --audio, --video   files to send along; each may be given several times
  --out DIR                   where what is made is put
  --seed N                    the same seed gives the same answer
  --json                      prints one line { text, media: [{ modality, file, caption }], seed, timings } and nothing else`;

/** @throws ConfigError with every fault. */
export function parseAskOptions(args: readonly string[]): AskOptions {
  const { values, positionals } = parse(args);
  const files = [...(values.image ?? []), ...(values.audio ?? []), ...(values.video ?? [])];
  const text = positionals.join(" ").trim();
  const faults = [
    ...(text === "" && files.length === 0 ? ["expected some words or a file to ask about"] : []),
    ...(values.out === undefined ? ["--out: expected a folder for what is made"] : []),
    ...(values.seed === undefined || isSeed(values.seed) ? [] : [`--seed: expected a whole number from 0 to ${2 ** 32 - 1}, got "${values.seed}"`]),
  ];
  if (faults.length > 0) throw new ConfigError(faults);
  return { text, files, out: values.out ?? "", json: values.json, ...(values.seed === undefined ? {} : { seed: Number(values.seed) }) };
}

const OPTIONS = {
  image: { type: "string", multiple: true },
  audio: { type: "string", multiple: true },
  video: { type: "string", multiple: true },
  out: { type: "string" },
  seed: { type: "string" },
  json: { type: "boolean", default: false },
} as const;

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new ConfigError([error instanceof Error ? error.message : String(error)]);
  }
}

function isSeed(text: string): boolean {
  return /^\d{1,10}$/.test(text) && Number(text) < 2 ** 32;
}
