/**
 * House commands in Slack: `/quartet queue` where one is, and `@Quartet /queue` in a thread, where Slack has no slash commands.
 * Every declaration of src/commands/declared.ts can be given; a further one needs nothing here.
 */

import { setTimeout as delay } from "node:timers/promises";
import type { types } from "@slack/bolt";
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

/** What Slack shows at once where a slash command was given. */
export interface SlashAnswer {
  readonly response_type: "ephemeral" | "in_channel";
  readonly text: string;
  readonly blocks: readonly types.MarkdownBlock[];
}

/** Slack waits 3 s for an acknowledgement. */
const LATEST_ANSWER_MS = 2_000;
const RESPOND_TIMEOUT_MS = 10_000;
const NO_ENTRY = ["not_in_channel", "channel_not_found"];

export class House {
  readonly #parts: HouseParts;

  constructor(parts: HouseParts) {
    this.#parts = parts;
  }

  help(channelId: string): string {
    const { declared, onCommand, around } = this.#parts;
    const language = around.languageAt(channelId);
    return helpOf(sentencesIn(language).slack, onCommand ? declared : [], language, around.helpNotes(channelId));
  }

  /** Null where it is no house command; undefined where the answer comes another way. */
  async slash(given: SlashCommand): Promise<SlashAnswer | undefined | null> {
    const { channel_id: channelId, user_id: userId, trigger_id: trigger } = given;
    const tell = this.#tellerOf(given);
    const typed = await this.#read(given.text);
    if (typed === undefined) return null;
    const place = { channelId };
    const answer = this.#answer(typed, place, trigger, userId, []);
    const reply = await Promise.race([answer, delay(LATEST_ANSWER_MS, undefined, { ref: false })]);
    const [words = "", ...more] = reply === undefined ? [] : splitForSlack(reply.text);
    if (reply !== undefined && more.length === 0 && (reply.files ?? []).length === 0) return slashAnswerOf(words, reply.isPublic ?? false);
    void this.#show(answer, place, userId, tell);
    return undefined;
  }

  /** Words that come within Slack's three seconds answer the command; later ones follow by its address. */
  async inTime(given: SlashCommand, answer: Promise<string>): Promise<SlashAnswer | undefined> {
    const tell = this.#tellerOf(given);
    const words = await Promise.race([answer, delay(LATEST_ANSWER_MS, undefined, { ref: false })]);
    if (words !== undefined) return slashAnswerOf(words, false);
    answer
      .then((late) => tell(late, false))
      .catch((error: unknown) => this.#parts.logger.error({ err: error }, "a late answer could not be shown in Slack"));
    return undefined;
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
  async give({ text, attachments, source: { channelId, threadId, messageId }, author }: Commanded): Promise<void> {
    const place: Place = { channelId, ...(threadId === undefined ? {} : { threadId }) };
    const typed = await this.#read(text);
    const answer = typed ? this.#answer(typed, place, messageId, author.id, attachments) : Promise.resolve({ text: this.help(channelId) });
    await this.#show(answer, place, author.id, this.#tellerIn(place, author.id));
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
    void this.#show(
      this.#answer({ type: "command", declaration, options }, place, id, userId, attachments),
      place,
      userId,
      this.#tellerIn(place, userId),
    );
  }

  /** Everybody there, or the one person. */
  #tellerIn({ channelId, threadId }: Place, user: string): Tell {
    const { client } = this.#parts.calls;
    const where = { channel: channelId, ...(threadId === undefined ? {} : { thread_ts: threadId }) };
    return async (text, isPublic) => {
      const content = { ...where, markdown_text: escapeMarkup(text) };
      const isAlone = isPublic || isDirect(channelId);
      await this.#parts.calls.repeatable(() => (isAlone ? client.chat.postMessage(content) : client.chat.postEphemeral({ ...content, user })));
    };
  }

  /** By the command's address, wherever it was given, as long as that lives; else in the channel or directly, as it is meant. */
  #tellerOf({ channel_id: channelId, user_id: userId, response_url: address }: SlashCommand): Tell {
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
    return whileAlive(byAddress, (text, isPublic) => (isPublic ? forAll : forOne)(text, isPublic), this.#parts.now);
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
  async #show(answer: Promise<CommandReply>, place: Place, userId: string, tell: Tell): Promise<void> {
    const { text, files = [], isPublic = false, done } = await answer;
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

function slashAnswerOf(words: string, isPublic: boolean): SlashAnswer {
  const text = escapeMarkup(words);
  return { response_type: isPublic ? "in_channel" : "ephemeral", text, blocks: [{ type: "markdown", text }] };
}
