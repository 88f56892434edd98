/** Writes entries and files into the store of a folder until it is killed, and prints the number of each write that is done. */

import { createKeyvStore } from "../../src/store/keyv-store.ts";
import { openStore } from "../../src/store/store.ts";
import type { ConversationId, TurnId } from "../../src/turn/turn.ts";

const store = openStore(process.argv[2] ?? "");
const entries = createKeyvStore(store, "numbers");

for (let number = 0; ; number += 1) {
  const file = await store.files.put(Buffer.alloc(20_000, number), "application/octet-stream");
  store.files.hold(file.id, "web:test" as ConversationId, String(number) as TurnId);
  await entries.set(String(number), file.id);
  process.stdout.write(`${number}\n`);
}
