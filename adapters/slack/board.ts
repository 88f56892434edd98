/** The board as a message of Slack, with its buttons while the session is open. */

import type { types } from "@slack/bolt";
import { type Board, type BoardDialect, boardButtons, boardMarkdown } from "../../src/studio/board.ts";
import type { Signer } from "../../src/turn/sign.ts";
import { houseRow } from "./house-forms.ts";
import { escapeMarkup } from "./markup.ts";

/** A markdown block takes 12,000 characters; a board shall stay a board. */
const MAX_BOARD_LENGTH = 6_000;

/** For words in Markdown, before Slack's own signs are escaped. */
export function escapeMarkdown(words: string): string {
  return words.replaceAll(/[\\*_~`#[\]|]/g, "\\$&");
}

const DIALECT: BoardDialect = {
  maxLength: MAX_BOARD_LENGTH,
  tame: (words) => escapeMarkup(escapeMarkdown(words)),
  small: (line) => `_${line}_`,
};

/** `within`: the thread that its buttons name. */
export function boardContent(board: Board, within: string | undefined, signer: Signer) {
  // Lines of a board are lines, which Markdown would join.
  const markdown: types.MarkdownBlock = {
    type: "markdown",
    text: boardMarkdown(board, DIALECT)
      .replaceAll(/\n(?=[^\n#])/g, "\n\n")
      .replaceAll(/\n{3,}/g, "\n\n"),
  };
  return { text: escapeMarkup(board.title), blocks: within === undefined ? [markdown] : [markdown, houseRow(boardButtons(board, within), signer)] };
}
