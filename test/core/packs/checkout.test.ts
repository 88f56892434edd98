/** A pack's files are what their sha256 says on every system: Git for Windows turns line ends round unless it is told not to. */

import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { freshFolder } from "../../support/fresh-folder.ts";
import { TINY_PACK } from "./pack-copy.ts";

const ATTRIBUTES = join(import.meta.dirname, "../../../.gitattributes");

function hasGit(): boolean {
  try {
    return execFileSync("git", ["--version"]).length > 0;
  } catch {
    return false;
  }
}

test.skipIf(!hasGit())("a checkout with core.autocrlf leaves them as they are", () => {
  const folder = freshFolder();
  const git = (...args: string[]) => execFileSync("git", ["-C", folder, ...args], { stdio: "pipe" });
  const file = join(folder, "tokenizer.json");
  git("init", "--quiet");
  if (existsSync(ATTRIBUTES)) copyFileSync(ATTRIBUTES, join(folder, ".gitattributes"));
  copyFileSync(join(TINY_PACK, "tokenizer.json"), file);
  git("add", "--all");
  rmSync(file);
  git("-c", "core.autocrlf=true", "checkout-index", "tokenizer.json");
  expect(readFileSync(file).equals(readFileSync(join(TINY_PACK, "tokenizer.json")))).toBe(true);
});
