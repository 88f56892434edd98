/** Why an event is not answered although nobody cancelled it. */

import { CoreCrashedError, StoreError } from "../errors.ts";
import type { TurnId } from "../turn/turn.ts";
import type { InboxRow } from "./inbox.ts";

/** What brought the bot down so often is not begun again. */
export const MAX_TRIES = 3;

export function forgotten(turnId: TurnId): StoreError {
  return new StoreError(`Turn ${turnId} is not remembered any more.`, { told: ["forgotten"] });
}

export function tooManyTries({ id, tries }: InboxRow): CoreCrashedError {
  return new CoreCrashedError(`Event ${id} of the inbox was begun ${tries} times and never finished; it is given up.`);
}
