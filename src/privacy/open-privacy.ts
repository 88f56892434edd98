/** Puts together what people can do about what is stored of them, and what goes with a server or workspace that removed the app. */

import type { Adapter } from "../adapter.ts";
import type { CommandHandlers } from "../commands/command.ts";
import { exportCommand } from "../commands/export.ts";
import { privacyCommand } from "../commands/privacy.ts";
import type { Config } from "../config.ts";
import type { Conversations } from "../conversation/conversations.ts";
import type { SampleCache } from "../conversation/sample-cache.ts";
import type { Core } from "../core/protocol.ts";
import type { House } from "../house/house.ts";
import type { Inbox } from "../jobs/inbox.ts";
import type { Logger } from "../logger.ts";
import type { Store } from "../store/store.ts";
import type { Studios } from "../studio/studios.ts";
import type { Platform } from "../turn/turn.ts";
import { Guilds } from "./guilds.ts";
import { Removal } from "./removal.ts";

export interface OpenPrivacy {
  readonly guilds: Guilds;
  readonly removal: Removal;
  readonly commands: CommandHandlers;
  /** Once the adapter has started. */
  connected(adapter: Adapter): Promise<void>;
}

interface PrivacyParts {
  readonly config: Config;
  readonly store: Store;
  readonly conversations: Conversations;
  readonly inbox: Inbox;
  readonly house: House;
  readonly studios: Studios;
  readonly samples: SampleCache;
  readonly core: Core;
  readonly scratchFolder: string;
  readonly logger: Logger;
}

export function openPrivacy({ config, store, scratchFolder, ...parts }: PrivacyParts): OpenPrivacy {
  const guilds = new Guilds(store);
  const awaited: readonly Platform[] = [...(config.discord ? ["discord" as const] : []), ...(config.slack ? ["slack" as const] : [])];
  const removal = new Removal({ ...parts, guilds, awaited });
  const { retentionDays } = config.store;
  const { privacyContact: contact } = config;
  return {
    guilds,
    removal,
    commands: {
      privacy: privacyCommand({ ...parts, ...(retentionDays ? { retentionDays } : {}), ...(contact ? { contact } : {}) }),
      export: exportCommand({ ...parts, files: store.files, scratchFolder, maxFileBytesAt: (source) => parts.studios.maxFileBytesAt(source) }),
    },
    connected: (adapter) => removal.connected(adapter.platform, adapter.guilds?.(), Date.now()),
  };
}
