/** Deliveries go back into the channel: each to its answer, which lives from its first delivery to its end. */

import type { Delivery, DeliveryTarget } from "../../src/adapter.ts";
import { sentencesIn } from "../../src/language/language.ts";
import type { Signer } from "../../src/turn/sign.ts";
import type { ConversationId, TurnId } from "../../src/turn/turn.ts";
import { SlackAnswer } from "./answer.ts";
import type { Askers } from "./askers.ts";
import type { Calls } from "./calls.ts";
import type { Pace } from "./limits.ts";
import { Posts } from "./posts.ts";

export interface DeliveriesOptions {
  readonly calls: Calls;
  readonly askers: Askers;
  readonly pace: Pace;
  readonly selfId: string;
  readonly teamId: string;
  readonly signer: Signer;
}

/** Slack's clock and this machine's may differ by so much. */
const CLOCK_DIFFERENCE_MS = 60_000;
const MAX_REMOVED = 1_000;

export class Deliveries {
  readonly #options: DeliveriesOptions;
  readonly #answers = new Map<TurnId, { readonly answer: SlackAnswer; readonly conversationId: ConversationId }>();
  readonly #removed = new Set<string>();
  readonly #startedAt = Date.now();

  constructor(options: DeliveriesOptions) {
    this.#options = options;
  }

  /** Throws DeliveryError and RateLimitError. */
  async deliver(delivery: Delivery): Promise<void> {
    const { answerTurn } = delivery.target;
    const answer = this.#answers.get(answerTurn)?.answer ?? this.#open(delivery.target);
    await answer.take(delivery);
    if (delivery.type === "answer-end") this.#answers.delete(answerTurn);
  }

  /** The answer that is being given in a conversation. */
  runningIn(conversationId: ConversationId): TurnId | undefined {
    return [...this.#answers].find(([, running]) => running.conversationId === conversationId)?.[0];
  }

  /** Whether Quartet itself removed that message: then nobody asks it to forget. */
  wasRemoved(channelId: string, ts: string): boolean {
    return this.#removed.has(`${channelId}:${ts}`);
  }

  async stop(): Promise<void> {
    const resting = [...this.#answers.values()].map(({ answer }) => answer.rest());
    this.#answers.clear();
    await Promise.all(resting);
  }

  #open({ source, answerTurn, conversationId, language }: DeliveryTarget): SlackAnswer {
    const { calls, askers, pace, selfId, teamId, signer } = this.#options;
    const { channelId, threadId, messageId: askedTs } = source;
    const place = { channelId, ...(threadId === undefined ? {} : { threadId }) };
    const noteRemoved = (channel: string, ts: string) => this.#noteRemoved(`${channel}:${ts}`);
    const posts = new Posts({ calls, place, answer: answerTurn, askedTs, selfId, signer, noteRemoved });
    const asker = askers.of(answerTurn);
    const recipient = asker === undefined ? undefined : { userId: asker, teamId };
    const mayHaveBegun = Number(askedTs) * 1000 < this.#startedAt + CLOCK_DIFFERENCE_MS;
    const sentences = sentencesIn(language);
    const answer = new SlackAnswer({ posts, sentences, calls, place, pace, recipient, teamId, askedTs, mayHaveBegun });
    this.#answers.set(answerTurn, { answer, conversationId });
    return answer;
  }

  #noteRemoved(key: string): void {
    if (this.#removed.size >= MAX_REMOVED) this.#removed.clear();
    this.#removed.add(key);
  }
}
