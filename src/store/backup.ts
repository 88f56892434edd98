/** A copy of the store's file while it is in use. Media are not in it: they never change and can be copied as files. */

import { existsSync, renameSync, rmSync } from "node:fs";
import { backup as copyPages, DatabaseSync } from "node:sqlite";
import { StoreError } from "../errors.ts";
import { databasePath } from "./store.ts";

/** Writes a whole copy of the store of `dataFolder` to the new file `toPath`; throws StoreError, and then there is no file. */
export async function backup(dataFolder: string, toPath: string): Promise<void> {
  if (existsSync(toPath)) throw new StoreError(`${toPath} exists already: name a new file for the backup.`);
  const from = databasePath(dataFolder);
  if (!existsSync(from)) throw new StoreError(`${from} does not exist: expected the store of a Quartet that has run. Check DATA_DIR.`);
  const unfinished = `${toPath}.part`;
  const source = new DatabaseSync(from, { readOnly: true, timeout: 5000 });
  try {
    await copyPages(source, unfinished, { rate: WHOLE });
    renameSync(unfinished, toPath);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw new StoreError(`The backup to ${toPath} failed: check that its folder exists and has space.`, { cause: error });
  } finally {
    source.close();
  }
}

/** All pages in one step: a copy in several steps starts again whenever the bot writes in between. */
const WHOLE = 2 ** 31 - 1;
