/** `npm run backup -- --out FILE`: copies the store's file, also while Quartet runs. */

import { join } from "node:path";
import { parseArgs } from "node:util";
import { loadConfig } from "../config.ts";
import { QuartetError } from "../errors.ts";
import { backup } from "./backup.ts";

try {
  const { values } = parseArgs({ options: { out: { type: "string" } } });
  if (values.out === undefined) throw new QuartetError("config", "Expected a file to write: npm run backup -- --out FILE");
  const { dataFolder } = loadConfig();
  await backup(dataFolder, values.out);
  console.log(`The store is in ${values.out}. Its media are the files in ${join(dataFolder, "files")}: copy that folder too.`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
