/** The journal: what was observed of this pack is found again, and a torn last line costs one case. */

import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Journal } from "../../src/eval/journal.ts";
import { freshFolder } from "../support/fresh-folder.ts";
import { observed } from "./world.ts";

test("observations are found again, those of another pack are not", () => {
  const folder = freshFolder();
  new Journal(folder, "one").add(observed("a boat"));
  expect(new Journal(folder, "one").get("a")?.text).toBe("a boat");
  expect(new Journal(folder, "two").get("a")).toBeUndefined();
});

test("a case that another pack was asked since is asked again, for its media have been written over", () => {
  const folder = freshFolder();
  new Journal(folder, "one").add(observed("a boat"));
  new Journal(folder, "one").add({ ...observed("a cat"), id: "b" });
  new Journal(folder, "two").add(observed("a tree"));
  const journal = new Journal(folder, "one");
  expect(journal.get("a")).toBeUndefined();
  expect(journal.get("b")?.text).toBe("a cat");
  journal.add(observed("a boat"));
  expect(new Journal(folder, "one").get("a")?.text).toBe("a boat");
});

test("a torn last line is left out", () => {
  const folder = freshFolder();
  new Journal(folder, "one").add(observed("a boat"));
  appendFileSync(join(folder, "journal.jsonl"), '\n{"of":"one","observation":{"id":"b","te');
  const journal = new Journal(folder, "one");
  expect(journal.get("a")?.text).toBe("a boat");
  expect(journal.get("b")).toBeUndefined();
  journal.add({ ...observed("a cat"), id: "c" });
  expect(new Journal(folder, "one").get("c")?.text).toBe("a cat");
});
