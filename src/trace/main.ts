/** `npm run trace`: writes what every stage of the core computes for a conversation. */

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { modelOf } from "../core/model.ts";
import { loadPack } from "../core/packs/load-pack.ts";
import { ConfigError } from "../errors.ts";
import { openMediaFiles } from "./media-files.ts";
import { readNpy, writeNpy } from "./npy.ts";
import { parseTraceArguments, type TraceArguments, USAGE } from "./options.ts";
import { trace } from "./trace.ts";
import { readPrompt } from "./turns.ts";

try {
  const missed = await run(parseTraceArguments(process.argv.slice(2)));
  if (missed.length > 0) console.error(`This conversation has no ${missed.join(", ")}.`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  if (error instanceof ConfigError) console.error(USAGE);
  process.exitCode = 1;
}

async function run(given: TraceArguments): Promise<string[]> {
  const from = new Map(given.from.map(([stage, file]) => [stage, readNpy(file)]));
  const noises = given.noise.map(readNpy);
  await using pack = await loadPack(given.pack);
  await using files = await openMediaFiles(pack);
  const prompt = await readPrompt(given.turns, files.decode);
  mkdirSync(given.out, { recursive: true });
  return await trace(modelOf(pack), {
    ...given,
    ...{ prompt, from, noises },
    write: (stage, array) => {
      writeNpy(join(given.out, `${stage}.npy`), array);
      console.log(`${stage} [${array.shape.join(", ")}]`);
    },
  });
}
