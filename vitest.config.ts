/** How the tests run: real parts in forked processes, so that a native crash fails one file and not the run. */

import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    pool: "forks",
    /** Many files wait more than they compute: on two cores one at a time took twice as long. */
    maxWorkers: Math.max(2, availableParallelism() - 1),
    allowOnly: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
