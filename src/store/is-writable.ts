/** Whether the store takes a write at this moment: not on a full disk, nor on one that became read-only. */

import type { Store } from "./store.ts";

export function isWritable({ database }: Pick<Store, "database">): boolean {
  try {
    database.prepare("INSERT OR REPLACE INTO entries (space, key, value) VALUES ('ops', 'written', ?)").run(String(Date.now()));
    return true;
  } catch {
    return false;
  }
}
