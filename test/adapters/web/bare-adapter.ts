/** The page's adapter on a store of its own, with nobody behind it who answers. */

import { join } from "node:path";
import { createWebAdapter, type WebAdapter } from "../../../adapters/web/adapter.ts";
import { Conversations } from "../../../src/conversation/conversations.ts";
import { createLogger } from "../../../src/logger.ts";
import type { Store } from "../../../src/store/store.ts";
import { PACK } from "./scripted-bot.ts";

export function bareAdapter(folder: string, store: Store): WebAdapter {
  return createWebAdapter({
    web: { host: "127.0.0.1", port: 0 },
    uploadsFolder: join(folder, "uploads"),
    maxAttachmentBytes: 1e6,
    history: new Conversations(store),
    pack: () => PACK,
    requestFor: async () => undefined,
    logger: createLogger({ level: "silent", format: "json" }),
  });
}
