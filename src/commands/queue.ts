/** `queue`: what waits and runs in the conversation in which it is asked. */

import type { QueuePlace } from "../jobs/fair-queue.ts";
import type { ConversationId } from "../turn/turn.ts";
import type { CommandHandler } from "./command.ts";
import { type CommandDeclaration, localised } from "./declaration.ts";

export const QUEUE: CommandDeclaration = {
  name: "queue",
  description: localised(({ queue }) => queue.description),
};

export interface QueueView {
  /** Answers of the conversation that are worked on, and where those that wait stand in the whole queue. */
  inLane(conversationId: ConversationId): { readonly running: number; readonly places: readonly QueuePlace[] };
}

export function queueCommand(queue: QueueView): CommandHandler {
  return async ({ conversationId }, { queue: sentences }) => {
    const { running, places } = queue.inLane(conversationId);
    if (running === 0 && places.length === 0) return { text: sentences.empty };
    const waiting = places.length === 0 ? sentences.noneWait : sentences.waiting(places);
    return { text: `${running === 0 ? sentences.idle : sentences.working} ${waiting}` };
  };
}
