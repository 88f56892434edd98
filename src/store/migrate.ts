/** Brings a store's schema forward, one numbered SQL file after another; `PRAGMA user_version` is the number of the last one. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { StoreError } from "../errors.ts";
import { inTransaction } from "./transaction.ts";

export interface Migration {
  readonly version: number;
  readonly sql: string;
}

/** The files `NNNN-what.sql` of `migrations/`, in order. A file that was released never changes: a change of the schema is a new file. */
export function listMigrations(folder = join(import.meta.dirname, "migrations")): readonly Migration[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".sql"))
    .sort()
    .map((name, index) => {
      if (Number.parseInt(name, 10) !== index + 1)
        throw new StoreError(`${name}: expected the number ${index + 1}, so that migrations have one order.`);
      return { version: index + 1, sql: readFileSync(join(folder, name), "utf8") };
    });
}

/** Each step and its version number are one transaction. Throws StoreError where a newer program wrote the store. */
export function migrate(database: DatabaseSync, migrations = listMigrations()): void {
  const newest = migrations.length;
  if (versionOf(database) > newest) {
    throw new StoreError(
      `The store has schema version ${versionOf(database)}, and this program knows versions up to ${newest}: ` +
        "start the newer Quartet that wrote it, or restore a backup made before the update.",
    );
  }
  for (const migration of migrations) apply(database, migration);
}

export function versionOf(database: DatabaseSync): number {
  return Number(database.prepare("PRAGMA user_version").get()?.user_version);
}

/** The version is read inside the transaction, because another process may be migrating the same store. */
function apply(database: DatabaseSync, { version, sql }: Migration): void {
  try {
    inTransaction(database, () => {
      if (versionOf(database) >= version) return;
      database.exec(sql);
      database.exec(`PRAGMA user_version = ${version}`);
    });
  } catch (error) {
    throw new StoreError(`Migration ${version} of the store failed, and the store stays at version ${versionOf(database)}.`, { cause: error });
  }
}
