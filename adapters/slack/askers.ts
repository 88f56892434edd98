/** Who asked for which answer: for them it is streamed, and only they or an administrator of the workspace may cancel it. */

import { answerTurnOf, type Inbound } from "../../src/turn/inbound.ts";
import type { TurnId } from "../../src/turn/turn.ts";
import type { Calls } from "./calls.ts";
import type { People } from "./people.ts";

const MAX_REMEMBERED = 5_000;

export class Askers {
  readonly #calls: Calls;
  readonly #people: People;
  readonly #askers = new Map<TurnId, string>();

  constructor(calls: Calls, people: People) {
    this.#calls = calls;
    this.#people = people;
  }

  remember(inbound: Inbound): void {
    this.#askers.set(answerTurnOf(inbound), inbound.author.id);
    const [oldest] = this.#askers.keys();
    if (oldest !== undefined && this.#askers.size > MAX_REMEMBERED) this.#askers.delete(oldest);
  }

  of(answerTurn: TurnId): string | undefined {
    return this.#askers.get(answerTurn);
  }

  /** Where nobody knows any more who asked, everybody may. */
  async mayCancel(answerTurn: TurnId, userId: string): Promise<boolean> {
    const asker = this.of(answerTurn) ?? (await this.#lookUp(answerTurn));
    if (asker === undefined || asker === userId) return true;
    return await this.#people.isModerator(userId);
  }

  /** After a restart the asking message tells, which the turn names. */
  async #lookUp(answerTurn: TurnId): Promise<string | undefined> {
    const [, channel, ts, presser] = /^slack:([A-Z0-9]+):(\d+\.\d+)(?::([UW][A-Z0-9]+):\w+)?\/answer$/.exec(answerTurn) ?? [];
    if (presser !== undefined || channel === undefined || ts === undefined) return presser;
    const answer = await this.#calls.briefly(() => this.#calls.client.conversations.replies({ channel, ts, limit: 1 }));
    return answer?.messages?.find((message) => message.ts === ts)?.user;
  }
}
