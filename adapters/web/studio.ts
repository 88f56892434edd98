/** Group sessions on the page: held in the conversation in which they are opened, with a board that every browser shows beside it. */

import { randomBytes } from "node:crypto";
import type { Board } from "../../src/studio/board.ts";
import type { Stage } from "../../src/studio/stage.ts";
import type { Source } from "../../src/turn/inbound.ts";
import { type Author, conversationIdOf } from "../../src/turn/turn.ts";
import type { Conversations } from "./conversations.ts";
import { eventOf } from "./parse.ts";
import type { WireBoard } from "./wire.ts";

export function createStage(conversations: Conversations): Stage {
  return {
    // A board lives in the log of this run.
    epoch: randomBytes(6).toString("hex"),
    hearsWords: () => true,
    open: async (place) => ({ place }),
    show: async ({ channelId }, _boardId, board) => {
      conversations.logOf(conversationIdOf("web", channelId)).append({ type: "board", board: wireBoardOf(board) });
      return undefined;
    },
    restate: async ({ channelId }: Source, author: Author) => {
      const { id, source } = eventOf({ channelId, author, receivedAt: Date.now() }, randomBytes(12).toString("hex"));
      return { id, source };
    },
  };
}

function wireBoardOf({ title, openedBy, style, isOpen, roster, pieces }: Board): WireBoard {
  return { title, openedBy, style, isOpen, roster, pieces };
}
