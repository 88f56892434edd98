/** One Quartet at a time: two over the same data folder would answer everything twice, and each would sweep away what the other is making. */

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { StoreError } from "../errors.ts";

/** An earlier run may still be ending; it is ended by then. */
const WAIT_MS = 5_000;
const SQLITE_BUSY = 5;

/** The system keeps the claim for as long as the process lives, so that a kill leaves none behind. @throws StoreError where another Quartet has it */
export function claimFolder(dataFolder: string, waitMs = WAIT_MS): Disposable {
  const path = join(dataFolder, "in-use.sqlite");
  let claim: DatabaseSync | undefined;
  try {
    mkdirSync(dataFolder, { recursive: true });
    claim = new DatabaseSync(path, { timeout: waitMs });
    // Nothing is ever written: a full disk prevents no claim.
    claim.exec("PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE");
    return claim;
  } catch (error) {
    claim?.close();
    if (isBusy(error))
      throw new StoreError(`${dataFolder} is in use: is another Quartet running? Stop that one first, or set DATA_DIR to a folder of its own.`, {
        cause: error,
      });
    throw new StoreError(
      `${path} cannot be written: expected a folder in which this user may write. Check DATA_DIR, its rights, and whether its disk is full.`,
      { cause: error },
    );
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && "errcode" in error && error.errcode === SQLITE_BUSY;
}
