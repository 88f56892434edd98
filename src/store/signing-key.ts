/** The key that buttons and links are signed with: made once, and kept, so that they hold across restarts. */

import { randomBytes } from "node:crypto";
import type { Store } from "./store.ts";

const KEY_BYTES = 32;

export function signingKeyOf({ database }: Pick<Store, "database">): Uint8Array {
  const fresh = randomBytes(KEY_BYTES).toString("hex");
  database.prepare("INSERT OR IGNORE INTO entries (space, key, value) VALUES ('keys', 'signing', ?)").run(fresh);
  const row = database.prepare("SELECT value FROM entries WHERE space = 'keys' AND key = 'signing'").get();
  return Buffer.from(String(row?.value), "hex");
}
