/** The one SQLite file of a data folder, and the media beside it. */

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { QuartetError, StoreError } from "../errors.ts";
import { FileStore } from "./file-store.ts";
import { migrate } from "./migrate.ts";
import { inTransaction } from "./transaction.ts";

export interface Store extends Disposable {
  readonly dataFolder: string;
  readonly database: DatabaseSync;
  readonly files: FileStore;
  /** Runs `work` as one transaction: all of its writes, or none where it throws. Not nested, and `work` is synchronous. */
  transaction<Result>(work: () => Result): Result;
  close(): void;
}

export interface StoreOptions {
  /** Bytes of media to keep; without it nothing gives way. */
  readonly mediaBudgetBytes?: number;
}

export function databasePath(dataFolder: string): string {
  return join(dataFolder, "quartet.sqlite");
}

/** Opens or makes the store and brings its schema forward; throws StoreError with what to do. */
export function openStore(dataFolder: string, options: StoreOptions = {}): Store {
  const database = openDatabase(dataFolder);
  const close = () => {
    if (database.isOpen) database.close();
  };
  const files = new FileStore(join(dataFolder, "files"), database, options.mediaBudgetBytes);
  files.tidy();
  return { dataFolder, database, files, transaction: (work) => inTransaction(database, work), close, [Symbol.dispose]: close };
}

/**
 * WAL lets a backup or a second program read while the bot writes. With `synchronous = NORMAL` a crash or a kill loses nothing;
 * a power cut may lose the last moments, but never breaks the file (https://sqlite.org/pragma.html#pragma_synchronous).
 */
function openDatabase(dataFolder: string): DatabaseSync {
  const path = databasePath(dataFolder);
  let database: DatabaseSync | undefined;
  try {
    mkdirSync(dataFolder, { recursive: true });
    database = new DatabaseSync(path, { timeout: 5000 });
    database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON;");
    migrate(database);
    return database;
  } catch (error) {
    database?.close();
    if (error instanceof QuartetError) throw error;
    throw new StoreError(
      `${path} cannot be opened: expected a SQLite file in a folder that can be written. Check DATA_DIR, its rights, and whether its disk is full.`,
      {
        cause: error,
      },
    );
  }
}
