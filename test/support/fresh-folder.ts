/** A folder of its own for one test, removed with everything in it when the test ends. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

export function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "quartet-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
