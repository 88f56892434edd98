/** Commands, buttons and forms: stored as what a person said or pressed, or answered by the house, always within Discord's three seconds. */

import { type ChatInputCommandInteraction, type Interaction, MessageFlags, type RepliableInteraction } from "discord.js";
import type { PlaceRules } from "../../src/adapter.ts";
import type { Command, CommandReply } from "../../src/commands/command.ts";
import type { CommandDeclaration } from "../../src/commands/declaration.ts";
import { helpOf } from "../../src/commands/help.ts";
import type { PieceRequest } from "../../src/conversation/request.ts";
import { HouseRuleError, toldOf } from "../../src/errors.ts";
import { type Sentences, sentencesIn } from "../../src/language/language.ts";
import type { Logger } from "../../src/logger.ts";
import type { Inbound, PressedAction } from "../../src/turn/inbound.ts";
import type { PieceNumber } from "../../src/turn/part.ts";
import type { Signer } from "../../src/turn/sign.ts";
import type { ConversationId } from "../../src/turn/turn.ts";
import { settledWithin } from "../../src/settled-within.ts";
import type { Askers } from "./askers.ts";
import { eventOfInteraction, isModerator, languageAt, sentencesAt, whisper } from "./asking.ts";
import { type Words, wordsOfCommand, wordsOfMessageCommand } from "./commands.ts";
import { givenTo } from "./house.ts";
import { answerHouse } from "./house-reply.ts";
import { LATEST_DEFERRAL_MS } from "./limits.ts";
import type { AskingInteraction, OpenReplies } from "./open-replies.ts";
import { saidBy } from "./parse.ts";
import { Presses } from "./presses.ts";

export type OnInbound = (inbound: Inbound) => Promise<void>;
export type OnCommand = (command: Command) => Promise<CommandReply>;
/** What a piece was made for; undefined where that is not remembered. */
export type RequestFor = (conversationId: ConversationId, piece: PieceNumber) => Promise<PieceRequest | undefined>;

/** What the desk does with what it takes. */
export interface DeskParts {
  readonly onInbound: OnInbound;
  readonly onCommand: OnCommand | undefined;
  readonly house: readonly CommandDeclaration[];
  readonly rules: PlaceRules | undefined;
  readonly requestFor: RequestFor;
  readonly signer: Signer;
  readonly replies: OpenReplies;
  readonly askers: Askers;
  /** Unix milliseconds. */
  readonly now: () => number;
  readonly logger: Logger;
}

export class InteractionDesk {
  readonly parts: DeskParts;
  readonly #presses: Presses;

  constructor(parts: DeskParts) {
    this.parts = parts;
    this.#presses = new Presses(this);
  }

  /** Never rejects: what goes wrong is told to the person and the log. */
  async take(interaction: Interaction): Promise<void> {
    try {
      if (interaction.isChatInputCommand()) await this.#command(interaction);
      else if (interaction.isMessageContextMenuCommand())
        await this.ask(interaction, wordsOfMessageCommand(interaction.commandName, interaction.targetMessage));
      else if (interaction.isButton()) await this.#presses.press(interaction);
      else if (interaction.isModalSubmit()) await this.#presses.submit(interaction);
    } catch (error) {
      if (!(error instanceof HouseRuleError)) this.parts.logger.error({ err: error }, "an interaction of Discord failed");
      if (interaction.isRepliable()) await whisper(interaction, toldOf(error, this.#sentencesFor(interaction))).catch(() => undefined);
    }
  }

  /** Undefined: the person gave nothing that could be asked. */
  async ask(interaction: AskingInteraction, words: Words | undefined): Promise<void> {
    if (words === undefined) return await whisper(interaction, sentencesAt(interaction, this.parts.rules).discord.nothingSaid);
    await this.answer(interaction, saidBy(eventOfInteraction(interaction), words.text, words.attachments, words.wish));
  }

  async store(interaction: AskingInteraction, action: PressedAction): Promise<void> {
    const event = eventOfInteraction(interaction, interaction.isButton() ? interaction.message.id : interaction.id);
    await this.parts.onInbound({ ...event, type: "pressed", action });
  }

  /** False where there is no such house command here. */
  async answerHouse(interaction: AskingInteraction, name: string, given: Pick<Command, "options" | "attachments">): Promise<boolean> {
    const { house, onCommand, rules, signer, now } = this.parts;
    const declared = house.find((each) => each.name === name);
    if (declared === undefined || onCommand === undefined) return false;
    const { source, conversationId, author } = eventOfInteraction(interaction);
    const command: Command = { name, ...given, source, conversationId, author, isModerator: isModerator(interaction, rules) };
    const sentences = sentencesAt(interaction, rules);
    const answer = onCommand(command).catch((error: unknown) => this.#failed(error, sentences));
    await answerHouse(interaction, { declared, answer, signer, sentences: sentences.discord, now });
    return true;
  }

  /** An answer as any other, so that it is told as late as it comes. */
  #failed(error: unknown, sentences: Sentences): CommandReply {
    if (!(error instanceof HouseRuleError)) this.parts.logger.error({ err: error }, "a house command of Discord failed");
    return { text: toldOf(error, sentences) };
  }

  /** Where even the place is unknown, English. */
  #sentencesFor(interaction: RepliableInteraction): Sentences {
    const { channelId } = interaction;
    return sentencesIn(channelId === null ? undefined : this.parts.rules?.languageAt({ platform: "discord", channelId }));
  }

  #help(interaction: AskingInteraction): string {
    const { house, rules } = this.parts;
    const notes = rules?.helpNotes(eventOfInteraction(interaction).source) ?? [];
    return helpOf(sentencesAt(interaction, rules).discord, house, languageAt(interaction, rules), notes);
  }

  async #command(interaction: ChatInputCommandInteraction): Promise<void> {
    const { commandName, options } = interaction;
    if (await this.answerHouse(interaction, commandName, givenTo(interaction))) return;
    const sentences = sentencesAt(interaction, this.parts.rules);
    if (commandName === "help") return await whisper(interaction, this.#help(interaction));
    if (commandName !== "forget") return await this.ask(interaction, wordsOfCommand(interaction));
    const scope = options.getString("what", true) === "me" ? "me" : "conversation";
    if (scope === "conversation" && !isModerator(interaction, this.parts.rules)) return await whisper(interaction, sentences.discord.mayNotForget);
    const stored = this.store(interaction, { type: "forget", scope });
    await settledWithin(stored, LATEST_DEFERRAL_MS);
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    await stored;
    await interaction.editReply(sentences.privacy.forgot[scope]);
  }

  async answer(interaction: AskingInteraction, inbound: Inbound): Promise<void> {
    const defer = this.parts.replies.add(interaction);
    const stored = this.parts.onInbound({ ...inbound, source: { ...inbound.source, replyToken: interaction.token } });
    try {
      if (await settledWithin(stored, LATEST_DEFERRAL_MS)) await stored;
      defer(await this.#defer(interaction));
      await stored;
    } catch (error) {
      defer(false);
      // What took the place of "is thinking…" would be seen by all.
      if (interaction.deferred) await interaction.deleteReply().catch(() => undefined);
      throw error;
    }
  }

  async #defer(interaction: AskingInteraction): Promise<boolean> {
    return await interaction.deferReply().then(
      () => true,
      (error: unknown) => {
        this.parts.logger.warn({ err: error }, "Discord did not take the deferral; the answer becomes a message of its own");
        return false;
      },
    );
  }
}
