/** What was observed so far, one JSON line a case, so that a long eval goes on where it stopped. */

import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { type Observation, observationSchema } from "./observation.ts";

const lineSchema = z.object({ of: z.string(), observation: observationSchema });

/** `of` tells the pack and the judges by their sha256; observations of others stay in the file and count for nothing, but that their media lie where those before them lay. */
export class Journal {
  readonly #path: string;
  readonly #of: string;
  readonly #observations: Map<string, Observation>;

  constructor(folder: string, of: string) {
    this.#path = join(folder, "journal.jsonl");
    this.#of = of;
    this.#observations = new Map();
    // Of a case that another pack was asked since, the media in the report's folder are that one's.
    for (const line of readLines(this.#path)) {
      if (line.of === of) this.#observations.set(line.observation.id, line.observation);
      else this.#observations.delete(line.observation.id);
    }
  }

  get(id: string): Observation | undefined {
    return this.#observations.get(id);
  }

  add(observation: Observation): void {
    this.#observations.set(observation.id, observation);
    // The line break comes first: a line that was cut off must not swallow this one.
    appendFileSync(this.#path, `\n${JSON.stringify({ of: this.#of, observation })}`);
  }
}

/** A last line that was cut off by a crash is left out; its case is asked again. */
function readLines(path: string): z.infer<typeof lineSchema>[] {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, "utf8").split("\n").filter(Boolean);
  return lines.flatMap((line) => {
    const parsed = lineSchema.safeParse(parseJson(line));
    return parsed.success ? [parsed.data] : [];
  });
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
