/** The board as a message of Discord, with its buttons while the session is open. */

import { ButtonStyle, escapeMarkdown } from "discord.js";
import { type Board, type BoardDialect, boardButtons, boardMarkdown } from "../../src/studio/board.ts";
import type { Source } from "../../src/turn/inbound.ts";
import type { Signer } from "../../src/turn/sign.ts";
import { type ButtonRow, rowsOf } from "./buttons.ts";
import { houseButton } from "./house.ts";
import { DISCORD_LIMITS } from "./limits.ts";

export const DIALECT: BoardDialect = {
  maxLength: DISCORD_LIMITS.maxTextLength,
  tame: (words) => escapeMarkdown(words, { heading: true, bulletedList: true, numberedList: true, maskedLink: true }).replaceAll("@", "@\u200b"),
  small: (line) => `-# ${line}`,
};

/** `place` undefined: before there is a thread that the buttons could name. */
export function boardMessage(board: Board, place: Source | undefined, signer: Signer): { content: string; components: readonly ButtonRow[] } {
  const buttons =
    place === undefined
      ? []
      : boardButtons(board, place.threadId).map((button, index) => ({
          ...houseButton(button),
          ...(index === 0 ? { style: ButtonStyle.Primary as const } : {}),
        }));
  return { content: boardMarkdown(board, DIALECT), components: rowsOf(buttons, signer) };
}
