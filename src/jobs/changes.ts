/** Events that need no answer: edits, deletions, cancels, forgetting, and where Quartet was sent away. */

import { sequenceOfEvent } from "../conversation/entry.ts";
import type { Core } from "../core/protocol.ts";
import { CancelledError } from "../errors.ts";
import { type ForgettingParts, forgetPerson } from "../privacy/forget-person.ts";
import type { Guilds } from "../privacy/guilds.ts";
import type { Inbound, PressedAction } from "../turn/inbound.ts";
import { type ConversationId, placeOfConversation, type TurnId } from "../turn/turn.ts";
import type { FairQueue, QueuedJob } from "./fair-queue.ts";
import type { InboxRow } from "./inbox.ts";
import type { Outbox } from "./outbox.ts";
import type { WorkKind } from "./work-kind.ts";

/** An answer in the queue. */
export interface AnswerJob extends QueuedJob {
  readonly askedTurn: TurnId;
  readonly kind: WorkKind;
}

export interface ChangeParts extends ForgettingParts {
  readonly core: Core;
  readonly outbox: Outbox;
  readonly guilds: Guilds;
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
  async take({ id }: InboxRow, inbound: Exclude<Inbound, { type: "said" | "commanded" }>): Promise<void> {
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
      case "joined":
        return await this.#install(inbound);
      case "reacted":
        return this.#parts.onReacted?.(inbound);
      default:
        return inbound satisfies never;
    }
  }

  /** What is stored stays for a while, in case the app comes back. */
  async #install({ type, source: { platform, guildId }, receivedAt }: Extract<Inbound, { type: "left" | "joined" }>): Promise<void> {
    const { guilds } = this.#parts;
    if (guildId === undefined) return;
    const guild = { platform, guildId };
    if (type === "joined") return guilds.restore(guild);
    guilds.remove(guild, receivedAt);
    const isThere = guilds.within(guild);
    await this.#cancel(({ lane }) => isThere(lane as ConversationId));
  }

  async #press(id: number, { conversationId, author, source: { platform } }: Inbound, action: PressedAction): Promise<void> {
    const { core } = this.#parts;
    switch (action.type) {
      case "cancel":
        if (action.piece !== undefined) return void core.cancelPiece(conversationId, action.piece);
        return await this.#cancel((job) => job.lane === conversationId && (job.id === action.turnId || job.askedTurn === action.turnId));
      case "forget":
        if (action.scope === "conversation") return await this.#forget(id, conversationId);
        await this.#cancel((job) => job.person === author.id && placeOfConversation(job.lane as ConversationId).platform === platform);
        return await forgetPerson(this.#parts, { platform, id: author.id }, sequenceOfEvent(id));
      case "again":
      case "resend":
        return;
      default:
        return action satisfies never;
    }
  }

  async #forget(id: number, conversationId: ConversationId): Promise<void> {
    await this.#cancel((job) => job.lane === conversationId);
    await this.#parts.conversations.forget(conversationId, sequenceOfEvent(id));
    this.#parts.outbox.forget(conversationId);
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
