/** The messages of one answer in their place: posted once each, changed, streamed, removed, and found again by their marks. */

import { z } from "zod";
import type { Signer } from "../../src/turn/sign.ts";
import type { TurnId } from "../../src/turn/turn.ts";
import { rowOf } from "./buttons.ts";
import { type Calls, codeOf } from "./calls.ts";
import type { Face } from "./card.ts";
import { messageShape, type SlackMessage } from "./events.ts";
import { type Mark, markOf, metadataOf } from "./marks.ts";
import { type Cursor, listMessages, pagesOf } from "./pages.ts";
import type { Place } from "./parse.ts";

/** Markdown, escaped; or blocks. */
export type Content = { readonly markdown: string } | Face;

/** Whom a stream is for; Slack asks for it in channels. */
export interface Recipient {
  readonly userId: string;
  readonly teamId: string;
}

export interface PostsOptions {
  readonly calls: Calls;
  readonly place: Place;
  readonly answer: TurnId;
  /** ts of the asking message: this answer's messages are younger. */
  readonly askedTs: string;
  readonly selfId: string;
  readonly signer: Signer;
  /** Notes what Quartet itself removes, so that it does not count as a person's wish to forget. */
  readonly noteRemoved: (channelId: string, ts: string) => void;
}

const PAGE = 200;
const FILE_GONE = ["file_not_found", "file_deleted"];

export class Posts {
  readonly #options: PostsOptions;

  constructor(options: PostsOptions) {
    this.#options = options;
  }

  get hasThread(): boolean {
    return this.#options.place.threadId !== undefined;
  }

  /** Resolves with the message's ts. */
  async post(mark: Omit<Mark, "answer">, content: Content): Promise<string> {
    const { calls } = this.#options;
    const post = async () =>
      (
        await calls.client.chat.postMessage({
          ...this.#where(),
          ...wireOf(content, this.#options.signer),
          ...this.#metadata(mark),
          unfurl_links: false,
          unfurl_media: false,
        })
      ).ts;
    const find = async () => (await this.list()).find((message) => this.#isMarked(message, mark.part))?.ts;
    return String(await calls.once(post, find));
  }

  async update(ts: string, mark: Omit<Mark, "answer">, content: Content): Promise<void> {
    const { calls, place, signer } = this.#options;
    await calls.repeatable(() => calls.client.chat.update({ channel: place.channelId, ts, ...wireOf(content, signer), ...this.#metadata(mark) }));
  }

  /** With it goes the message that shows it. One that is gone already is no fault. */
  async removeFile(id: string): Promise<void> {
    const { calls } = this.#options;
    await calls
      .repeatable(() => calls.client.files.delete({ file: id }))
      .catch((error: unknown) => {
        if (!FILE_GONE.includes(codeOf(error) ?? "")) throw error;
      });
  }

  /** A message that is gone already is no fault. */
  async remove(ts: string): Promise<void> {
    const { calls, place, noteRemoved } = this.#options;
    noteRemoved(place.channelId, ts);
    await calls
      .repeatable(() => calls.client.chat.delete({ channel: place.channelId, ts }))
      .catch((error: unknown) => {
        if (codeOf(error) !== "message_not_found") throw error;
      });
  }

  /** `isFound`: it is open already, from a call whose answer was lost, and what it says is unknown. */
  async startStream(recipient: Recipient, markdown: string, known: readonly string[]): Promise<{ readonly ts: string; readonly isFound: boolean }> {
    const { calls } = this.#options;
    const { channel, thread_ts: thread = "" } = this.#where();
    const to = { recipient_user_id: recipient.userId, recipient_team_id: recipient.teamId };
    const start = async () => ({
      ts: String((await calls.client.chat.startStream({ channel, thread_ts: thread, ...to, markdown_text: markdown })).ts),
      isFound: false,
    });
    return await calls.once(start, async () => {
      const stray = (await this.list()).find((message) => this.isUnfinished(message) && !known.includes(message.ts));
      return stray === undefined ? undefined : { ts: stray.ts, isFound: true };
    });
  }

  /** Not tried again: the stream would say it twice. */
  async appendStream(ts: string, markdown: string): Promise<void> {
    await this.#options.calls.client.chat.appendStream({ channel: this.#options.place.channelId, ts, markdown_text: markdown });
  }

  async stopStream(ts: string, mark: Omit<Mark, "answer">): Promise<void> {
    const { calls, place } = this.#options;
    await calls.repeatable(() => calls.client.chat.stopStream({ channel: place.channelId, ts, ...this.#metadata(mark) }));
  }

  /** Shown beneath the thread until the app posts; what is refused is not worth a fault. */
  async setStatus(status: string): Promise<void> {
    const { calls, place } = this.#options;
    if (place.threadId === undefined) return;
    await calls.client.assistant.threads.setStatus({ channel_id: place.channelId, thread_ts: place.threadId, status }).catch(() => undefined);
  }

  /** What stands in this place since the question, the question itself included, oldest first. */
  async list(): Promise<readonly SlackMessage[]> {
    const { calls, place, askedTs } = this.#options;
    const wanted = { oldest: askedTs, inclusive: true, include_all_metadata: true, limit: PAGE };
    const ask = (cursor: Cursor) => calls.repeatable(() => listMessages(calls.client, place, { ...wanted, ...cursor }));
    const messages: SlackMessage[] = [];
    for await (const page of pagesOf(ask)) messages.push(...z.array(messageShape).parse(page.messages ?? []));
    return messages.sort((a, b) => (a.ts < b.ts ? -1 : 1));
  }

  /** Of this answer's messages, the mark; undefined for all others. */
  markOf(message: SlackMessage): Mark | undefined {
    const mark = message.user === this.#options.selfId ? markOf(message) : undefined;
    return mark?.answer === this.#options.answer ? mark : undefined;
  }

  /** A stream of Quartet's that was never stopped carries no mark yet. */
  isUnfinished(message: SlackMessage): boolean {
    const isOwn = message.user === this.#options.selfId && message.ts > this.#options.askedTs;
    return this.hasThread && isOwn && message.metadata == null && (message.files?.length ?? 0) === 0;
  }

  #isMarked(message: SlackMessage, part: string): boolean {
    return this.markOf(message)?.part === part;
  }

  #where(): { readonly channel: string; readonly thread_ts?: string } {
    const { channelId, threadId } = this.#options.place;
    return { channel: channelId, ...(threadId === undefined ? {} : { thread_ts: threadId }) };
  }

  #metadata(mark: Omit<Mark, "answer">) {
    return { metadata: metadataOf({ answer: this.#options.answer, ...mark }) };
  }
}

function wireOf(content: Content, signer: Signer) {
  if ("markdown" in content) return { markdown_text: content.markdown };
  const { text, blocks, buttons = [] } = content;
  return { text, blocks: [...blocks, ...(buttons.length > 0 ? [rowOf(buttons, signer)] : [])] };
}
