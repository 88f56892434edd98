/** What an eval's results rest on beside the pack and the judges, as short digests: what is kept of one run counts only where these are the same. */

import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";

/** Changes with the lists and phrasings, by whose rows cases are numbered, and with the media from elsewhere that cases send. */
export function digestOfLists(data: string): string {
  const lists = filesOf(data).filter((path) => /\.(?:tsv|json)$/.test(path) && !basename(path).startsWith("report"));
  return digestOf([...lists, ...filesOf(join(data, "foreign"))]);
}

/** Changes with the world and with the real renders. */
export function digestOfRenders(packFolder: string, data: string): string {
  return digestOf([join(packFolder, "world.json"), ...filesOf(join(data, "media"))]);
}

/** None where there is no such folder. */
function filesOf(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries.flatMap((entry) => (entry.isFile() ? [join(folder, entry.name)] : []));
  } catch {
    return [];
  }
}

function digestOf(paths: readonly string[]): string {
  const digest = createHash("sha256");
  for (const path of paths.toSorted()) digest.update(createHash("sha256").update(readFileSync(path)).digest());
  return digest.digest("hex").slice(0, 16);
}
