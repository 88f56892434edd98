/** `queue`: what waits and runs in the conversation in which it is asked. */

import type { ConversationId } from "../turn/turn.ts";
import type { CommandHandler } from "./command.ts";
import type { CommandDeclaration } from "./declaration.ts";

export const QUEUE: CommandDeclaration = {
  name: "queue",
  description: { en: "What waits and what is being answered here", de: "Was hier wartet und was gerade beantwortet wird" },
};

export interface QueueView {
  /** Answers of the conversation that are worked on, and places in the queue of those that wait. */
  inLane(conversationId: ConversationId): { readonly running: number; readonly positions: readonly number[] };
}

export function queueCommand(queue: QueueView): CommandHandler {
  return async ({ conversationId }) => {
    const { running, positions } = queue.inLane(conversationId);
    if (running === 0 && positions.length === 0) return { text: "Nothing waits here." };
    const waiting = positions.length === 0 ? "Nothing else waits." : `Waiting, by their place in the queue: ${positions.join(", ")}.`;
    return { text: `${running === 0 ? "Nothing is being answered right now." : "I am working on an answer here."} ${waiting}` };
  };
}
