/** Why an event is not answered although nobody cancelled it, and what is no reason for that. */

import { CoreCrashedError, StoreError } from "../errors.ts";
import type { Logger } from "../logger.ts";
import type { TurnId } from "../turn/turn.ts";
import type { Inbox, InboxRow } from "./inbox.ts";
import type { Outbox } from "./outbox.ts";

/** What brought the bot down so often is not begun again. */
export const MAX_TRIES = 3;

export function forgotten(turnId: TurnId): StoreError {
  return new StoreError(`Turn ${turnId} is not remembered any more.`, { told: ["forgotten"] });
}

export function tooManyTries({ id, tries }: InboxRow): CoreCrashedError {
  return new CoreCrashedError(`Event ${id} of the inbox was begun ${tries} times and never finished; it is given up.`);
}

/** What is stopped or put off in good order brought nothing down. Never rejects: where the store takes nothing, the try stays counted. */
export function endTry({ inbox, logger }: { readonly inbox: Inbox; readonly logger: Logger }, { id, tries }: InboxRow): void {
  try {
    if (tries < MAX_TRIES) inbox.endTry(id);
  } catch (error) {
    logger.error({ err: error, inbox: id }, "that a try ended in good order could not be noted");
  }
}

/** The answer is finished, and only the store took no note of it: people are told nothing in its place, and the next start looks what stands. */
export function isUnnoted(outbox: Outbox, { id }: InboxRow, error: unknown): boolean {
  if (!(error instanceof Error && "code" in error && error.code === "ERR_SQLITE_ERROR")) return false;
  try {
    return outbox.isAnswered(id);
  } catch {
    return false;
  }
}

/** One event that cannot be taken up prevents no start: it is there still for the next one. */
export function leftOver({ id }: InboxRow, logger: Logger): (error: unknown) => void {
  return (error) => logger.error({ err: error, inbox: id }, "an event could not be taken up; the next start tries again");
}
