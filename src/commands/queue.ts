/** `queue`: what waits and runs in the conversation in which it is asked. */

import type { ConversationId } from "../turn/turn.ts";
import type { CommandHandler } from "./command.ts";
import { type CommandDeclaration, localised } from "./declaration.ts";

export const QUEUE: CommandDeclaration = {
  name: "queue",
  description: localised(({ queue }) => queue.description),
};

export interface QueueView {
  /** Answers of the conversation that are worked on, and places in the queue of those that wait. */
  inLane(conversationId: ConversationId): { readonly running: number; readonly positions: readonly number[] };
}

export function queueCommand(queue: QueueView): CommandHandler {
  return async ({ conversationId }, { queue: sentences }) => {
    const { running, positions } = queue.inLane(conversationId);
    if (running === 0 && positions.length === 0) return { text: sentences.empty };
    const waiting = positions.length === 0 ? sentences.noneWait : sentences.waiting(positions);
    return { text: `${running === 0 ? sentences.idle : sentences.working} ${waiting}` };
  };
}
