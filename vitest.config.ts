/** How the tests run: real parts in forked processes, so that a native crash fails one file and not the run. */

import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    pool: "forks",
    allowOnly: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
