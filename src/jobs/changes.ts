/** Events that need no answer: edits, deletions, cancels, forgetting, and where Quartet was sent away. */

import type { Conversations } from "../conversation/conversations.ts";
import { sequenceOfEvent } from "../conversation/entry.ts";
import type { SampleCache } from "../conversation/sample-cache.ts";
import type { Core } from "../core/protocol.ts";
import { CancelledError } from "../errors.ts";
import type { Inbound, PressedAction } from "../turn/inbound.ts";
import type { ConversationId, TurnId } from "../turn/turn.ts";
import type { FairQueue, QueuedJob } from "./fair-queue.ts";
import type { InboxRow } from "./inbox.ts";
import type { Outbox } from "./outbox.ts";
import type { WorkKind } from "./work-kind.ts";

/** An answer in the queue. */
export interface AnswerJob extends QueuedJob {
  readonly askedTurn: TurnId;
  readonly kind: WorkKind;
}

export interface ChangeParts {
  readonly conversations: Conversations;
  readonly samples: SampleCache;
  readonly core: Core;
  readonly outbox: Outbox;
  readonly onReacted?: (inbound: Extract<Inbound, { type: "reacted" }>) => void;
}

export class Changes {
  readonly #parts: ChangeParts;
  readonly #queue: FairQueue<AnswerJob>;

  constructor(parts: ChangeParts, queue: FairQueue<AnswerJob>) {
    this.#parts = parts;
    this.#queue = queue;
  }

  /** Resolves when it is done, and what it cancelled has ended. */
  async take({ id }: InboxRow, inbound: Exclude<Inbound, { type: "said" }>): Promise<void> {
    const { conversations } = this.#parts;
    const { conversationId } = inbound;
    const sequence = sequenceOfEvent(id);
    switch (inbound.type) {
      case "edited":
        if (inbound.text !== undefined) await conversations.edited(conversationId, sequence, inbound.turnId, inbound.text);
        return;
      case "deleted":
        await this.#cancel((job) => job.lane === conversationId && job.askedTurn === inbound.turnId);
        await conversations.deleted(conversationId, sequence, inbound.turnId);
        return await this.#dropTraces(conversationId);
      case "pressed":
        return await this.#press(id, inbound, inbound.action);
      case "left":
        await this.#cancel((job) => job.lane === conversationId);
        await conversations.forget(conversationId, sequence);
        this.#parts.outbox.forget(conversationId);
        return await this.#dropTraces(conversationId);
      case "reacted":
        return this.#parts.onReacted?.(inbound);
      default:
        return inbound satisfies never;
    }
  }

  async #press(id: number, { conversationId, author }: Inbound, action: PressedAction): Promise<void> {
    const { core } = this.#parts;
    switch (action.type) {
      case "cancel":
        if (action.piece !== undefined) return void core.cancelPiece(conversationId, action.piece);
        return await this.#cancel((job) => job.lane === conversationId && (job.id === action.turnId || job.askedTurn === action.turnId));
      case "forget":
        await this.#cancel((job) => job.lane === conversationId && (action.scope === "conversation" || job.person === author.id));
        return await this.#forget(id, conversationId, action.scope === "me" ? author.id : undefined);
      case "again":
      case "resend":
        return;
      default:
        return action satisfies never;
    }
  }

  async #forget(id: number, conversationId: ConversationId, person: string | undefined): Promise<void> {
    const { conversations, outbox } = this.#parts;
    if (person === undefined) await conversations.forget(conversationId, sequenceOfEvent(id));
    else await conversations.forgetPerson(conversationId, sequenceOfEvent(id), person);
    outbox.forget(conversationId);
    await this.#dropTraces(conversationId);
  }

  /** What was made of the forgotten to work faster. */
  async #dropTraces(conversationId: ConversationId): Promise<void> {
    this.#parts.core.forget(conversationId);
    await this.#parts.samples.sweep();
  }

  async #cancel(isMeant: (job: AnswerJob) => boolean): Promise<void> {
    await this.#queue.cancel(isMeant, new CancelledError());
  }
}
