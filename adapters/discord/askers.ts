/** Who asked for which answer, for as long as it may be cancelled. */

import { answerTurnOf, type Inbound } from "../../src/turn/inbound.ts";
import type { TurnId } from "../../src/turn/turn.ts";

const MAX_REMEMBERED = 2_000;

export class Askers {
  readonly #askers = new Map<TurnId, string>();

  remember(inbound: Inbound): void {
    this.#askers.set(answerTurnOf(inbound), inbound.author.id);
    const [oldest] = this.#askers.keys();
    if (oldest !== undefined && this.#askers.size > MAX_REMEMBERED) this.#askers.delete(oldest);
  }

  /** Undefined after a restart: then the message that was answered says it. */
  of(answerTurn: TurnId): string | undefined {
    return this.#askers.get(answerTurn);
  }
}
