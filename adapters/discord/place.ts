/** Where an answer's messages go: into the interaction that asked, else into the channel as replies to what was asked. */

import { createHash } from "node:crypto";
import { AttachmentBuilder, type Message, RESTJSONErrorCodes, type SendableChannels } from "discord.js";
import type { DeliveryTarget } from "../../src/adapter.ts";
import { answerTurnOf } from "../../src/turn/inbound.ts";
import { pressesOf } from "./buttons.ts";
import type { CardFile, Face } from "./card.ts";
import type { OpenReplies } from "./open-replies.ts";
import { turnIdOf } from "./parse.ts";
import { isCode } from "./permissions.ts";

export class Place {
  readonly channel: SendableChannels;
  readonly #target: DeliveryTarget;
  readonly #replies: OpenReplies;
  #repliedTo: string;
  /** Messages posted so far: the next one's number makes its nonce. */
  #posted = 0;
  /** The last post may have arrived although its answer did not: then its message shows what was meant at that time. */
  #mayBePosted = false;

  constructor(channel: SendableChannels, target: DeliveryTarget, replies: OpenReplies) {
    this.channel = channel;
    this.#target = target;
    this.#replies = replies;
    this.#repliedTo = target.source.messageId;
  }

  /** Trying again after a lost answer gives the same message, for its nonce is the same. */
  async post(face: Face): Promise<Message> {
    const body = { content: face.content, components: face.rows, files: filesOf(face) };
    const message = (await this.#intoInteraction(body)) ?? (await this.#intoChannel(body));
    this.#posted += 1;
    return message;
  }

  /** `isSameFile`: the message shows the file already. */
  async edit(message: Message, face: Face, isSameFile: boolean): Promise<void> {
    const files = isSameFile ? {} : { attachments: [], files: filesOf(face) };
    await message.edit({ content: face.content, components: face.rows, ...files });
  }

  /** What an earlier run of Quartet wrote as the answer to the same question, the oldest first. */
  async leftovers(): Promise<readonly Message[]> {
    const found = await this.channel.messages.fetch({ after: this.#target.source.messageId, limit: 100, cache: false });
    const own = [...found.values()]
      .filter(({ author }) => author.id === this.channel.client.user.id)
      .sort((a, b) => a.createdTimestamp - b.createdTimestamp);
    const first = own.find(({ interactionMetadata }) => interactionMetadata?.id === this.#target.source.messageId);
    if (first) this.#repliedTo = first.id;
    const left = own.filter((message) => message === first || (message.reference?.messageId === this.#repliedTo && this.#isOurs(message)));
    this.#posted += left.length;
    return left;
  }

  /** Buttons name their answer; words without any answer the message itself, and not a button on it. */
  #isOurs(message: Message): boolean {
    const [press] = pressesOf(message);
    return press === undefined
      ? this.#target.answerTurn === answerTurnOf({ id: turnIdOf(this.#target.source.messageId) })
      : press.turnId === this.#target.answerTurn;
  }

  /** Undefined where no interaction waits, or its token is over. */
  async #intoInteraction(body: Body): Promise<Message | undefined> {
    const { messageId } = this.#target.source;
    const reply = this.#replies.find(messageId);
    if (reply === undefined) return undefined;
    const message = (await reply.deferred) ? await reply.interaction.editReply(body).catch(ignoreDeadToken) : undefined;
    this.#replies.close(messageId);
    if (message) this.#repliedTo = message.id;
    return message;
  }

  async #intoChannel(body: Body): Promise<Message> {
    const nonce = createHash("sha256").update(`${this.#target.answerTurn}:${this.#posted}`).digest("base64url").slice(0, 25);
    const reply = { messageReference: this.#repliedTo, failIfNotExists: false };
    const isSecondTry = this.#mayBePosted;
    this.#mayBePosted = true;
    const message = await this.channel.send({ ...body, nonce, enforceNonce: true, reply });
    if (isSecondTry) await message.edit({ ...body, attachments: [] });
    this.#mayBePosted = false;
    return message;
  }
}

interface Body {
  readonly content: string;
  readonly components: Face["rows"];
  readonly files: AttachmentBuilder[];
}

function filesOf({ file }: Face): AttachmentBuilder[] {
  return file === undefined
    ? []
    : [new AttachmentBuilder(bytesOf(file.content), { name: file.name, ...(file.altText === "" ? {} : { description: file.altText }) })];
}

function bytesOf(content: CardFile["content"]): string | Buffer {
  return "path" in content ? content.path : Buffer.from(content.base64, "base64");
}

function ignoreDeadToken(error: unknown): undefined {
  if (!isCode(error, RESTJSONErrorCodes.UnknownInteraction, RESTJSONErrorCodes.InvalidWebhookToken, RESTJSONErrorCodes.UnknownWebhook)) throw error;
}
