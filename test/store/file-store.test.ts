/** The file store: content addresses, who holds what, and which media give way when the budget is full. */

import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { StoreError } from "../../src/errors.ts";
import { openStore, type Store } from "../../src/store/store.ts";
import type { FileId } from "../../src/turn/part.ts";
import type { ConversationId, TurnId } from "../../src/turn/turn.ts";
import { freshFolder } from "../support/fresh-folder.ts";
import { freshStore } from "../support/fresh-store.ts";

const ours = "web:ours" as ConversationId;
const theirs = "web:theirs" as ConversationId;
const first = "first" as TurnId;
const second = "second" as TurnId;

/** A file of 100 bytes that is unlike those of other numbers, shown by the first turn of `ours`. */
async function putHeld(store: Store, number: number): Promise<FileId> {
  const { id } = await store.files.put(Buffer.alloc(100, number), "image/png");
  store.files.hold(id, ours, first);
  return id;
}

function statesOf(store: Store, ids: readonly FileId[]): string {
  return ids.map((id) => store.files.find(id)?.state).join(" ");
}

test("bytes and the file that holds them have one address and one copy", async () => {
  const store = freshStore();
  const path = join(store.dataFolder, "sent.png");
  writeFileSync(path, "picture");
  const fromBytes = await store.files.put(Buffer.from("picture"), "image/png");
  const fromFile = await store.files.put(path, "image/png");
  expect(fromFile).toEqual(fromBytes);
  expect(fromBytes).toEqual({ id: "2cea274d0bedc39ec4ab6ba9e59ec889e3ed6fb56a1cf088a64d9b383378dc97", mediaType: "image/png", sizeBytes: 7 });
  expect(readFileSync(store.files.pathOf(fromFile.id) ?? "", "utf8")).toBe("picture");
  expect(existsSync(path)).toBe(true);
  expect(store.files.totalBytes()).toBe(7);
});

test("a file leaves when the last turn that shows it is gone", async () => {
  const store = freshStore();
  const id = await putHeld(store, 1);
  store.files.hold(id, ours, second);
  store.files.hold(id, theirs, first);
  expect(store.files.countHolds(id)).toBe(3);
  store.files.release(ours, first);
  store.files.release(ours, second);
  const path = store.files.pathOf(id) ?? "";
  expect(existsSync(path)).toBe(true);
  store.files.release(theirs, first);
  expect(existsSync(path)).toBe(false);
  expect(store.files.find(id)).toBeUndefined();
});

test("a file that comes again stays for the turn that is about to show it, though the one that showed it goes meanwhile", async () => {
  const store = freshStore();
  const id = await putHeld(store, 1);
  await store.files.put(Buffer.alloc(100, 1), "image/png");
  store.files.release(ours, first);
  expect(existsSync(store.files.pathOf(id) ?? "")).toBe(true);
  store.files.hold(id, ours, second);
  store.files.release(ours, second);
  expect(store.files.find(id)).toBeUndefined();
});

test("a turn that is replayed holds its file once", async () => {
  const store = freshStore();
  const id = await putHeld(store, 1);
  store.files.hold(id, ours, first);
  expect(store.files.countHolds(id)).toBe(1);
  store.files.release(ours, first);
  expect(store.files.find(id)).toBeUndefined();
});

test("forgetting a conversation takes its own files and leaves shared ones, no longer pinned by it", async () => {
  const store = freshStore({ mediaBudgetBytes: 200 });
  const own = await putHeld(store, 1);
  const shared = await putHeld(store, 2);
  store.files.hold(shared, theirs, first);
  store.files.pin(shared, ours);
  store.files.releaseAll(ours);
  expect(store.files.find(own)).toBeUndefined();
  expect(store.files.pathOf(shared)).toBeDefined();
  await putHeld(store, 3);
  await putHeld(store, 4);
  expect(statesOf(store, [shared])).toBe("gone");
});

test("a release by a turn that shows nothing changes nothing", async () => {
  const store = freshStore();
  const { id } = await store.files.put(Buffer.from("new"), "image/png");
  store.files.release(theirs, first);
  expect(store.files.pathOf(id)).toBeDefined();
});

test("what nobody showed for a day is removed", async () => {
  const store = freshStore();
  const { id } = await store.files.put(Buffer.from("new"), "image/png");
  const shown = await putHeld(store, 1);
  store.files.tidy();
  expect(store.files.find(id)).toBeDefined();
  store.database.exec("UPDATE files SET stored_at = stored_at - 86400001");
  store.files.tidy();
  expect(store.files.find(id)).toBeUndefined();
  expect(store.files.pathOf(shown)).toBeDefined();
});

test("what is not in the store cannot be held, and what is not held cannot be pinned", async () => {
  const store = freshStore();
  const { id } = await store.files.put(Buffer.from("new"), "image/png");
  expect(() => store.files.hold("00" as FileId, ours, first)).toThrow(StoreError);
  expect(() => store.files.pin(id, ours)).toThrow("no turn of conversation web:ours shows it");
  expect(store.files.find("00" as FileId)).toBeUndefined();
  expect(store.files.pathOf("00" as FileId)).toBeUndefined();
});

test("beyond the budget the least recently used give way, and their rows stay", async () => {
  const store = freshStore({ mediaBudgetBytes: 300 });
  const ids = [await putHeld(store, 1), await putHeld(store, 2), await putHeld(store, 3)];
  expect(statesOf(store, ids)).toBe("here here here");
  const firstPath = store.files.pathOf(ids[0] as FileId) ?? "";
  ids.push(await putHeld(store, 4));
  expect(statesOf(store, ids)).toBe("here gone here here");
  ids.push(await putHeld(store, 5));
  expect(statesOf(store, ids)).toBe("here gone gone here here");
  expect(existsSync(firstPath)).toBe(true);
  expect(store.files.pathOf(ids[1] as FileId)).toBeUndefined();
  expect(store.files.totalBytes()).toBe(300);
});

test("pinned files stay, and the newest is always taken", async () => {
  const store = freshStore({ mediaBudgetBytes: 200 });
  const ids = [await putHeld(store, 1), await putHeld(store, 2)];
  for (const id of ids) store.files.pin(id, ours);
  ids.push(await putHeld(store, 3));
  ids.push(await putHeld(store, 4));
  expect(statesOf(store, ids)).toBe("here here gone here");
  store.files.unpin(ids[0] as FileId, ours);
  ids.push(await putHeld(store, 5));
  expect(statesOf(store, ids)).toBe("gone here gone gone here");
});

test("a file that was gone is here again when it comes again", async () => {
  const store = freshStore({ mediaBudgetBytes: 100 });
  const id = await putHeld(store, 1);
  await putHeld(store, 2);
  expect(statesOf(store, [id])).toBe("gone");
  expect(await putHeld(store, 1)).toBe(id);
  expect(readFileSync(store.files.pathOf(id) ?? "")).toEqual(Buffer.alloc(100, 1));
});

test("a file deleted by hand reads as gone", async () => {
  const store = freshStore();
  const id = await putHeld(store, 1);
  rmSync(store.files.pathOf(id) ?? "");
  expect(store.files.pathOf(id)).toBeUndefined();
  expect(statesOf(store, [id])).toBe("gone");
});

test("a smaller budget holds from the next start on", async () => {
  const folder = freshFolder();
  const before = openStore(folder);
  const ids = [await putHeld(before, 1), await putHeld(before, 2)];
  before.close();
  using after = openStore(folder, { mediaBudgetBytes: 100 });
  expect(statesOf(after, ids)).toBe("gone here");
});

test("a source that cannot be read is a clear fault and leaves no draft", async () => {
  const store = freshStore();
  await expect(store.files.put(join(store.dataFolder, "missing.png"), "image/png")).rejects.toThrow(/missing\.png cannot be stored/);
  expect(readdirSync(join(store.dataFolder, "files", "drafts"))).toEqual([]);
  expect(store.files.totalBytes()).toBe(0);
});
