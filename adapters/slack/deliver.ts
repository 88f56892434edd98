/** Deliveries go back into the channel: each to its answer, which lives from its first delivery to its end. */

import type { Delivery, DeliveryTarget, Owed, Retracted } from "../../src/adapter.ts";
import { sentencesIn } from "../../src/language/language.ts";
import type { Signer } from "../../src/turn/sign.ts";
import type { Source } from "../../src/turn/inbound.ts";
import type { ConversationId, TurnId } from "../../src/turn/turn.ts";
import { SlackAnswer } from "./answer.ts";
import type { Askers } from "./askers.ts";
import type { Calls } from "./calls.ts";
import { namesMarked } from "./find-sent.ts";
import { Latest } from "./latest.ts";
import type { Pace } from "./limits.ts";
import type { Place } from "./parse.ts";
import { Posts } from "./posts.ts";

export interface DeliveriesOptions {
  readonly calls: Calls;
  readonly askers: Askers;
  readonly pace: Pace;
  readonly selfId: string;
  readonly teamId: string;
  readonly signer: Signer;
}

const MAX_REMOVED = 1_000;
/** Slack's clock and this machine's differ. */
const CLOCK_MARGIN_MS = 10 * 60_000;
/** As old as anything. */
const FIRST_TS = "0";

export class Deliveries {
  readonly #options: DeliveriesOptions;
  readonly #answers = new Map<TurnId, { readonly answer: SlackAnswer; readonly conversationId: ConversationId }>();
  readonly #removed = new Latest<true>(MAX_REMOVED);

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

  /** Throws DeliveryError where the channel cannot be read. */
  async findSent(target: DeliveryTarget, owed: readonly Owed[]): Promise<ReadonlySet<string>> {
    const posts = this.#postsOf(target);
    const marks = (await posts.list()).flatMap((message) => posts.markOf(message) ?? []);
    return namesMarked(marks, owed);
  }

  /** The answer is looked for behind the message that it answers; one that was asked for without any, in all of its thread, or since then. */
  async retract(answer: Retracted): Promise<void> {
    const { threadId } = answer.source;
    const asked = /^slack:[A-Z0-9]+:(\d+\.\d+)/.exec(answer.answerTurn)?.[1] ?? threadId;
    const since = asked ?? (answer.askedAt === undefined ? undefined : ((answer.askedAt - CLOCK_MARGIN_MS) / 1000).toFixed(6));
    if (!(await this.#removeSince(answer, since ?? FIRST_TS)) && asked === undefined) await this.#removeSince(answer, FIRST_TS);
  }

  /** Whether anything of the answer stood there. */
  async #removeSince(answer: Retracted, messageId: string): Promise<boolean> {
    const posts = this.#postsOf({ ...answer, source: { ...answer.source, messageId }, askedTurn: answer.answerTurn });
    const marked = (await posts.list()).flatMap((message) => {
      const mark = posts.markOf(message);
      return mark === undefined ? [] : [{ ts: message.ts, file: mark.file }];
    });
    for (const { ts, file } of marked) {
      if (file !== undefined) await posts.removeFile(file);
      await posts.remove(ts);
    }
    return marked.length > 0;
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

  #open(target: DeliveryTarget): SlackAnswer {
    const { calls, askers, pace, teamId } = this.#options;
    const { source, answerTurn, conversationId, isResumed = false, language } = target;
    const posts = this.#postsOf(target);
    const asker = askers.of(answerTurn);
    const recipient = asker === undefined ? undefined : { userId: asker, teamId };
    const sentences = sentencesIn(language);
    const answer = new SlackAnswer({
      posts,
      sentences,
      calls,
      place: placeIn(source),
      pace,
      recipient,
      teamId,
      askedTs: source.messageId,
      isResumed,
    });
    this.#answers.set(answerTurn, { answer, conversationId });
    return answer;
  }

  #postsOf({ source, answerTurn }: DeliveryTarget): Posts {
    const { calls, selfId, signer } = this.#options;
    const noteRemoved = (channel: string, ts: string) => this.#removed.set(`${channel}:${ts}`, true);
    return new Posts({ calls, place: placeIn(source), answer: answerTurn, askedTs: source.messageId, selfId, signer, noteRemoved });
  }
}

function placeIn({ channelId, threadId }: Source): Place {
  return { channelId, ...(threadId === undefined ? {} : { threadId }) };
}
