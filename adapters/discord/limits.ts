/** What Discord allows, and how often Quartet lets itself be seen. */

import type { PlatformLimits } from "../../src/adapter.ts";

export const DISCORD_LIMITS: PlatformLimits = {
  maxTextLength: 2000,
  /** What every server allows, boosted or not. */
  maxFileBytes: 10 * 2 ** 20,
  maxFilesPerMessage: 10,
  /** A channel's messages may be edited about five times in five seconds; text and progress share that. */
  minEditIntervalMs: 1200,
};

/** Longest alternative text of a file. */
export const MAX_ALT_TEXT_LENGTH = 1024;

/** A typing sign lasts ten seconds. */
export const TYPING_INTERVAL_MS = 8_000;

/** An interaction must be answered within 3 s; what is not stored by then is told "thinking" anyway. */
export const LATEST_DEFERRAL_MS = 2_000;

/** An interaction's token lasts 15 minutes; a minute is left for the upload. */
export const TOKEN_LIFETIME_MS = 14 * 60_000;

/** An upload of the largest file over a slow line, in one request. */
export const REQUEST_TIMEOUT_MS = 120_000;
