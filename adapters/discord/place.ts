/** Where an answer's messages go: into the interaction that asked, else into the channel as replies to what was asked. */

import { createHash } from "node:crypto";
import {
  AttachmentBuilder,
  InteractionWebhook,
  type Message,
  type MessageCreateOptions,
  MessageFlags,
  MessagePayload,
  RESTJSONErrorCodes,
  type SendableChannels,
  SnowflakeUtil,
} from "discord.js";
import type { DeliveryTarget } from "../../src/adapter.ts";
import { DeliveryError } from "../../src/errors.ts";
import { answerTurnOf } from "../../src/turn/inbound.ts";
import type { Signer } from "../../src/turn/sign.ts";
import { type ButtonRow, pressesOf, rowsOf } from "./buttons.ts";
import type { CardFile, Face } from "./card.ts";
import { TOKEN_LIFETIME_MS } from "./limits.ts";
import type { OpenReplies } from "./open-replies.ts";
import { turnIdOf } from "./parse.ts";
import { isCode } from "./permissions.ts";

export class Place {
  readonly channel: SendableChannels;
  readonly #target: DeliveryTarget;
  readonly #replies: OpenReplies;
  readonly #signer: Signer;
  #repliedTo: string;
  /** Voice messages of an earlier run: nobody can edit them, but what they say may be wanted again. */
  #voicesLeft: readonly Message[] = [];
  /** Messages posted so far: the next one's number makes its nonce. */
  #posted = 0;
  /** The last post may have arrived although its answer did not: then its message shows what was meant at that time. */
  #mayBePosted = false;

  constructor(channel: SendableChannels, target: DeliveryTarget, replies: OpenReplies, signer: Signer) {
    this.channel = channel;
    this.#target = target;
    this.#replies = replies;
    this.#signer = signer;
    this.#repliedTo = target.source.messageId;
  }

  /** Trying again after a lost answer gives the same message, for its nonce is the same. */
  async post(face: Face): Promise<Message> {
    const body = this.#bodyOf(face);
    const message = face.voice
      ? (this.#voiceLeft(face) ?? (await this.#intoChannel(body, true)))
      : ((await this.#intoInteraction(body)) ?? (await this.#intoChannel(body, false)));
    this.#posted += 1;
    return message;
  }

  /** `isSameFile`: the message shows the file already. */
  async edit(message: Message, face: Face, isSameFile: boolean): Promise<void> {
    const { files, ...words } = this.#bodyOf(face);
    const body = { ...words, ...(isSameFile ? {} : { attachments: [], files }) };
    const original = message.interactionMetadata?.id === this.#target.source.messageId ? this.#originalWebhook() : undefined;
    const edited = await original?.editMessage("@original", body).catch(ignoreDeadToken);
    if (edited === undefined) await message.edit(body);
  }

  /** Of what `standing` gives, what may be edited. */
  async leftovers(): Promise<readonly Message[]> {
    const left = await this.standing();
    this.#posted += left.length;
    this.#voicesLeft = left.filter(isVoice);
    return left.filter((message) => !isVoice(message));
  }

  /** What an earlier run of Quartet wrote as this answer, the oldest first. Rejects where too much was written since to look through it. */
  async standing(): Promise<readonly Message[]> {
    const own = await this.#ownSince(this.#target.source.messageId);
    const first = own.find(({ interactionMetadata }) => interactionMetadata?.id === this.#target.source.messageId);
    if (first) this.#repliedTo = first.id;
    return own.filter((message) => message === first || this.#isOurs(message));
  }

  /** What an earlier run said aloud and this one does not. */
  async tidy(): Promise<void> {
    for (const message of this.#voicesLeft) await message.delete().catch(() => undefined);
  }

  /** The same sound, said aloud by an earlier run. */
  #voiceLeft({ file, voice }: Face): Message | undefined {
    const isSame = ({ attachments }: Message) => attachments.some(({ name, size }) => name === file?.name && size === voice?.sizeBytes);
    const found = voice && this.#voicesLeft.find(isSame);
    this.#voicesLeft = this.#voicesLeft.filter((message) => message !== found);
    return found;
  }

  async #ownSince(messageId: string): Promise<readonly Message[]> {
    const own: Message[] = [];
    for (let [after, page] = [messageId, 0]; page < MAX_PAGES; page++) {
      const found = await this.channel.messages.fetch({ after, limit: PAGE, cache: false });
      const sorted = [...found.values()].sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
      own.push(...sorted.filter(({ author }) => author.id === this.channel.client.user.id));
      const last = sorted.at(-1);
      if (last === undefined || sorted.length < PAGE) return own;
      after = last.id;
    }
    throw new DeliveryError(`More than ${MAX_PAGES * PAGE} messages were written in channel ${this.channel.id} since; it is not read further.`);
  }

  /** Buttons name their answer; words without any reply to what was asked, and answer the message itself, not a button on it. */
  #isOurs(message: Message): boolean {
    const [press] = pressesOf(message);
    if (press !== undefined) return press.turnId === this.#target.answerTurn;
    const isReply = message.reference?.messageId === this.#repliedTo;
    return isReply && this.#target.answerTurn === answerTurnOf({ id: turnIdOf(this.#target.source.messageId) });
  }

  /** After a restart too the reply to an interaction goes through its token, as long as that lives. */
  #originalWebhook(): InteractionWebhook | undefined {
    const { messageId, replyToken } = this.#target.source;
    const { client } = this.channel;
    if (replyToken === undefined || Date.now() - SnowflakeUtil.timestampFrom(messageId) > TOKEN_LIFETIME_MS) return undefined;
    return new InteractionWebhook(client, client.application.id, replyToken);
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

  async #intoChannel(body: Body, isVoice: boolean): Promise<Message> {
    const nonce = createHash("sha256").update(`${this.#target.answerTurn}:${this.#posted}`).digest("base64url").slice(0, 25);
    const reply = { messageReference: this.#repliedTo, failIfNotExists: false };
    const isSecondTry = this.#mayBePosted;
    this.#mayBePosted = true;
    const options = { nonce, enforceNonce: true, reply };
    const send = async ({ reply: referring, ...rest }: Partial<typeof options>): Promise<Message> => {
      const all = { ...rest, ...(referring ? { reply: referring } : {}) };
      return await this.channel.send(isVoice ? await this.#voicePayload({ ...all, files: body.files }) : { ...body, ...all });
    };
    const message = await send(options).catch((error: unknown) => {
      if (!isCode(error, RESTJSONErrorCodes.CannotReplyWithoutPermissionToReadMessageHistory)) throw error;
      return send({ nonce, enforceNonce: true });
    });
    if (isSecondTry && !isVoice) await message.edit({ ...body, attachments: [] });
    this.#mayBePosted = false;
    return message;
  }

  /** discord.js tells Discord the type of a file by its first bytes: an Ogg file is no sound by them, and only sounds may be voice messages. */
  async #voicePayload(options: MessageCreateOptions): Promise<MessagePayload> {
    const payload = MessagePayload.create(this.channel, { ...options, flags: MessageFlags.IsVoiceMessage });
    const { files } = await payload.resolveFiles();
    payload.files = (files ?? []).map((file) => ({ ...file, contentType: "audio/ogg" }));
    return payload;
  }

  #bodyOf(face: Face): Body {
    return { content: face.content, components: rowsOf(face.buttons, this.#signer), files: filesOf(face) };
  }
}

function isVoice({ flags }: Message): boolean {
  return flags.has(MessageFlags.IsVoiceMessage);
}

const PAGE = 100;
const MAX_PAGES = 20;

interface Body {
  readonly content: string;
  readonly components: readonly ButtonRow[];
  readonly files: AttachmentBuilder[];
}

function filesOf({ file, voice }: Face): AttachmentBuilder[] {
  if (file === undefined) return [];
  const built = new AttachmentBuilder(bytesOf(file.content), { name: file.name, ...(file.altText === "" ? {} : { description: file.altText }) });
  return [voice ? built.setWaveform(voice.waveform).setDuration(voice.durationMs / 1000) : built];
}

function bytesOf(content: CardFile["content"]): string | Buffer {
  return "path" in content ? content.path : Buffer.from(content.base64, "base64");
}

function ignoreDeadToken(error: unknown): undefined {
  if (!isCode(error, RESTJSONErrorCodes.UnknownInteraction, RESTJSONErrorCodes.InvalidWebhookToken, RESTJSONErrorCodes.UnknownWebhook)) throw error;
}
