/** All writes of a piece of work, or none of them. */

import type { DatabaseSync } from "node:sqlite";

/** `work` is synchronous and holds no transaction of its own; where it throws, nothing of it stays. */
export function inTransaction<Result>(database: DatabaseSync, work: () => Result): Result {
  database.exec("BEGIN IMMEDIATE");
  try {
    const result = work();
    database.exec("COMMIT");
    return result;
  } catch (error) {
    if (database.isTransaction) database.exec("ROLLBACK");
    throw error;
  }
}
