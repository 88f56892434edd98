/** One answer on its way to the terminal: words and bars onto the screen, files into a folder, all of it kept for whoever asked. */

import { constants, copyFile, mkdir } from "node:fs/promises";
import { join, parse } from "node:path";
import type { DeliveredFile, Delivery } from "../../src/adapter.ts";
import type { CommandReply } from "../../src/commands/command.ts";
import { DeliveryError } from "../../src/errors.ts";
import type { Sentences } from "../../src/language/language.ts";
import type { MediaModality } from "../../src/turn/modality.ts";
import type { MediaPart } from "../../src/turn/part.ts";
import type { Screen } from "./screen.ts";

export interface DeliveredMedium {
  readonly modality: MediaModality;
  /** Path of the file. */
  readonly file: string;
  readonly caption: string;
}

/** Since the question was typed. */
export interface SeenTimings {
  readonly firstTextMs?: number;
  /** When each medium was there, by its file. */
  readonly mediaMs: Readonly<Record<string, number>>;
  readonly totalMs: number;
}

export interface TerminalAnswer {
  readonly text: string;
  readonly media: readonly DeliveredMedium[];
  /** Sentences of Quartet itself: what was left out, dropped or went wrong. */
  readonly notices: readonly string[];
  /** Absent while the answer is still coming. */
  readonly finishReason?: Extract<Delivery, { type: "answer-end" }>["finishReason"];
  readonly timings: SeenTimings;
}

export class AnswerDelivery {
  readonly #screen: Screen;
  readonly #folder: string;
  readonly #sentences: Sentences["terminal"];
  readonly #askedAt = performance.now();
  readonly #ended = Promise.withResolvers<TerminalAnswer>();
  #seen: TerminalAnswer = NOTHING_YET;

  constructor(screen: Screen, folder: string, sentences: Sentences["terminal"]) {
    this.#screen = screen;
    this.#folder = folder;
    this.#sentences = sentences;
  }

  /** As far as it has come. */
  get seen(): TerminalAnswer {
    return this.#seen;
  }

  get ended(): Promise<TerminalAnswer> {
    return this.#ended.promise;
  }

  /** @throws DeliveryError where a file cannot be written. */
  async take(delivery: Delivery): Promise<void> {
    switch (delivery.type) {
      case "answer-start":
        return this.#begin(delivery.waiting);
      case "text-delta":
        return this.#say(delivery.text);
      case "media-start":
        return this.#progress(delivery.piece, delivery.modality, 0, delivery.steps);
      case "media-progress":
        return this.#progress(delivery.piece, this.#modalities.get(delivery.piece) ?? "image", delivery.step, delivery.steps);
      case "media-end":
        return await this.#receive(delivery.part, delivery.file);
      case "media-drop":
        this.#screen.settle(delivery.piece);
        return this.#notice(delivery.told);
      case "notice":
      case "unconfirmed":
        return this.#notice(delivery.text);
      case "answer-end":
        return this.#end(delivery.finishReason);
      default:
        return delivery satisfies never;
    }
  }

  /** What a command is answered: its words, and its files beside what is made. @throws DeliveryError where a file cannot be written */
  async reply({ text, files = [], done }: CommandReply): Promise<void> {
    this.#say(text);
    for (const file of files) this.#screen.line(await this.#copy(file));
    await done?.();
    this.#end("stop");
  }

  readonly #modalities = new Map<number, MediaModality>();

  /** An answer that begins anew, because the core fell over in the first try, is told from the beginning. */
  #begin(waiting: number): void {
    if (this.#seen.text !== "") this.#screen.line(`[${this.#sentences.onceMore}]`);
    if (waiting > 0) this.#screen.line(`[${this.#sentences.waiting(waiting)}]`);
    this.#seen = NOTHING_YET;
  }

  #say(text: string): void {
    const { timings } = this.#seen;
    this.#seen = { ...this.#seen, text: this.#seen.text + text, timings: { firstTextMs: this.#elapsedMs(), ...timings } };
    this.#screen.write(text);
  }

  #progress(piece: MediaPart["piece"], modality: MediaModality, step: number, steps: number): void {
    this.#modalities.set(piece, modality);
    this.#screen.progress(piece, modality, step, steps);
  }

  async #receive(part: MediaPart, file: DeliveredFile): Promise<void> {
    const path = await this.#copy(file);
    const { media, timings } = this.#seen;
    const mediaMs = { ...timings.mediaMs, [path]: this.#elapsedMs() };
    this.#seen = { ...this.#seen, media: [...media, { modality: part.type, file: path, caption: file.altText }], timings: { ...timings, mediaMs } };
    this.#screen.settle(part.piece);
    this.#screen.line(`#${part.piece} ${path}  ${file.altText}`);
  }

  /** Under its own name, or with a number behind where an earlier file has it. */
  async #copy({ path, name }: DeliveredFile): Promise<string> {
    const { name: stem, ext } = parse(name);
    await mkdir(this.#folder, { recursive: true });
    for (let number = 1; ; number++) {
      const target = join(this.#folder, number === 1 ? name : `${stem}-${number}${ext}`);
      const fault = await copyFile(path, target, constants.COPYFILE_EXCL).then(
        () => undefined,
        (error: NodeJS.ErrnoException) => error,
      );
      if (fault === undefined) return target;
      if (fault.code !== "EEXIST") throw new DeliveryError(`Expected to write ${target}: ${fault.message}`, fault);
    }
  }

  #notice(text: string): void {
    this.#seen = { ...this.#seen, notices: [...this.#seen.notices, text] };
    this.#screen.line(`[${text}]`);
  }

  #end(finishReason: NonNullable<TerminalAnswer["finishReason"]>): void {
    const { timings } = this.#seen;
    this.#seen = { ...this.#seen, finishReason, timings: { ...timings, totalMs: this.#elapsedMs() } };
    this.#screen.write("\n");
    this.#ended.resolve(this.#seen);
  }

  #elapsedMs(): number {
    return Math.round(performance.now() - this.#askedAt);
  }
}

const NOTHING_YET: TerminalAnswer = { text: "", media: [], notices: [], timings: { mediaMs: {}, totalMs: 0 } };
