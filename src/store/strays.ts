/** Files that nothing knows of any more: what a kill or a power cut left in the middle of a write. */

import { existsSync, readdirSync, rmSync, statSync } from "node:fs";
import { basename, join } from "node:path";

/** Removes files last written before `olderThan` (Unix milliseconds) unless `isKnown` says that their name counts. */
export function removeStrays(folder: string, olderThan: number, isKnown: (name: string) => boolean): void {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const isDraft = basename(entry.parentPath) === "drafts";
    const isStray = entry.isFile() && (isDraft || !isKnown(entry.name));
    const writtenAt = isStray ? statSync(path, { throwIfNoEntry: false })?.mtimeMs : undefined;
    if (writtenAt !== undefined && writtenAt < olderThan) rmSync(path, { force: true });
  }
}
