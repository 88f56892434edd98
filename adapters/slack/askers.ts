/** Who asked for which answer: for them it is streamed, and only they or who moderates there may cancel it. */

import { answerTurnOf, type Inbound } from "../../src/turn/inbound.ts";
import type { TurnId } from "../../src/turn/turn.ts";
import type { Calls } from "./calls.ts";

const MAX_REMEMBERED = 5_000;

export class Askers {
  readonly #calls: Calls;
  readonly #askers = new Map<TurnId, string>();

  constructor(calls: Calls) {
    this.#calls = calls;
  }

  remember(inbound: Inbound): void {
    this.#askers.set(answerTurnOf(inbound), inbound.author.id);
    const [oldest] = this.#askers.keys();
    if (oldest !== undefined && this.#askers.size > MAX_REMEMBERED) this.#askers.delete(oldest);
  }

  of(answerTurn: TurnId): string | undefined {
    return this.#askers.get(answerTurn);
  }

  /** Where nobody knows any more who asked, everybody counts as the asker. */
  async isAsker(answerTurn: TurnId, userId: string): Promise<boolean> {
    const asker = this.of(answerTurn) ?? (await this.#lookUp(answerTurn));
    return asker === undefined || asker === userId;
  }

  /** After a restart the asking message tells, which the turn names. */
  async #lookUp(answerTurn: TurnId): Promise<string | undefined> {
    const [, channel, ts, presser] = /^slack:([A-Z0-9]+):(\d+\.\d+)(?::([UW][A-Z0-9]+):\w+)?\/answer$/.exec(answerTurn) ?? [];
    if (presser !== undefined || channel === undefined || ts === undefined) return presser;
    const answer = await this.#calls.briefly(() => this.#calls.client.conversations.replies({ channel, ts, limit: 1 }));
    return answer?.messages?.find((message) => message.ts === ts)?.user;
  }
}
