/** The media of one answer in Slack: each a card that says how far it is, then that it is made, with its file or the parts of it beneath. */

import type { DeliveredFile, Delivery } from "../../src/adapter.ts";
import type { Sentences } from "../../src/language/language.ts";
import type { PieceNumber } from "../../src/turn/part.ts";
import type { Calls } from "./calls.ts";
import { finishedFace, type Making, makingFace, noticeFace, partFace } from "./card.ts";
import type { Mark } from "./marks.ts";
import type { Place } from "./parse.ts";
import type { Posts } from "./posts.ts";
import { isShared, shareFile, uploadFile } from "./upload.ts";

export interface CardsOptions {
  readonly posts: Posts;
  readonly calls: Calls;
  readonly place: Place;
  readonly sentences: Sentences;
  readonly updateIntervalMs: number;
}

interface Card {
  readonly ts: string;
  making?: Making;
  file?: UploadedFile;
  shownAt: number;
  /** False where only an earlier try had it. */
  isCurrent: boolean;
}

/** `sha256`: of the whole; `share`: which part of it this is, such as "2of3". */
interface UploadedFile {
  readonly id: string;
  readonly sha256: string;
  readonly share?: string;
}

type Of<Type extends Delivery["type"]> = Extract<Delivery, { type: Type }>;

export class Cards {
  readonly #options: CardsOptions;
  /** By the part of the answer that their mark names: "piece-3", and "piece-3.2" for what a second part of its file stands beneath. */
  readonly #cards = new Map<string, Card>();

  constructor(options: CardsOptions) {
    this.#options = options;
  }

  get count(): number {
    return this.#cards.size;
  }

  /** An earlier run of Quartet posted it. */
  adopt(ts: string, { part, file, sha256 = "", share }: Mark): void {
    const known = file === undefined ? {} : { file: { id: file, sha256, ...(share === undefined ? {} : { share }) } };
    this.#cards.set(part, { ts, shownAt: 0, isCurrent: false, ...known });
  }

  /** The answer begins anew: what does not come again goes with its end. */
  doubtAll(): void {
    for (const card of this.#cards.values()) card.isCurrent = false;
  }

  async begin({ target, piece, modality, caption, steps }: Of<"media-start">): Promise<void> {
    const { posts, sentences } = this.#options;
    const making = { piece, modality, caption, step: 0, steps };
    const mark = { part: partOf(piece), state: "making" } as const;
    const face = makingFace(sentences, target.answerTurn, making);
    const known = this.#cards.get(mark.part);
    if (known !== undefined) await posts.update(known.ts, mark, face);
    const ts = known?.ts ?? (await posts.post(mark, face));
    this.#cards.set(mark.part, { ...known, ts, making, shownAt: performance.now(), isCurrent: true });
  }

  /** A step that cannot be shown is no loss: the next one comes, or the end. */
  async progress({ target, piece, step, steps }: Of<"media-progress">): Promise<void> {
    const { posts, sentences, updateIntervalMs } = this.#options;
    const card = this.#cards.get(partOf(piece));
    if (card?.making === undefined || performance.now() - card.shownAt < updateIntervalMs) return;
    card.making = { ...card.making, step, steps };
    card.shownAt = performance.now();
    await posts
      .update(card.ts, { part: partOf(piece), state: "making" }, makingFace(sentences, target.answerTurn, card.making))
      .catch(() => undefined);
  }

  /** The card says that the piece is made once all of it is there. */
  async finish(delivery: Of<"media-end">): Promise<void> {
    const { posts, sentences } = this.#options;
    const { target, part, file, rest = [] } = delivery;
    const { piece, caption, type: modality } = part;
    const name = partOf(piece);
    if (!this.#cards.has(name)) await this.begin({ target, type: "media-start", piece, modality, caption, steps: 1 });
    const card = this.#cards.get(name);
    if (card === undefined) return;
    card.isCurrent = true;
    const count = rest.length + 1;
    const face = makingFace(sentences, target.answerTurn, card.making ?? { piece, modality, caption, step: 1, steps: 1 });
    await this.#bring(name, card, file, shareOf(part.file.id, 1, count), face);
    for (const [index, further] of rest.entries()) await this.#bringPart(delivery, further, index + 2, count);
    await this.#removeParts(piece, count);
    await posts.update(card.ts, markOf(name, card, "made"), finishedFace(sentences, target.answerTurn, { piece, modality, caption }, count));
  }

  async drop({ piece, told }: Of<"media-drop">): Promise<void> {
    const { posts } = this.#options;
    const mark = { part: partOf(piece), state: "dropped" } as const;
    const known = this.#cards.get(mark.part);
    const face = noticeFace(`#${piece}: ${told}`);
    await this.#removeParts(piece, 1);
    if (known !== undefined) {
      await this.#removeFile(known);
      await posts.update(known.ts, mark, face);
    }
    const ts = known?.ts ?? (await posts.post(mark, face));
    this.#cards.set(mark.part, { ts, shownAt: 0, isCurrent: true });
  }

  /** What only an earlier try had goes. */
  async end(): Promise<void> {
    for (const [name, card] of this.#cards) if (!card.isCurrent) await this.#remove(name, card);
  }

  async #bringPart({ target, part }: Of<"media-end">, file: DeliveredFile, number: number, count: number): Promise<void> {
    const { posts, sentences } = this.#options;
    const name = `${partOf(part.piece)}.${number}`;
    const face = partFace(sentences, target.answerTurn, { piece: part.piece, modality: part.type, caption: part.caption }, number, count);
    const card = this.#cards.get(name) ?? { ts: await posts.post({ part: name }, face), shownAt: 0, isCurrent: true };
    this.#cards.set(name, Object.assign(card, { isCurrent: true }));
    await this.#bring(name, card, file, shareOf(part.file.id, number, count), face);
  }

  /** The file's id is noted on the card before anybody sees the file, so that a crash in between uploads nothing twice. */
  async #bring(
    name: string,
    card: Card,
    file: DeliveredFile,
    expected: Omit<UploadedFile, "id">,
    face: ReturnType<typeof makingFace>,
  ): Promise<void> {
    const { posts, calls, place } = this.#options;
    if (card.file !== undefined && (card.file.sha256 !== expected.sha256 || card.file.share !== expected.share)) await this.#removeFile(card);
    if (card.file === undefined) {
      card.file = { id: await uploadFile(calls, file), ...expected };
      await posts.update(card.ts, markOf(name, card, "making"), face);
    }
    if (!(await isShared(calls, card.file.id))) await shareFile(calls, card.file.id, file.name, place);
  }

  /** Of an earlier try that had more of them. */
  async #removeParts(piece: PieceNumber, count: number): Promise<void> {
    for (const [name, card] of this.#cards) {
      const [of, number] = name.split(".");
      if (of === partOf(piece) && Number(number) > count) await this.#remove(name, card);
    }
  }

  async #removeFile(card: Card): Promise<void> {
    if (card.file !== undefined) await this.#options.posts.removeFile(card.file.id).catch(() => undefined);
    delete card.file;
  }

  async #remove(name: string, card: Card): Promise<void> {
    await this.#removeFile(card);
    await this.#options.posts.remove(card.ts);
    this.#cards.delete(name);
  }
}

function partOf(piece: PieceNumber): string {
  return `piece-${piece}`;
}

function shareOf(sha256: string, number: number, count: number): Omit<UploadedFile, "id"> {
  return { sha256, ...(count === 1 ? {} : { share: `${number}of${count}` }) };
}

function markOf(part: string, { file }: Card, state: "making" | "made"): Omit<Mark, "answer"> {
  if (file === undefined) return { part, state };
  const { id, sha256, share } = file;
  return { part, state, file: id, sha256, ...(share === undefined ? {} : { share }) };
}
