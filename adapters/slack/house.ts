/**
 * House commands in Slack: `/quartet queue` where one is, and `@Quartet /queue` in a thread, where Slack has no slash commands.
 * Every declaration of src/commands/declared.ts can be given; a further one needs nothing here.
 */

import type { DeliveredFile } from "../../src/adapter.ts";
import type { Command, CommandReply } from "../../src/commands/command.ts";
import type { CommandDeclaration } from "../../src/commands/declaration.ts";
import { helpOf } from "../../src/commands/help.ts";
import { readTyped, type Typed, usageOf } from "../../src/commands/read-typed.ts";
import { toldOf } from "../../src/errors.ts";
import { sentencesIn } from "../../src/language/language.ts";
import type { Logger } from "../../src/logger.ts";
import type { Attachment, Commanded } from "../../src/turn/inbound.ts";
import { type Calls, codeOf, postJson } from "./calls.ts";
import type { SlackFile, SlackMessage, SlashCommand } from "./events.ts";
import type { HousePress } from "./house-forms.ts";
import { orElse, type Tell, whileAlive } from "./late-words.ts";
import { escapeMarkup, splitForSlack } from "./markup.ts";
import { HOUSE_METADATA } from "./marks.ts";
import { OpenSlashes, type SlashAnswer, slashAnswerOf } from "./open-slashes.ts";
import { attachmentsOf, inboundBase, isDirect, type Place, placeOf, readerOf, saidIdOf, type Surroundings } from "./parse.ts";
import { shareFile, uploadFile } from "./upload.ts";

export interface HouseParts {
  readonly calls: Calls;
  readonly around: Surroundings;
  /** What people can give. */
  readonly declared: readonly CommandDeclaration[];
  /** Absent: there are none. */
  readonly onCommand: ((command: Command) => Promise<CommandReply>) | undefined;
  readonly logger: Logger;
  /** Unix milliseconds. */
  readonly now: () => number;
}

const RESPOND_TIMEOUT_MS = 10_000;
const NO_ENTRY = ["not_in_channel", "channel_not_found"];

export class House {
  readonly #parts: HouseParts;
  readonly #slashes = new OpenSlashes();

  constructor(parts: HouseParts) {
    this.#parts = parts;
  }

  help(channelId: string): string {
    const { declared, onCommand, around } = this.#parts;
    const language = around.languageAt(channelId);
    return helpOf(sentencesIn(language).slack, onCommand ? declared : [], language, around.helpNotes(channelId));
  }

  /** What is stored of a slash command that is a house command; null where it is none. */
  async commandedBySlash({ text, channel_id: channelId, user_id: userId, trigger_id: trigger, response_url: address }: SlashCommand) {
    if ((await this.#read(text)) === undefined) return null;
    const base = inboundBase({ channelId }, trigger, `slack:command:${trigger}`, await this.#parts.around.author(userId));
    return { ...base, source: { ...base.source, replyToken: address }, type: "commanded", text, attachments: [] } satisfies Commanded;
  }

  /** Resolves with what Slack shows at once, when the command is stored; undefined where the answer comes another way. */
  acknowledge(id: string, store: () => Promise<void>): Promise<SlashAnswer | undefined> {
    return this.#slashes.acknowledge(id, store);
  }

  /** What is stored of a person's message that is a house command; undefined where it is none. */
  async commanded(message: SlackMessage, channelId: string): Promise<Commanded | undefined> {
    const { around, onCommand } = this.#parts;
    const { user, ts, thread_ts: thread } = message;
    const text = commandIn(message, around);
    if (text === undefined || user === undefined || onCommand === undefined || !this.isCommand(text)) return undefined;
    const [author, attachments] = await Promise.all([around.author(user), attachmentsOf(message, around)]);
    return { ...inboundBase(placeOf(channelId, ts, thread), ts, saidIdOf(channelId, ts), author), type: "commanded", text, attachments };
  }

  /** Resolves when its answer stands where it was given. */
  async give(commanded: Commanded): Promise<void> {
    const { id, text, attachments, source, author } = commanded;
    const { channelId, threadId, messageId, replyToken: address } = source;
    const place: Place = { channelId, ...(threadId === undefined ? {} : { threadId }) };
    const typed = await this.#read(text);
    const reply = typed ? await this.#answer(typed, place, messageId, author.id, attachments) : { text: this.help(channelId) };
    if (address === undefined) return await this.#show(reply, place, author.id, this.#tellerIn(place, author.id));
    const [words = "", ...more] = splitForSlack(reply.text);
    const isShort = more.length === 0 && (reply.files ?? []).length === 0;
    const isShown = this.#slashes.answer(id, isShort ? slashAnswerOf(words, reply.isPublic ?? false) : undefined) && isShort;
    if (!isShown) await this.#show(reply, place, author.id, this.#tellerAt(address, commanded));
  }

  /** `typed`: what stands behind the slash. */
  isCommand(typed = ""): boolean {
    const [name = ""] = typed.split(/\s/, 1);
    return HELP.test(typed) || this.declarationOf(name.toLowerCase()) !== undefined;
  }

  declarationOf(name: string): CommandDeclaration | undefined {
    return this.#parts.declared.find((each) => each.name === name);
  }

  /** By a button, or in the window that it opened. Resolves when the command is taken; its answer is shown in its own time. */
  async pressed({ command, options }: HousePress, place: Place, id: string, userId: string, files: readonly SlackFile[]): Promise<void> {
    const declaration = this.declarationOf(command);
    if (declaration === undefined) return;
    const attachments = await attachmentsOf({ ts: id, files: [...files] }, this.#parts.around);
    const answer = this.#answer({ type: "command", declaration, options }, place, id, userId, attachments);
    void answer.then((reply) => this.#show(reply, place, userId, this.#tellerIn(place, userId)));
  }

  /** Everybody there, or the one person. */
  #tellerIn({ channelId, threadId }: Place, user: string): Tell {
    const { client } = this.#parts.calls;
    const where = { channel: channelId, ...(threadId === undefined ? {} : { thread_ts: threadId }) };
    return async (text, isPublic) => {
      const content = { ...where, markdown_text: escapeMarkup(text) };
      const isAlone = isPublic || isDirect(channelId);
      const post = () => client.chat.postMessage({ ...content, metadata: HOUSE_METADATA });
      await this.#parts.calls.repeatable(() => (isAlone ? post() : client.chat.postEphemeral({ ...content, user })));
    };
  }

  /** By the command's address, wherever it was given, as long as that lives; else in the channel or directly, as it is meant. */
  #tellerAt(address: string, { source: { channelId }, author: { id: userId }, receivedAt }: Commanded): Tell {
    const byAddress: Tell = (text, isPublic) => postJson(address, slashAnswerOf(text, isPublic), RESPOND_TIMEOUT_MS);
    const inChannel: Tell = (text) => this.#post({ channelId }, escapeMarkup(text));
    const directly: Tell = async (text) => await this.#post(await this.#directWith(userId), escapeMarkup(text));
    let isClosed = false;
    const sayClosed: Tell = async () => {
      if (isClosed) return;
      isClosed = true;
      await this.#post({ channelId }, sentencesIn(this.#parts.around.languageAt(channelId)).slack.notShownPrivately(`<@${userId}>`));
    };
    const [forAll, forOne] = [orElse(inChannel, directly), orElse(directly, sayClosed)];
    return whileAlive(byAddress, (text, isPublic) => (isPublic ? forAll : forOne)(text, isPublic), receivedAt, this.#parts.now);
  }

  async #post({ channelId: channel }: Place, marked: string): Promise<void> {
    const { calls } = this.#parts;
    await calls.repeatable(() => calls.client.chat.postMessage({ channel, markdown_text: marked }));
  }

  async #read(marked: string): Promise<Typed | undefined> {
    const { declared, onCommand, around } = this.#parts;
    if (onCommand === undefined) return undefined;
    const plain = await readerOf(marked, around);
    return readTyped(marked, declared, { plain, person: (word) => /^<@([UW][A-Z0-9]+)(?:\|[^>]*)?>$/.exec(word)?.[1] });
  }

  /** Never rejects: what fails is told. */
  async #answer(typed: Typed, place: Place, messageId: string, userId: string, attachments: readonly Attachment[]): Promise<CommandReply> {
    const { around, onCommand, logger } = this.#parts;
    const { declaration } = typed;
    const sentences = sentencesIn(around.languageAt(place.channelId));
    if (typed.type === "misused" || onCommand === undefined)
      return { text: sentences.commands.usage(usageOf(declaration).map((usage) => `/quartet ${usage}`)) };
    try {
      const [author, isModerator] = await Promise.all([around.author(userId), around.isModerator(userId, place)]);
      const { source, conversationId } = inboundBase(place, messageId, messageId, author);
      return await onCommand({ name: declaration.name, options: typed.options, attachments, source, conversationId, author, isModerator });
    } catch (error) {
      logger.error({ err: error, command: declaration.name }, "a house command failed");
      return { text: toldOf(error, sentences) };
    }
  }

  /** Words where they were asked for; files there too where everybody may see them, and directly otherwise. Never rejects. */
  async #show({ text, files = [], isPublic = false, done }: CommandReply, place: Place, userId: string, tell: Tell): Promise<void> {
    const sentences = sentencesIn(this.#parts.around.languageAt(place.channelId));
    const goDirectly = files.length > 0 && !isPublic && !isDirect(place.channelId);
    try {
      for (const part of splitForSlack(goDirectly ? `${text}\n\n${sentences.slack.sentDirectly}`.trim() : text)) await tell(part, isPublic);
      const where = goDirectly ? await this.#directWith(userId) : place;
      for (const file of files) await this.#share(file, where);
    } catch (error) {
      this.#parts.logger.error({ err: error }, "the answer to a house command could not be shown in Slack");
      await tell(NO_ENTRY.includes(codeOf(error) ?? "") ? sentences.slack.cannotAnswer : toldOf(error, sentences), false).catch(() => undefined);
    } finally {
      await done?.();
    }
  }

  async #share(file: DeliveredFile, place: Place): Promise<void> {
    const { calls } = this.#parts;
    await shareFile(calls, await uploadFile(calls, file), file.name, place);
  }

  async #directWith(userId: string): Promise<Place> {
    const { calls } = this.#parts;
    const { channel } = await calls.repeatable(() => calls.client.conversations.open({ users: userId }));
    return { channelId: String(channel?.id) };
  }
}

const HELP = /^help$/i;

/** What stands behind the slash, in a thread, where Slack has no slash commands; who only says "help" needs no slash. */
export function commandIn({ text }: SlackMessage, { selfId }: Surroundings): string | undefined {
  const words = (text ?? "").replaceAll(/<@([UW][A-Z0-9]+)(\|[^>]*)?>/g, (mention, id) => (id === selfId ? "" : mention)).trim();
  return words.startsWith("/") ? words.slice(1) : HELP.test(words) ? words : undefined;
}
