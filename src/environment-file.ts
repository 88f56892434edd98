/** The file that settings stand in, as people's editors leave it. */

import { existsSync, readFileSync } from "node:fs";
import { parseEnv } from "node:util";
import { ConfigError } from "./errors.ts";

/** Empty where there is none. @throws ConfigError where it cannot be read */
export function readEnvironmentFile(path: string): Readonly<Record<string, string>> {
  if (!existsSync(path)) return {};
  const text = readText(path);
  if (text.includes("\0"))
    throw new ConfigError([`${path}: expected UTF-8 text, got two bytes a letter (PowerShell's > writes so); save it again as UTF-8`]);
  // The mark that editors on Windows begin with would hide the first setting.
  return { ...parseEnv(text.replace(/^\uFEFF/, "")) } as Record<string, string>;
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    throw new ConfigError([`${path}: cannot be read (${code}); expected a file that this user may read, or none`]);
  }
}
