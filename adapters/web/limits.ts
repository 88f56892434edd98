/** What the page can take at once: nothing here comes from a foreign platform, only from what a browser holds well. */

import type { PlatformLimits } from "../../src/adapter.ts";

export const WEB_LIMITS: PlatformLimits = {
  maxTextLength: 20_000,
  /** Played from this machine's own disk, in ranges. */
  maxFileBytes: Number.MAX_SAFE_INTEGER,
  maxFilesPerMessage: 16,
  minEditIntervalMs: 0,
};

/** Files that a person may add to one message. */
export const MAX_ATTACHMENTS = 8;

/** JSON bodies: the longest text in UTF-8, and room for the rest. */
export const MAX_BODY_BYTES = 128_000;

/** An upload waits so long for the message that names it and for the media door to take it. */
export const UPLOAD_AGE_MS = 24 * 60 * 60 * 1000;

/** How often those are looked for. */
export const TIDY_MS = 60 * 60 * 1000;
