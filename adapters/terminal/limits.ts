/** What a terminal takes at once: as good as everything. */

import type { PlatformLimits } from "../../src/adapter.ts";

export const TERMINAL_LIMITS: PlatformLimits = {
  maxTextLength: 1_000_000,
  maxFileBytes: 2 ** 40,
  maxFilesPerMessage: 64,
  minEditIntervalMs: 0,
};
