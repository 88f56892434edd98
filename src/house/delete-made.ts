/** Takes back an answer with everything that it made: from memory, from the files, and from where people saw it. */

import type { Adapter } from "../adapter.ts";
import type { Command } from "../commands/command.ts";
import type { Conversations } from "../conversation/conversations.ts";
import { findTurn, mediaOf } from "../conversation/memory.ts";
import type { SampleCache } from "../conversation/sample-cache.ts";
import type { Core } from "../core/protocol.ts";
import type { PieceNumber } from "../turn/part.ts";
import type { Platform } from "../turn/turn.ts";

export interface DeletingParts {
  readonly conversations: Conversations;
  readonly samples: Pick<SampleCache, "sweep">;
  readonly core: Pick<Core, "forget">;
  readonly adapters: ReadonlyMap<Platform, Pick<Adapter, "retract">>;
}

/** False where no answer of the conversation made the piece. */
export async function deleteMade(
  { conversations, samples, core, adapters }: DeletingParts,
  { source, conversationId }: Pick<Command, "source" | "conversationId">,
  piece: PieceNumber,
): Promise<boolean> {
  const memory = await conversations.memory(conversationId);
  const answer = memory.turns.find((turn) => turn.role === "bot" && mediaOf(turn).some((part) => part.piece === piece));
  if (answer === undefined) return false;
  // First where people see it: where that fails, the piece is still known, and can be named again.
  const asked = answer.replyTo === undefined ? undefined : findTurn(memory, answer.replyTo);
  const askedAt = asked === undefined ? {} : { askedAt: asked.createdAt };
  await adapters.get(source.platform)?.retract?.({ source, conversationId, answerTurn: answer.id, ...askedAt });
  await conversations.withdraw(conversationId, answer.id);
  core.forget(conversationId);
  await samples.sweep();
  return true;
}
