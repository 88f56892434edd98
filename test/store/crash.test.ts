/** A kill or a backup in the middle of writes: what was told as written is there, and whole. */

import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { backup } from "../../src/store/backup.ts";
import { createKeyvStore } from "../../src/store/keyv-store.ts";
import { databasePath, openStore, type Store } from "../../src/store/store.ts";
import type { FileId } from "../../src/turn/part.ts";
import { freshFolder } from "../support/fresh-folder.ts";
import { type RunningProgram, runProgram } from "../support/running-program.ts";

const WRITER = "test/store/writer.ts";

async function waitForWrite(writer: RunningProgram, number: number): Promise<void> {
  for (let line = await writer.lines.next(); !line.done; line = await writer.lines.next()) {
    if (Number(line.value) >= number) return;
  }
  expect.unreachable("the writer ended by itself");
}

async function filesOf(store: Store): Promise<string[]> {
  const numbers = createKeyvStore(store, "numbers");
  const ids: string[] = [];
  for (let id = await numbers.get("0"); id !== undefined; id = await numbers.get(String(ids.length))) ids.push(id);
  return ids;
}

function expectWhole(store: Store, id: string): void {
  const path = store.files.pathOf(id as FileId);
  expect(path).toBeDefined();
  expect(
    createHash("sha256")
      .update(readFileSync(path ?? ""))
      .digest("hex"),
  ).toBe(id);
}

test("kill -9 in the middle of writes leaves every write that was told", async () => {
  const folder = freshFolder();
  for (const round of [30, 60, 90]) {
    const writer = runProgram(WRITER, [folder]);
    await waitForWrite(writer, round);
    writer.process.kill("SIGKILL");
    expect(await writer.ended).toBe("SIGKILL");
    using store = openStore(folder);
    expect(store.database.prepare("PRAGMA integrity_check").get()).toEqual({ integrity_check: "ok" });
    const ids = await filesOf(store);
    expect(ids.length).toBeGreaterThan(round);
    for (const id of ids) expectWhole(store, id);
  }
});

test("a backup taken while a writer runs is whole, and opens as a store", async () => {
  const folder = freshFolder();
  const restored = freshFolder();
  const writer = runProgram(WRITER, [folder]);
  await waitForWrite(writer, 20);
  const copy = join(restored, "copy.sqlite");
  await backup(folder, copy);
  await waitForWrite(writer, 40);
  expect(writer.process.exitCode).toBeNull();
  copyFileSync(copy, databasePath(restored));
  using store = openStore(restored);
  expect(store.database.prepare("PRAGMA integrity_check").get()).toEqual({ integrity_check: "ok" });
  expect((await filesOf(store)).length).toBeGreaterThan(20);
});

test("npm run backup says what it wrote, and refuses to write over a file", async () => {
  const folder = freshFolder();
  openStore(folder).close();
  const out = join(folder, "copy.sqlite");
  const first = runProgram("src/store/backup-command.ts", ["--out", out], { DATA_DIR: folder });
  expect(await first.ended).toBe(0);
  expect(existsSync(out)).toBe(true);
  await expect(backup(folder, out)).rejects.toThrow("exists already");
});

test("a backup without a store, or into nowhere, says so and leaves nothing", async () => {
  const folder = freshFolder();
  await expect(backup(folder, join(folder, "copy.sqlite"))).rejects.toThrow("does not exist: expected the store");
  openStore(folder).close();
  await expect(backup(folder, join(folder, "missing", "copy.sqlite"))).rejects.toThrow("check that its folder exists");
});

test("drafts and unknown files that a kill left are removed after a day", async () => {
  const folder = freshFolder();
  using store = openStore(folder);
  const file = await store.files.put(Buffer.from("kept"), "text/plain");
  const stray = join(folder, "files", "ab", "ab".repeat(32));
  mkdirSync(join(folder, "files", "ab"), { recursive: true });
  writeFileSync(stray, "left behind");
  store.files.tidy();
  expect(existsSync(stray)).toBe(true);
  const dayBeforeYesterday = new Date(Date.now() - 2 * 24 * 60 * 60 * 1000);
  for (const path of [stray, store.files.pathOf(file.id) ?? ""]) utimesSync(path, dayBeforeYesterday, dayBeforeYesterday);
  store.files.tidy();
  expect(existsSync(stray)).toBe(false);
  expectWhole(store, file.id);
});
