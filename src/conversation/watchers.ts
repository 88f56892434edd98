/** Who wants to know that a conversation changed: boards that show it, and what must forget with it. */

import type { ConversationId } from "../turn/turn.ts";

export type ConversationChange =
  | { readonly type: "grown" }
  /** What was older than it may be is gone. */
  | { readonly type: "expired" }
  /** With `authorId`: only what that person said. */
  | { readonly type: "forgotten"; readonly authorId?: string };

export type Watcher = (conversationId: ConversationId, change: ConversationChange) => void;
