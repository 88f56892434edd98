/** The schema goes forward from every older version, never back, and never half-way. */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { StoreError } from "../../src/errors.ts";
import { listMigrations, migrate, versionOf } from "../../src/store/migrate.ts";
import { databasePath, openStore } from "../../src/store/store.ts";
import { freshFolder } from "../support/fresh-folder.ts";

const newest = listMigrations().length;

function schemaOf(database: DatabaseSync): unknown {
  return database.prepare("SELECT type, name, sql FROM sqlite_schema ORDER BY name").all();
}

function freshDatabase(): DatabaseSync {
  const database = new DatabaseSync(":memory:");
  migrate(database);
  return database;
}

test.each(Array.from({ length: newest + 1 }, (_, version) => version))("a store of version %d becomes the newest", (version) => {
  const database = new DatabaseSync(":memory:");
  migrate(database, listMigrations().slice(0, version));
  expect(versionOf(database)).toBe(version);
  migrate(database);
  expect(versionOf(database)).toBe(newest);
  expect(schemaOf(database)).toEqual(schemaOf(freshDatabase()));
});

test("what an older version wrote is still there", () => {
  const database = freshDatabase();
  database.exec("INSERT INTO entries (space, key, value) VALUES ('turns', 'a', '1')");
  migrate(database, [...listMigrations(), { version: newest + 1, sql: "ALTER TABLE entries ADD COLUMN colour TEXT DEFAULT 'red'" }]);
  expect(database.prepare("SELECT key, value, colour FROM entries").get()).toEqual({ key: "a", value: "1", colour: "red" });
});

test("changes of words that were never heard go; those of what is remembered or still waits stay", () => {
  const database = new DatabaseSync(":memory:");
  migrate(database, listMigrations().slice(0, 6));
  const put = database.prepare("INSERT INTO entries (space, key, value) VALUES (?, ?, ?)");
  const log = (key: string, entry: unknown) => put.run("conversations", key, JSON.stringify({ value: entry }));
  log("room:1", { type: "said", turn: { id: "heard" } });
  log("room:2", { type: "edited", turnId: "heard", text: "kept" });
  log("room:3", { type: "edited", turnId: "a stranger's", text: "secret" });
  log("room:4", { type: "deleted", turnId: "a stranger's" });
  log("room:5", { type: "deleted", turnId: "waiting/answer" });
  log("room:6", { type: "forgotten", nextPiece: 4 });
  put.run("conversations", "room:7", "no JSON");
  put.run("people", "ana room", JSON.stringify({ value: { type: "edited", turnId: "a stranger's" } }));
  const insert = "INSERT INTO inbox (event_id, platform, conversation_id, inbound, state, received_at) VALUES";
  database.exec(`${insert} ('waiting', 'web', 'room', '{}', 'waiting', 1), ('a stranger''s', 'web', 'room', NULL, 'done', 1)`);
  migrate(database);
  const keys = database.prepare("SELECT key FROM entries ORDER BY key").all();
  expect(keys.map(({ key }) => key)).toEqual(["ana room", "room:1", "room:2", "room:5", "room:6", "room:7"]);
});

test("a newer store is refused with what to do, and stays as it is", () => {
  const folder = freshFolder();
  openStore(folder).close();
  const newer = new DatabaseSync(databasePath(folder));
  newer.exec(`PRAGMA user_version = ${newest + 1}`);
  expect(() => openStore(folder)).toThrow(StoreError);
  expect(() => openStore(folder)).toThrow(/start the newer Quartet/);
  expect(versionOf(newer)).toBe(newest + 1);
  newer.close();
});

test("a migration that fails leaves the version and the tables before it", () => {
  const database = freshDatabase();
  const before = schemaOf(database);
  const broken = { version: newest + 1, sql: "CREATE TABLE half (a); CREATE TABLE half (a);" };
  expect(() => migrate(database, [...listMigrations(), broken])).toThrow(`stays at version ${newest}`);
  expect(versionOf(database)).toBe(newest);
  expect(schemaOf(database)).toEqual(before);
});

test("migrations with a gap in their numbers are refused", () => {
  const folder = freshFolder();
  writeFileSync(join(folder, "0001-first.sql"), "");
  writeFileSync(join(folder, "0003-third.sql"), "");
  expect(() => listMigrations(folder)).toThrow("0003-third.sql: expected the number 2");
});

test("a file that is no store is named", () => {
  const folder = freshFolder();
  writeFileSync(databasePath(folder), "this is a shopping list, not a database".repeat(50));
  expect(() => openStore(folder)).toThrow(/quartet\.sqlite cannot be opened: expected a SQLite file/);
});
