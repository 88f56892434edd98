/** A platform in memory: people say things, and what is delivered stands in a list. */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Adapter, AttachmentSource, Delivery, PlatformLimits } from "../../src/adapter.ts";
import { DeliveryError } from "../../src/errors.ts";
import type { Inbound, PressedAction, Wish } from "../../src/turn/inbound.ts";
import { answerTurnOf } from "../../src/turn/inbound.ts";
import { type Author, conversationIdOf, type Platform, type TurnId } from "../../src/turn/turn.ts";

export interface SaidFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

export interface Saying {
  readonly channelId?: string;
  readonly author?: Author;
  readonly files?: readonly SaidFile[];
  readonly wish?: Wish;
  readonly replyTo?: TurnId;
}

const ANA: Author = { id: "ana", name: "Ana" };

export class MemoryAdapter implements Adapter {
  readonly platform: Platform = "web";
  readonly limits: PlatformLimits = { maxTextLength: 2000, maxFileBytes: 10e6, maxFilesPerMessage: 10, minEditIntervalMs: 0 };
  readonly deliveries: Delivery[] = [];
  /** Called before each delivery counts; what it throws is the platform's refusal. */
  onDeliver: (delivery: Delivery) => Promise<void> | void = () => {};
  readonly #folder: string;
  #waiting: { readonly isMet: (deliveries: readonly Delivery[]) => boolean; readonly resolve: () => void }[] = [];
  #onInbound: ((inbound: Inbound) => Promise<void>) | undefined;
  #count = 0;

  /** `folder` keeps what people send. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  async start(onInbound: (inbound: Inbound) => Promise<void>): Promise<void> {
    this.#onInbound = onInbound;
  }

  async deliver(delivery: Delivery): Promise<void> {
    await this.onDeliver(delivery);
    this.deliveries.push(delivery);
    const met = this.#waiting.filter(({ isMet }) => isMet(this.deliveries));
    this.#waiting = this.#waiting.filter((waiting) => !met.includes(waiting));
    for (const { resolve } of met) resolve();
  }

  async openAttachment(fetchKey: string): Promise<AttachmentSource> {
    return { type: "file", path: join(this.#folder, fetchKey) };
  }

  async stop(): Promise<void> {
    this.#onInbound = undefined;
  }

  /** Returns the turn of the answer that will come. */
  async say(text: string, saying: Saying = {}): Promise<TurnId> {
    const { files = [], wish, replyTo } = saying;
    const attachments = files.map(({ name, mediaType, bytes }, index) => {
      const fetchKey = `${this.#count}-${index}`;
      writeFileSync(join(this.#folder, fetchKey), bytes);
      return { fetchKey, name, declaredMediaType: mediaType, sizeBytes: bytes.length };
    });
    return await this.#send(saying, { type: "said", text, attachments, ...(wish ? { wish } : {}), ...(replyTo ? { replyTo } : {}) });
  }

  async press(action: PressedAction, saying: Saying = {}): Promise<TurnId> {
    return await this.#send(saying, { type: "pressed", action });
  }

  async edit(turnId: TurnId, text: string): Promise<void> {
    await this.#send({}, { type: "edited", turnId, text });
  }

  async delete(turnId: TurnId): Promise<void> {
    await this.#send({}, { type: "deleted", turnId });
  }

  /** As if the platform sent it; for events that come twice or come back after a restart. */
  async receive(inbound: Inbound): Promise<void> {
    if (this.#onInbound === undefined) throw new DeliveryError("The adapter is not started.");
    await this.#onInbound(inbound);
  }

  of(answerTurn: TurnId): readonly Delivery[] {
    return this.deliveries.filter((delivery) => delivery.target.answerTurn === answerTurn);
  }

  /** Resolves with all deliveries of the answer once one of them is as wished; by default its end. */
  async until(answerTurn: TurnId, isMeant: (delivery: Delivery) => boolean = ({ type }) => type === "answer-end"): Promise<readonly Delivery[]> {
    const isMet = () => this.of(answerTurn).some(isMeant);
    if (!isMet()) await new Promise<void>((resolve) => this.#waiting.push({ isMet, resolve }));
    return this.of(answerTurn);
  }

  async #send({ channelId = "room", author = ANA }: Saying, event: EventBody): Promise<TurnId> {
    const messageId = `m${++this.#count}`;
    const id = `web:${channelId}:${messageId}`;
    const source = { platform: this.platform, channelId, messageId };
    await this.receive({ ...event, id, source, conversationId: conversationIdOf(this.platform, channelId), author, receivedAt: Date.now() });
    return answerTurnOf({ id });
  }
}

type BaseField = "id" | "source" | "conversationId" | "author" | "receivedAt";
type EventBody = Inbound extends infer Each ? (Each extends Inbound ? Omit<Each, BaseField> : never) : never;

/** The words of an answer, whatever stands between them; an answer that began anew counts from there. */
export function textOf(deliveries: readonly Delivery[]): string {
  const begin = deliveries.findLastIndex((delivery) => delivery.type === "answer-start");
  return deliveries
    .slice(begin)
    .flatMap((delivery) => (delivery.type === "text-delta" ? [delivery.text] : []))
    .join("");
}

/** Those deliveries that are of one type. */
export function only<T extends Delivery["type"]>(deliveries: readonly Delivery[], type: T): Extract<Delivery, { type: T }>[] {
  return deliveries.filter((delivery): delivery is Extract<Delivery, { type: T }> => delivery.type === type);
}
