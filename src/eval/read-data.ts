/** Reads the eval's own data files; a missing or odd one is named. */

import { readFileSync } from "node:fs";
import { z } from "zod";
import { PackError } from "../errors.ts";

/** @throws PackError */
export function readData<T>(path: string, schema: z.ZodType<T>): T {
  try {
    return schema.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch (cause) {
    const fault = cause instanceof z.ZodError ? z.prettifyError(cause) : cause instanceof Error ? cause.message : String(cause);
    throw new PackError(path, `expected data of the eval, as the storybook pack has them: ${fault}`, cause);
  }
}
