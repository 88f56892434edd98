/** Keyv's contract over the SQLite file, asked through Keyv itself. */

import Keyv from "keyv";
import { expect, test } from "vitest";
import { createKeyvStore } from "../../src/store/keyv-store.ts";
import { openStore } from "../../src/store/store.ts";
import { freshFolder } from "../support/fresh-folder.ts";
import { freshStore } from "../support/fresh-store.ts";

async function entriesOf(keyv: Keyv): Promise<[string, unknown][]> {
  const entries: [string, unknown][] = [];
  for await (const entry of keyv.iterator?.(undefined) ?? []) entries.push(entry);
  return entries;
}

test("what is set is got, deleted and counted as present", async () => {
  const keyv = new Keyv({ store: createKeyvStore(freshStore(), "turns") });
  expect(await keyv.get("a")).toBeUndefined();
  expect(await keyv.has("a")).toBe(false);
  await keyv.set("a", { words: ["grüße", "🎈"], number: 1.5 });
  expect(await keyv.get("a")).toEqual({ words: ["grüße", "🎈"], number: 1.5 });
  expect(await keyv.has("a")).toBe(true);
  await keyv.set("a", "again");
  expect(await keyv.get("a")).toBe("again");
  expect(await keyv.delete("a")).toBe(true);
  expect(await keyv.delete("a")).toBe(false);
  expect(await keyv.get("a")).toBeUndefined();
});

test("many at once, absent ones included", async () => {
  const keyv = new Keyv({ store: createKeyvStore(freshStore(), "turns") });
  await keyv.setMany([
    { key: "a", value: 1 },
    { key: "b", value: 2 },
  ]);
  expect(await keyv.getMany(["a", "x", "b"])).toEqual([1, undefined, 2]);
  expect(await keyv.deleteMany(["a", "b"])).toBe(true);
  expect(await keyv.getMany(["a", "b"])).toEqual([undefined, undefined]);
});

test("namespaces and spaces keep to themselves, also when one is cleared", async () => {
  const store = freshStore();
  const ours = new Keyv({ store: createKeyvStore(store, "turns"), namespace: "ours" });
  const theirs = new Keyv({ store: createKeyvStore(store, "turns"), namespace: "ours2" });
  const other = new Keyv({ store: createKeyvStore(store, "pieces"), namespace: "ours" });
  for (const keyv of [ours, theirs, other]) await keyv.set("key", "value");
  await ours.clear();
  expect(await ours.get("key")).toBeUndefined();
  expect([await theirs.get("key"), await other.get("key")]).toEqual(["value", "value"]);
});

test("the iterator gives every entry of its namespace once, beyond one page", async () => {
  const store = freshStore();
  const keyv = new Keyv({ store: createKeyvStore(store, "turns"), namespace: "ours" });
  const other = new Keyv({ store: createKeyvStore(store, "turns"), namespace: "theirs" });
  await other.set("x", 0);
  const keys = Array.from({ length: 600 }, (_, index) => String(index).padStart(4, "0"));
  for (const key of keys) await keyv.set(key, Number(key));
  expect(await entriesOf(keyv)).toEqual(keys.map((key) => [key, Number(key)]));
});

test("entries may be deleted while the iterator stands on them", async () => {
  const keyv = new Keyv({ store: createKeyvStore(freshStore(), "turns") });
  for (const key of ["a", "b", "c"]) await keyv.set(key, key);
  for await (const [key] of keyv.iterator?.(undefined) ?? []) await keyv.delete(key);
  expect(await entriesOf(keyv)).toEqual([]);
});

test("an entry past its time is absent everywhere", async () => {
  const adapter = createKeyvStore(freshStore(), "turns");
  await adapter.set("keyv:old", '{"value":1}', -1);
  await adapter.set("keyv:new", '{"value":2}', 60_000);
  const keyv = new Keyv({ store: adapter });
  expect(await keyv.get("old")).toBeUndefined();
  expect(await keyv.has("old")).toBe(false);
  expect(await entriesOf(keyv)).toEqual([["new", 2]]);
});

test("entries survive a restart", async () => {
  const folder = freshFolder();
  const before = openStore(folder);
  await new Keyv({ store: createKeyvStore(before, "turns") }).set("a", 1);
  before.close();
  using after = openStore(folder);
  expect(await new Keyv({ store: createKeyvStore(after, "turns") }).get("a")).toBe(1);
});

test("a transaction that throws leaves nothing", async () => {
  const store = freshStore();
  const insert = store.database.prepare("INSERT INTO entries (space, key, value) VALUES ('turns', ?, '1')");
  const work = () => {
    insert.run("a");
    insert.run("a");
  };
  expect(() => store.transaction(work)).toThrow(/UNIQUE/);
  expect(await createKeyvStore(store, "turns").has("a")).toBe(false);
  store.transaction(() => insert.run("a"));
  expect(await createKeyvStore(store, "turns").has("a")).toBe(true);
});
