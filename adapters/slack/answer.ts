/** One answer in its place: what people see of it, message by message, from the first sign of life to the end. */

import type { Delivery } from "../../src/adapter.ts";
import type { Sentences } from "../../src/language/language.ts";
import type { PieceNumber } from "../../src/turn/part.ts";
import type { TurnId } from "../../src/turn/turn.ts";
import type { Calls } from "./calls.ts";
import { doubtFace, finishedFace, type Making, makingFace, noticeFace, type QueuePlace, waitingFace, waitingWords } from "./card.ts";
import type { Pace } from "./limits.ts";
import { type Mark, wordsMark } from "./marks.ts";
import type { Place } from "./parse.ts";
import type { Posts, Recipient } from "./posts.ts";
import { TextFlow } from "./text-flow.ts";
import { isShared, shareFile, uploadFile } from "./upload.ts";

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

interface Card {
  ts: string;
  making?: Making;
  file?: { readonly id: string; readonly sha256: string };
  shownAt: number;
  /** False where only an earlier try had it. */
  isCurrent: boolean;
}

type Of<Type extends Delivery["type"]> = Extract<Delivery, { type: Type }>;

export class SlackAnswer {
  readonly #options: AnswerOptions;
  readonly #cards = new Map<PieceNumber, Card>();
  readonly #notices: string[] = [];
  #noticed = 0;
  #text: TextFlow;
  #sign: string | undefined;
  #status: NodeJS.Timeout | undefined;
  #hasBegun = false;

  constructor(options: AnswerOptions) {
    this.#options = options;
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
        return await this.#begin(delivery);
      case "media-progress":
        return await this.#progress(delivery);
      case "media-end":
        return await this.#finish(delivery);
      case "media-drop":
        return await this.#drop(delivery);
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
    for (const card of this.#cards.values()) card.isCurrent = false;
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

  #adoptMarked(ts: string, { part, file, sha256 = "" }: Mark): void {
    const [kind, number] = part.split("-");
    if (kind === "sign") this.#sign = ts;
    else if (kind === "text") this.#text.adopt([ts]);
    else if (kind === "notice") this.#notices.push(ts);
    else if (kind === "piece")
      this.#cards.set(Number(number) as PieceNumber, {
        ts,
        shownAt: 0,
        isCurrent: false,
        ...(file === undefined ? {} : { file: { id: file, sha256 } }),
      });
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

  async #begin({ target, piece, modality, caption, steps }: Of<"media-start">): Promise<void> {
    const making = { piece, modality, caption, step: 0, steps };
    const mark = { part: `piece-${piece}`, state: "making" } as const;
    const face = makingFace(this.#options.sentences, target.answerTurn, making);
    const known = this.#cards.get(piece);
    if (known !== undefined) await this.#options.posts.update(known.ts, mark, face);
    const ts = known?.ts ?? (await this.#options.posts.post(mark, face));
    this.#cards.set(piece, { ...known, ts, making, shownAt: performance.now(), isCurrent: true });
  }

  /** A step that cannot be shown is no loss: the next one comes, or the end. */
  async #progress({ target, piece, step, steps }: Of<"media-progress">): Promise<void> {
    const card = this.#cards.get(piece);
    if (card?.making === undefined || performance.now() - card.shownAt < this.#options.pace.updateIntervalMs) return;
    card.making = { ...card.making, step, steps };
    card.shownAt = performance.now();
    const face = makingFace(this.#options.sentences, target.answerTurn, card.making);
    await this.#options.posts.update(card.ts, { part: `piece-${piece}`, state: "making" }, face).catch(() => undefined);
  }

  /** The file's id is noted on the card before anybody sees the file, so that a crash in between uploads nothing twice. */
  async #finish({ target, part, file }: Of<"media-end">): Promise<void> {
    const { posts, calls, place } = this.#options;
    const { piece, caption, type: modality } = part;
    const mark = { part: `piece-${piece}` };
    if (!this.#cards.has(piece)) await this.#begin({ target, type: "media-start", piece, modality, caption, steps: 1 });
    const card = this.#cards.get(piece);
    if (card === undefined) return;
    card.isCurrent = true;
    if (card.file !== undefined && card.file.sha256 !== part.file.id) await this.#removeFile(card);
    if (card.file === undefined) {
      card.file = { id: await uploadFile(calls, file), sha256: part.file.id };
      const face = makingFace(this.#options.sentences, target.answerTurn, card.making ?? { piece, modality, caption, step: 1, steps: 1 });
      await posts.update(card.ts, { ...mark, state: "making", file: card.file.id, sha256: card.file.sha256 }, face);
    }
    if (!(await isShared(calls, card.file.id))) await shareFile(calls, card.file.id, file.name, place);
    await posts.update(
      card.ts,
      { ...mark, state: "made", file: card.file.id, sha256: card.file.sha256 },
      finishedFace(this.#options.sentences, target.answerTurn, { piece, modality, caption }),
    );
  }

  async #removeFile(card: Card): Promise<void> {
    const { calls } = this.#options;
    const id = card.file?.id;
    if (id !== undefined) await calls.repeatable(() => calls.client.files.delete({ file: id })).catch(() => undefined);
    delete card.file;
  }

  async #drop({ piece, told }: Of<"media-drop">): Promise<void> {
    const { posts } = this.#options;
    const card = this.#cards.get(piece);
    const mark = { part: `piece-${piece}`, state: "dropped" } as const;
    const face = noticeFace(`#${piece}: ${told}`);
    if (card !== undefined) await posts.update(card.ts, mark, face);
    const ts = card?.ts ?? (await posts.post(mark, face));
    this.#cards.set(piece, { ts, shownAt: 0, isCurrent: true });
  }

  async #end({ finishReason }: Of<"answer-end">): Promise<void> {
    const { posts, sentences } = this.#options;
    await this.#text.settle();
    await this.#removeSign();
    for (const [piece, card] of this.#cards) if (!card.isCurrent) await this.#removeCard(piece, card);
    if (!this.#text.isShown && this.#cards.size + this.#noticed === 0)
      await this.#notice(finishReason === "cancelled" ? sentences.faults.cancelled : sentences.slack.nothingToSay);
    for (const ts of this.#notices.splice(this.#noticed)) await posts.remove(ts);
    await this.rest();
  }

  async #removeCard(piece: PieceNumber, card: Card): Promise<void> {
    await this.#removeFile(card);
    await this.#options.posts.remove(card.ts);
    this.#cards.delete(piece);
  }
}
