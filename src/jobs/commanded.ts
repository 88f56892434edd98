/** House commands that people type: stored before they are acknowledged, given after that, and once more where a crash came before their answer. */

import type { Adapter } from "../adapter.ts";
import type { Logger } from "../logger.ts";
import type { Commanded } from "../turn/inbound.ts";
import { MAX_TRIES, tooManyTries } from "./given-up.ts";
import type { Inbox, InboxRow } from "./inbox.ts";

interface Parts {
  readonly inbox: Inbox;
  readonly logger: Logger;
}

/** Resolves when it is answered, or given up; a stop, or a store that takes nothing, leaves it to the next start. */
export async function giveCommand({ inbox, logger }: Parts, row: InboxRow, commanded: Commanded, adapter: Adapter, isStopping: () => boolean) {
  const finish = (fault?: string) => {
    if (!isStopping()) inbox.finish(row.id, fault);
  };
  try {
    if (row.tries >= MAX_TRIES) throw tooManyTries(row);
    inbox.begin(row.id);
    await adapter.giveCommand?.(commanded);
    finish();
  } catch (error) {
    logger.error({ err: error, inbox: row.id }, "a house command was not answered");
    try {
      finish(error instanceof Error ? error.message : String(error));
    } catch (fault) {
      logger.error({ err: fault, inbox: row.id }, "a house command could not be given up");
    }
  }
}
