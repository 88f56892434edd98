/** The words of one answer as they come: a stream in a thread, a message that changes elsewhere, further messages where one is full or old. */

import { DeliveryError } from "../../src/errors.ts";
import { closingOf, openFence, openingOf } from "../../src/router/split-text.ts";
import type { Pace } from "./limits.ts";
import { escapeMarkup, splitForSlack } from "./markup.ts";
import { wordsMark } from "./marks.ts";
import type { Posts, Recipient } from "./posts.ts";

interface Shown {
  readonly ts: string;
  /** What it says, before escaping; undefined where that is not known. */
  text: string | undefined;
  /** Since when it streams (performance.now()). */
  streamsSince?: number;
}

export class TextFlow {
  readonly #posts: Posts;
  readonly #recipient: Recipient | undefined;
  readonly #pace: Pace;
  readonly #shown: Shown[] = [];
  /** The words so far; a new run begins where a stream grew too old. */
  #runs = [""];
  #mayStream: boolean;
  #timer: NodeJS.Timeout | undefined;
  #work: Promise<void> = Promise.resolve();
  #fault: unknown;

  /** Without a recipient nothing is streamed. */
  constructor(posts: Posts, recipient: Recipient | undefined, pace: Pace) {
    this.#posts = posts;
    this.#recipient = recipient;
    this.#pace = pace;
    this.#mayStream = recipient !== undefined && posts.hasThread;
  }

  get isShown(): boolean {
    return this.#shown.length > 0;
  }

  /** Never fails and never waits: a fault shows in `settle`, which shows everything again. */
  say(text: string): void {
    this.#rotate();
    this.#runs[this.#runs.length - 1] += text;
    this.#timer ??= setTimeout(() => this.#tick(), this.#shown.length === 0 ? 0 : this.#intervalMs());
  }

  /** Messages of an earlier try, in order: the answer takes them over. */
  adopt(ts: readonly string[]): void {
    this.#shown.push(...ts.map((each) => ({ ts: each, text: undefined })));
  }

  /** From the beginning: what is shown is replaced by what comes. */
  async restart(): Promise<void> {
    await this.#quiet();
    this.#runs = [""];
    for (const index of this.#shown.keys()) await this.#stop(index);
  }

  /** Resolves when people see all of it and nothing else. Throws DeliveryError. */
  async settle(): Promise<void> {
    await this.#quiet();
    await this.#show();
    for (const index of this.#shown.keys()) await this.#stop(index);
    await this.#show();
    for (const { ts } of this.#shown.splice(this.#parts().length)) await this.#posts.remove(ts);
  }

  /** Nothing more goes out; what streams is ended, so that a later run finds it by its mark. */
  async rest(): Promise<void> {
    await this.#quiet();
    for (const index of this.#shown.keys()) await this.#stop(index);
  }

  async #quiet(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    await this.#work;
    this.#fault = undefined;
  }

  #intervalMs(): number {
    return this.#shown.at(-1)?.streamsSince === undefined ? this.#pace.updateIntervalMs : this.#pace.appendIntervalMs;
  }

  #tick(): void {
    this.#timer = undefined;
    this.#work = this.#work
      .then(async () => {
        if (this.#fault === undefined) await this.#show();
      })
      .catch((error: unknown) => {
        this.#fault = error;
      });
  }

  /** Slack would end the stream soon: it is left as it is, and another one goes on. */
  #rotate(): void {
    const since = this.#shown.at(-1)?.streamsSince;
    if (since === undefined || performance.now() - since < this.#pace.streamAgeMs) return;
    const run = this.#runs.at(-1) ?? "";
    const fence = openFence(run);
    this.#runs.splice(-1, 1, run + closingOf(run, fence), openingOf(fence));
  }

  #parts(): readonly string[] {
    return this.#runs.flatMap(splitForSlack).filter((part) => part.trim() !== "");
  }

  async #show(): Promise<void> {
    for (const [index, part] of this.#parts().entries()) {
      const shown = this.#shown[index];
      if (shown === undefined) await this.#begin(index, part);
      else if (shown.text !== part) await this.#change(index, shown, part);
    }
  }

  async #begin(index: number, part: string): Promise<void> {
    if (index > 0) await this.#stop(index - 1);
    const stream = this.#mayStream ? await this.#beginStream(part) : undefined;
    const shown = stream ?? { ts: await this.#posts.post(wordsMark(`text-${index}`, part), { markdown: escapeMarkup(part) }), text: part };
    this.#shown.push(shown);
    if (shown.text === undefined) await this.#change(index, shown, part);
  }

  async #beginStream(part: string): Promise<Shown | undefined> {
    if (this.#recipient === undefined) return undefined;
    try {
      const known = this.#shown.map(({ ts }) => ts);
      const { ts, isFound } = await this.#posts.startStream(this.#recipient, escapeMarkup(part), known);
      return { ts, text: isFound ? undefined : part, streamsSince: performance.now() };
    } catch (error) {
      if (!(error instanceof DeliveryError)) throw error;
      this.#mayStream = false;
      return undefined;
    }
  }

  async #change(index: number, shown: Shown, part: string): Promise<void> {
    if (shown.streamsSince !== undefined && shown.text !== undefined && part.startsWith(shown.text)) {
      try {
        await this.#posts.appendStream(shown.ts, escapeMarkup(part.slice(shown.text.length)));
        shown.text = part;
        return;
      } catch {
        shown.text = undefined;
      }
    }
    await this.#stop(index);
    await this.#posts.update(shown.ts, wordsMark(`text-${index}`, part), { markdown: escapeMarkup(part) });
    shown.text = part;
  }

  /** A stream that Slack has ended by itself gets its mark, and what it lacks, by an update. */
  async #stop(index: number): Promise<void> {
    const shown = this.#shown[index];
    if (shown?.streamsSince === undefined) return;
    try {
      const part = `text-${index}`;
      await this.#posts.stopStream(shown.ts, shown.text === undefined ? { part } : wordsMark(part, shown.text));
    } catch {
      shown.text = undefined;
    }
    delete shown.streamsSince;
  }
}
