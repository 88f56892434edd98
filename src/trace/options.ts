/** What `npm run trace` can be told. */

import { parseArgs } from "node:util";
import { ConfigError } from "../errors.ts";

export interface TraceArguments {
  readonly pack: string;
  readonly turns: string;
  readonly out: string;
  /** Stage and file. */
  readonly from: readonly (readonly [stage: string, file: string])[];
  readonly noise: readonly string[];
  readonly stopAfter?: string;
  readonly seed: number;
  readonly steps?: number;
  readonly maxTokens?: number;
}

export const USAGE = `npm run trace -- --pack DIR --turns FILE.json --out DIR [--from STAGE=FILE.npy ...] [--noise FILE.npy ...] [--stop-after STAGE]
  --turns FILE.json      turns of a conversation: [{ "role": "user", "parts": [{ "type": "text", "text": "..." },
                         { "type": "medium", "piece": 1, "modality": "image", "file": "a.png" }] }]; or "samples" that are decoded already
  --out DIR              one .npy for each stage: preprocessed, encoded and projected.<m>, inputs_embeds, token_ids, logits,
                         signal_states, condition, latents and decoded.<m>; the second medium of a modality is <m>.2
  --from STAGE=FILE.npy  goes on with this tensor instead of the stage's own; of latents the last ones
  --noise FILE.npy       what denoising begins with, for media whose latents have its size
  --stop-after STAGE     runs no further
  --seed N --steps N --max-tokens N   the answer's seed (1), denoising steps and length of the answer (the pack's); text is always greedy`;

const text = { type: "string" } as const;
const list = { type: "string", multiple: true } as const;
const OPTIONS = {
  pack: text,
  turns: text,
  out: text,
  from: list,
  noise: list,
  "stop-after": text,
  seed: text,
  steps: text,
  "max-tokens": text,
} as const;

/** @throws ConfigError with every fault. */
export function parseTraceArguments(args: readonly string[]): TraceArguments {
  const values = parse(args);
  const from = (values.from ?? []).map(splitAtEquals);
  const faults = [
    ...(["pack", "turns", "out"] as const).flatMap((name) => (values[name] === undefined ? [`--${name}: expected a path`] : [])),
    ...(["seed", "steps", "max-tokens"] as const).flatMap((name) => wholeFault(name, values[name])),
    ...from.filter(([stage, file]) => stage === "" || file === "").map(() => "--from: expected STAGE=FILE.npy"),
  ];
  if (faults.length > 0) throw new ConfigError(faults);
  const { pack = "", turns = "", out = "", noise = [], seed = "1" } = values;
  return {
    ...{ pack, turns, out, from, noise, seed: Number(seed) },
    ...(values["stop-after"] === undefined ? {} : { stopAfter: values["stop-after"] }),
    ...(values.steps === undefined ? {} : { steps: Number(values.steps) }),
    ...(values["max-tokens"] === undefined ? {} : { maxTokens: Number(values["max-tokens"]) }),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS }).values;
  } catch (error) {
    throw new ConfigError([error instanceof Error ? error.message : String(error)]);
  }
}

function splitAtEquals(argument: string): readonly [string, string] {
  const at = argument.indexOf("=");
  return at === -1 ? ["", argument] : [argument.slice(0, at), argument.slice(at + 1)];
}

function wholeFault(name: string, value: string | undefined): string[] {
  return value === undefined || /^\d{1,9}$/.test(value) ? [] : [`--${name}: expected a whole number, got "${value}"`];
}
