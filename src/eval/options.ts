/** What `npm run eval` can be told. */

import { join } from "node:path";
import { parseArgs } from "node:util";
import { ConfigError } from "../errors.ts";
import { SETS, SUITES, type Suite } from "./cases.ts";

export interface EvalOptions {
  readonly out: string;
  /** Answers of the matrix; the other suites give a quarter of it each. Absent: everything. */
  readonly sample?: number;
  readonly seed: number;
  /** "TA:TI"; absent: every cell. */
  readonly cell?: string;
  readonly suites: readonly Suite[];
  /** Folders of the judges and of the eval's data. */
  readonly judges: string;
  readonly data: string;
}

export const USAGE = `npm run eval -- --out DIR [--sample N] [--seed S] [--cell TA:TI] [--suite ${SUITES.join(",")}]
  --out DIR      report.json, index.html, the media of every answer, and the journal by which a stopped eval goes on
  --sample N     N answers of the matrix, spread evenly over the cells, and N / 4 of every other suite; all cases if left out
  --seed S       which cases are drawn (1)
  --cell IN:OUT  one cell of the matrix only; IN and OUT are one of ${SETS.join(", ")}
  --judges DIR   the judge networks (judges beside the pack's manifest)
  --suite A,B    only these suites
  --data DIR     phrasings, hand-written requests and media (eval beside the pack's manifest)`;

/** @throws ConfigError with every fault. */
export function parseEvalOptions(args: readonly string[], packFolder: string): EvalOptions {
  const values = parse(args);
  const suites = (values.suite ?? (values.cell === undefined ? SUITES.join(",") : "matrix")).split(",");
  const faults = [
    ...(values.out === undefined ? ["--out: expected a folder for the report"] : []),
    ...wholeFault("--sample", values.sample),
    ...wholeFault("--seed", values.seed),
    ...(values.cell === undefined || isCell(values.cell) ? [] : [`--cell: expected two of ${SETS.join(", ")} as in TA:TI, got "${values.cell}"`]),
    ...suites.filter((name) => !isSuite(name)).map((name) => `--suite: expected some of ${SUITES.join(", ")}, got "${name}"`),
  ];
  if (faults.length > 0) throw new ConfigError(faults);
  return {
    out: values.out ?? "",
    seed: Number(values.seed ?? 1),
    suites: suites.filter(isSuite),
    judges: values.judges ?? join(packFolder, "judges"),
    data: values.data ?? join(packFolder, "eval"),
    ...(values.sample === undefined ? {} : { sample: Number(values.sample) }),
    ...(values.cell === undefined ? {} : { cell: values.cell }),
  };
}

const text = { type: "string" } as const;
const OPTIONS = { out: text, sample: text, seed: text, cell: text, suite: text, judges: text, data: text } as const;

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS }).values;
  } catch (error) {
    throw new ConfigError([error instanceof Error ? error.message : String(error)]);
  }
}

function wholeFault(name: string, value: string | undefined): string[] {
  return value === undefined || /^\d{1,9}$/.test(value) ? [] : [`${name}: expected a whole number, got "${value}"`];
}

function isCell(text: string): boolean {
  const sets = text.split(":");
  return sets.length === 2 && sets.every((set) => SETS.some((known) => known === set));
}

function isSuite(name: string): name is Suite {
  return SUITES.some((suite) => suite === name);
}
