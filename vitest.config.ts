/** How the tests run: real parts in forked processes, so that a native crash fails one file and not the run. */

import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

/** Their jobs have limits of a second or two, which a busy neighbour would take from them. */
const ALONE = ["test/media/process.test.ts"];

export default defineConfig({
  test: {
    pool: "forks",
    allowOnly: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: "together",
          include: ["test/**/*.test.ts"],
          exclude: ALONE,
          maxWorkers: Math.max(2, availableParallelism() - 1),
          sequence: { groupOrder: 0 },
        },
      },
      { extends: true, test: { name: "alone", include: ALONE, maxWorkers: 1, sequence: { groupOrder: 1 } } },
    ],
  },
});
