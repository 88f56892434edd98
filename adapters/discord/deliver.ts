/** Deliveries become messages: each answer has its own, found by its turn. */

import type { Client, SendableChannels } from "discord.js";
import type { Delivery, DeliveryTarget, Owed, Retracted } from "../../src/adapter.ts";
import { DeliveryError } from "../../src/errors.ts";
import type { Signer } from "../../src/turn/sign.ts";
import type { TurnId } from "../../src/turn/turn.ts";
import { Answer } from "./answer.ts";
import type { Voice } from "./card.ts";
import { namesStanding } from "./find-sent.ts";
import type { OpenReplies } from "./open-replies.ts";
import type { Pacer } from "./pacer.ts";
import { deliveryErrorOf } from "./permissions.ts";
import { Place } from "./place.ts";

export class Deliverer {
  readonly #client: Client;
  readonly #replies: OpenReplies;
  readonly #pacer: Pacer;
  readonly #signer: Signer;
  readonly #answers = new Map<TurnId, Promise<Answer>>();

  constructor(client: Client, replies: OpenReplies, pacer: Pacer, signer: Signer) {
    this.#client = client;
    this.#replies = replies;
    this.#pacer = pacer;
    this.#signer = signer;
  }

  /** Throws DeliveryError; trying again neither repeats nor loses anything. */
  async deliver(delivery: Delivery): Promise<void> {
    const answer = await this.#answerOf(delivery.target);
    switch (delivery.type) {
      case "answer-start":
        return answer.begin(delivery.waiting, delivery.etaMs === undefined ? undefined : Date.now() + delivery.etaMs);
      case "text-delta":
        return answer.say(delivery.text);
      case "media-start":
        return answer.advance({ ...delivery, step: 0 });
      case "media-progress": {
        const making = answer.making(delivery.piece);
        const { step, steps, preview } = delivery;
        return making && answer.advance({ ...making, step, steps, ...(preview ? { preview } : {}) });
      }
      case "media-end": {
        const { piece, type, caption } = delivery.part;
        return await answer.finish({ piece, modality: type, caption }, [delivery.file, ...(delivery.rest ?? [])], voiceOf(delivery));
      }
      case "media-drop":
        return await answer.drop(delivery.piece, delivery.told);
      case "notice":
        return await answer.notice(delivery.text);
      case "unconfirmed":
        return await answer.doubt(delivery.text);
      case "answer-end":
        await answer.end(delivery.finishReason === "cancelled");
        return void this.#answers.delete(delivery.target.answerTurn);
      default:
        return delivery satisfies never;
    }
  }

  /** Throws DeliveryError where the channel cannot be read. */
  async findSent(target: DeliveryTarget, owed: readonly Owed[]): Promise<ReadonlySet<string>> {
    const channel = await this.#channelOf(target);
    const standing = await new Place(channel, target, this.#replies, this.#signer)
      .standing()
      .catch((error: unknown) => Promise.reject(deliveryErrorOf(error, channel)));
    return namesStanding(standing, owed);
  }

  /** The answer is looked for behind the event that it answers. */
  async retract(answer: Retracted): Promise<void> {
    const messageId = /^discord:(\d+)/.exec(answer.answerTurn)?.[1] ?? answer.source.messageId;
    const target = { ...answer, source: { ...answer.source, messageId }, askedTurn: answer.answerTurn };
    const channel = await this.#channelOf(target);
    for (const message of await new Place(channel, target, this.#replies, this.#signer).standing()) await message.delete();
  }

  async stop(): Promise<void> {
    for (const answer of this.#answers.values()) (await answer.catch(() => undefined))?.rest();
    this.#answers.clear();
  }

  #answerOf(target: DeliveryTarget): Promise<Answer> {
    const known = this.#answers.get(target.answerTurn);
    if (known) return known;
    const opened = this.#open(target);
    this.#answers.set(target.answerTurn, opened);
    opened.catch(() => this.#answers.delete(target.answerTurn));
    return opened;
  }

  async #open(target: DeliveryTarget): Promise<Answer> {
    const channel = await this.#channelOf(target);
    const place = new Place(channel, target, this.#replies, this.#signer);
    const leftovers = target.isResumed ? await place.leftovers().catch((error: unknown) => Promise.reject(deliveryErrorOf(error, channel))) : [];
    return new Answer(target, place, this.#pacer, leftovers);
  }

  async #channelOf({ source }: DeliveryTarget): Promise<SendableChannels> {
    const id = source.threadId ?? source.channelId;
    const channel = await this.#client.channels.fetch(id).catch((error: unknown) => {
      throw new DeliveryError(`Discord does not show channel ${id}: it may be gone, or "View Channel" is missing.`, error);
    });
    if (channel?.isSendable()) return channel;
    throw new DeliveryError(`Channel ${id} of Discord takes no messages.`);
  }
}

/** Undefined for what is no sound, or has no wave form to show. */
function voiceOf({ part, file }: Extract<Delivery, { type: "media-end" }>): Voice | undefined {
  if (part.type !== "audio" || part.waveform === undefined || file.mediaType !== "audio/ogg") return undefined;
  return { waveform: part.waveform, durationMs: part.durationMs, sizeBytes: file.sizeBytes };
}
