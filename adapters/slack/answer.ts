/** One answer in its place: what people see of it, message by message, from the first sign of life to the end. */

import type { Delivery } from "../../src/adapter.ts";
import type { Sentences } from "../../src/language/language.ts";
import type { TurnId } from "../../src/turn/turn.ts";
import type { Calls } from "./calls.ts";
import { doubtFace, noticeFace, type QueuePlace, waitingFace, waitingWords } from "./card.ts";
import { Cards } from "./cards.ts";
import type { Pace } from "./limits.ts";
import { type Mark, wordsMark } from "./marks.ts";
import type { Place } from "./parse.ts";
import type { Posts, Recipient } from "./posts.ts";
import { TextFlow } from "./text-flow.ts";

export interface AnswerOptions {
  readonly posts: Posts;
  readonly calls: Calls;
  readonly place: Place;
  readonly pace: Pace;
  readonly recipient: Recipient | undefined;
  /** In the language of the place. */
  readonly sentences: Sentences;
  readonly teamId: string;
  readonly askedTs: string;
  /** An earlier run may have posted some of it. */
  readonly isResumed: boolean;
}

type Of<Type extends Delivery["type"]> = Extract<Delivery, { type: Type }>;

export class SlackAnswer {
  readonly #options: AnswerOptions;
  readonly #cards: Cards;
  readonly #notices: string[] = [];
  #noticed = 0;
  #text: TextFlow;
  #sign: string | undefined;
  #status: NodeJS.Timeout | undefined;
  #hasBegun = false;

  constructor(options: AnswerOptions) {
    this.#options = options;
    this.#cards = new Cards({ ...options, updateIntervalMs: options.pace.updateIntervalMs });
    this.#text = new TextFlow(options.posts, options.recipient, options.pace);
  }

  async take(delivery: Delivery): Promise<void> {
    switch (delivery.type) {
      case "answer-start":
        return await this.#start(delivery);
      case "text-delta":
        return this.#text.say(delivery.text);
      case "notice":
        return await this.#notice(delivery.text);
      case "media-start":
        return await this.#cards.begin(delivery);
      case "media-progress":
        return await this.#cards.progress(delivery);
      case "media-end":
        return await this.#cards.finish(delivery);
      case "media-drop":
        return await this.#cards.drop(delivery);
      case "unconfirmed":
        return await this.#doubt(delivery);
      case "answer-end":
        return await this.#end(delivery);
      default:
        return delivery satisfies never;
    }
  }

  /** Nothing more goes out, and nothing looks as if it did. */
  async rest(): Promise<void> {
    clearInterval(this.#status);
    await this.#text.rest();
    await this.#options.posts.setStatus("");
  }

  async #start({ target, ...place }: Of<"answer-start">): Promise<void> {
    const { posts, pace, isResumed, sentences } = this.#options;
    if (!this.#hasBegun && isResumed) await this.#adopt();
    else if (this.#hasBegun) await this.#text.restart();
    this.#hasBegun = true;
    this.#noticed = 0;
    this.#cards.doubtAll();
    clearInterval(this.#status);
    this.#status = setInterval(() => void posts.setStatus(waitingWords(sentences, place)), pace.statusIntervalMs).unref();
    await posts.setStatus(waitingWords(sentences, place));
    await this.#showSign(target.answerTurn, place);
  }

  /**
   * In a thread Slack shows the status; a direct message needs a message to say so, which then becomes the answer.
   * The sign of one that waited goes, because it stands above the answers that came first.
   */
  async #showSign(answerTurn: TurnId, place: QueuePlace): Promise<void> {
    const { posts, sentences } = this.#options;
    const { waiting } = place;
    const face = waitingFace(sentences, answerTurn, place);
    if (waiting > 0 && this.#sign !== undefined) return await posts.update(this.#sign, { part: "sign" }, face);
    await this.#removeSign();
    if (this.#text.isShown || (waiting === 0 && posts.hasThread)) return;
    const ts = await posts.post({ part: "sign" }, face);
    if (waiting > 0) this.#sign = ts;
    else this.#text.adopt([ts]);
  }

  async #removeSign(): Promise<void> {
    if (this.#sign !== undefined) await this.#options.posts.remove(this.#sign);
    this.#sign = undefined;
  }

  /** Takes over what an earlier run of Quartet posted of this answer. */
  async #adopt(): Promise<void> {
    const { posts, askedTs, teamId, pace } = this.#options;
    const listed = await posts.list();
    const userId = listed.find(({ ts, bot_id: botId }) => ts === askedTs && !botId)?.user;
    if (this.#options.recipient === undefined && userId !== undefined) this.#text = new TextFlow(posts, { userId, teamId }, pace);
    for (const message of listed) {
      const mark = posts.markOf(message);
      if (mark !== undefined) this.#adoptMarked(message.ts, mark);
      else if (posts.isUnfinished(message)) await this.#removeStray(message.ts);
    }
  }

  #adoptMarked(ts: string, mark: Mark): void {
    const [kind] = mark.part.split("-");
    if (kind === "sign") this.#sign = ts;
    else if (kind === "text") this.#text.adopt([ts]);
    else if (kind === "notice") this.#notices.push(ts);
    else if (kind === "piece") this.#cards.adopt(ts, mark);
  }

  async #removeStray(ts: string): Promise<void> {
    await this.#options.posts.stopStream(ts, { part: "stray" }).catch(() => undefined);
    await this.#options.posts.remove(ts);
  }

  async #notice(text: string): Promise<void> {
    const { posts } = this.#options;
    const mark = wordsMark(`notice-${this.#noticed}`, text);
    const ts = this.#notices[this.#noticed];
    if (ts === undefined) this.#notices.push(await posts.post(mark, noticeFace(text)));
    else await posts.update(ts, mark, noticeFace(text));
    this.#noticed += 1;
  }

  async #doubt({ target, text }: Of<"unconfirmed">): Promise<void> {
    const { posts, sentences } = this.#options;
    await posts.post({ part: "doubt" }, doubtFace(sentences, target.answerTurn, text));
    this.#noticed += 1;
  }

  /** Rests also where Slack refuses the end, or a status would say for ever that more comes. */
  async #end({ finishReason }: Of<"answer-end">): Promise<void> {
    try {
      await this.#settle(finishReason === "cancelled");
    } finally {
      await this.rest();
    }
  }

  async #settle(isCancelled: boolean): Promise<void> {
    const { posts, sentences } = this.#options;
    await this.#text.settle();
    await this.#removeSign();
    await this.#cards.end();
    if (!this.#text.isShown && this.#cards.count + this.#noticed === 0)
      await this.#notice(isCancelled ? sentences.faults.cancelled : sentences.faults.nothingToSay);
    for (const ts of this.#notices.splice(this.#noticed)) await posts.remove(ts);
  }
}
