/** What is to be answered, and to whom. */

import type { DeliveryTarget } from "../adapter.ts";
import type { Language } from "../language/language.ts";
import { answerTurnOf, type Inbound, type Wish } from "../turn/inbound.ts";
import type { Author, TurnId } from "../turn/turn.ts";
import type { InboxRow } from "./inbox.ts";

export interface Ask {
  readonly inboxId: number;
  readonly target: DeliveryTarget;
  /** What is new; absent where an old turn is answered again. */
  readonly said?: Extract<Inbound, { type: "said" }>;
  readonly wish?: Wish;
  /** Who asked now: whoever presses Again asks, not who asked first. */
  readonly asker: Author;
}

/** `isResumed`: an earlier run took the event, and may have answered it. */
export function askOf({ id, inbound }: InboxRow, askedTurn: TurnId, language: Language, isResumed: boolean): Ask {
  const { source, conversationId, author } = inbound;
  const target: DeliveryTarget = { source, conversationId, askedTurn, answerTurn: answerTurnOf(inbound), language };
  return { inboxId: id, target: isResumed ? { ...target, isResumed } : target, asker: author };
}
