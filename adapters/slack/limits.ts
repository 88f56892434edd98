/** Slack's limits and paces, as its documentation states them and as it behaves. */

import type { PlatformLimits } from "../../src/adapter.ts";

/** Of `markdown_text`, in posts, updates and streams alike; counted after escaping. */
export const MAX_MARKDOWN_LENGTH = 12_000;

export const SLACK_LIMITS: PlatformLimits = {
  maxTextLength: MAX_MARKDOWN_LENGTH,
  maxFileBytes: 1e9,
  maxFilesPerMessage: 10,
  minEditIntervalMs: 1_200,
};

export const MAX_SECTION_LENGTH = 3_000;
export const MAX_ALT_TEXT_LENGTH = 1_000;
/** Longest words that a modal's text field takes. */
export const MAX_INPUT_LENGTH = 3_000;

export interface Pace {
  /** Between two additions to a stream: appendStream takes 100 a minute and more. */
  readonly appendIntervalMs: number;
  /** Between two updates of a message: chat.update takes 50 a minute. */
  readonly updateIntervalMs: number;
  /** Slack ends a stream after about five minutes, whatever one sends. */
  readonly streamAgeMs: number;
  /** A status vanishes after two minutes. */
  readonly statusIntervalMs: number;
  /** Before Socket Mode connects anew. */
  readonly reconnectMs: number;
  /** First pause before a failed call is tried again; it doubles. */
  readonly firstBackoffMs: number;
}

export const SLACK_PACE: Pace = {
  appendIntervalMs: 700,
  updateIntervalMs: 1_500,
  streamAgeMs: 4 * 60_000,
  statusIntervalMs: 100_000,
  reconnectMs: 5_000,
  firstBackoffMs: 400,
};
