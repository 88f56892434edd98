/** Slash commands that Slack still waits for: what answers one in time is its acknowledgement, what comes later goes to its address. */

import { setTimeout as delay } from "node:timers/promises";
import type { types } from "@slack/bolt";
import { escapeMarkup } from "./markup.ts";

/** What Slack shows at once where a slash command was given. */
export interface SlashAnswer {
  readonly response_type: "ephemeral" | "in_channel";
  readonly text: string;
  readonly blocks: readonly types.MarkdownBlock[];
}

/** Slack waits 3 s for an acknowledgement. */
export const LATEST_ANSWER_MS = 2_000;

export class OpenSlashes {
  /** By the id of what is stored of the command. */
  readonly #open = new Map<string, (answer: SlashAnswer | undefined) => void>();

  /** Resolves with what is acknowledged once it is stored; undefined where the answer comes another way. Rejects where it cannot be stored. */
  async acknowledge(id: string, store: () => Promise<void>): Promise<SlashAnswer | undefined> {
    const { promise, resolve } = Promise.withResolvers<SlashAnswer | undefined>();
    this.#open.set(id, resolve);
    const isLate = delay(LATEST_ANSWER_MS, undefined, { ref: false });
    try {
      await store();
      return await Promise.race([promise, isLate]);
    } finally {
      this.#open.delete(id);
    }
  }

  /** Whether somebody still waited for it. Without an answer it is acknowledged only. */
  answer(id: string, answer: SlashAnswer | undefined): boolean {
    const resolve = this.#open.get(id);
    resolve?.(answer);
    return resolve !== undefined;
  }
}

export function slashAnswerOf(words: string, isPublic: boolean): SlashAnswer {
  const text = escapeMarkup(words);
  return { response_type: isPublic ? "in_channel" : "ephemeral", text, blocks: [{ type: "markdown", text }] };
}
