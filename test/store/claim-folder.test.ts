/** A data folder has one Quartet at a time, whether that one stops or is killed. */

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { claimFolder } from "../../src/store/claim-folder.ts";
import { freshFolder } from "../support/fresh-folder.ts";
import { runProgram } from "../support/running-program.ts";

const CLAIM = join(import.meta.dirname, "../../src/store/claim-folder.ts");

test("what is claimed is refused to others until it is given back", () => {
  const folder = join(freshFolder(), "data");
  {
    using _claim = claimFolder(folder);
    expect(() => claimFolder(folder, 0)).toThrow(/data is in use: is another Quartet running\? .*DATA_DIR/);
  }
  using _again = claimFolder(folder, 0);
});

test("another process keeps it too, and a kill leaves nothing behind", async () => {
  const folder = freshFolder();
  const program = join(folder, "claim.ts");
  writeFileSync(
    program,
    `import { claimFolder } from "${CLAIM}";\nexport const claim = claimFolder("${folder}");\nconsole.log("claimed");\nsetInterval(() => {}, 1000);\n`,
  );
  const other = runProgram(program);
  expect((await other.lines.next()).value).toBe("claimed");
  expect(() => claimFolder(folder, 0)).toThrow(/in use/);
  other.process.kill("SIGKILL");
  expect(await other.ended).toBe("SIGKILL");
  using _again = claimFolder(folder, 0);
});

test("a folder that cannot be written is another fault", () => {
  const folder = freshFolder();
  mkdirSync(join(folder, "in-use.sqlite"));
  expect(() => claimFolder(folder, 0)).toThrow(/in-use\.sqlite cannot be written: .*DATA_DIR/);
});
