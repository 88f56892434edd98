/** Commands, buttons and modals: stored as what a person said or pressed, or answered by the house, always within Discord's three seconds. */

import {
  type ButtonInteraction,
  type Channel,
  type ChatInputCommandInteraction,
  ComponentType,
  type Interaction,
  type Message,
  MessageFlags,
  type ModalSubmitInteraction,
  PermissionFlagsBits,
  type RepliableInteraction,
  TextInputStyle,
} from "discord.js";
import type { Command, CommandReply } from "../../src/commands/command.ts";
import type { CommandDeclaration } from "../../src/commands/declaration.ts";
import { DeliveryError, toldOf } from "../../src/errors.ts";
import type { Logger } from "../../src/logger.ts";
import type { Inbound, PressedAction } from "../../src/turn/inbound.ts";
import type { Author } from "../../src/turn/turn.ts";
import type { Askers } from "./askers.ts";
import { type ButtonPress, customIdOf, parseCustomId } from "./buttons.ts";
import { HELP, type Words, wordsOfButton, wordsOfCommand, wordsOfMessageCommand } from "./commands.ts";
import { answerHouse, givenTo } from "./house.ts";
import { LATEST_DEFERRAL_MS } from "./limits.ts";
import type { AskingInteraction, OpenReplies } from "./open-replies.ts";
import { eventOf, saidBy } from "./parse.ts";
import { settledWithin } from "./soon.ts";

export type OnInbound = (inbound: Inbound) => Promise<void>;
export type OnCommand = (command: Command) => Promise<CommandReply>;

/** What the desk does with what it takes. */
export interface DeskParts {
  readonly onInbound: OnInbound;
  readonly onCommand: OnCommand | undefined;
  readonly house: readonly CommandDeclaration[];
  readonly replies: OpenReplies;
  readonly askers: Askers;
  readonly logger: Logger;
}

const NOTHING_SAID = "Give me words, a file, or both.";
const MODAL_FIELD = "words";

export class InteractionDesk {
  readonly #parts: DeskParts;

  constructor(parts: DeskParts) {
    this.#parts = parts;
  }

  /** Never rejects: what goes wrong is told to the person and the log. */
  async take(interaction: Interaction): Promise<void> {
    try {
      if (interaction.isChatInputCommand()) await this.#command(interaction);
      else if (interaction.isMessageContextMenuCommand())
        await this.#ask(interaction, wordsOfMessageCommand(interaction.commandName, interaction.targetMessage));
      else if (interaction.isButton()) await this.#press(interaction);
      else if (interaction.isModalSubmit()) await this.#submit(interaction);
    } catch (error) {
      this.#parts.logger.error({ err: error }, "an interaction of Discord failed");
      if (interaction.isRepliable()) await whisper(interaction, toldOf(error)).catch(() => undefined);
    }
  }

  async #command(interaction: ChatInputCommandInteraction): Promise<void> {
    const house = this.#parts.house.find(({ name }) => name === interaction.commandName);
    if (house && this.#parts.onCommand) return await answerHouse(interaction, house.isPublic ?? false, this.#parts.onCommand(commandOf(interaction)));
    if (interaction.commandName === "help") return await whisper(interaction, HELP);
    if (interaction.commandName !== "forget") return await this.#ask(interaction, wordsOfCommand(interaction));
    const scope = interaction.options.getString("what", true) === "me" ? "me" : "conversation";
    if (scope === "conversation" && !isModerator(interaction))
      return await whisper(
        interaction,
        'Only someone who may "Manage Messages" here can make me forget the whole conversation. "What I said here" is yours to forget.',
      );
    const stored = this.#store(interaction, { type: "forget", scope });
    await settledWithin(stored, LATEST_DEFERRAL_MS);
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    await stored;
    await interaction.editReply(scope === "me" ? "I forgot what you said here, and my answers to it." : "I forgot this conversation.");
  }

  async #press(interaction: ButtonInteraction): Promise<void> {
    const press = parseCustomId(interaction.customId);
    if (press === undefined) return await whisper(interaction, "I do not know this button any more.");
    const { verb, turnId, piece } = press;
    switch (verb) {
      case "cancel":
        return await this.#cancel(interaction, press);
      case "again":
        return await this.#update(interaction, this.#store(interaction, { type: "again", turnId }));
      case "use":
        return await interaction.showModal(useModal(press));
      case "animate":
      case "sound":
        return await this.#ask(interaction, piece && wordsOfButton(verb, piece));
      default:
        return verb satisfies never;
    }
  }

  async #cancel(interaction: ButtonInteraction, { turnId, piece }: ButtonPress): Promise<void> {
    const asker = this.#parts.askers.of(turnId) ?? (await askerOf(interaction.message));
    if (asker !== interaction.user.id && !isModerator(interaction))
      return await whisper(interaction, 'Only the person who asked can cancel this, or someone who may "Manage Messages".');
    await this.#update(interaction, this.#store(interaction, { type: "cancel", turnId, ...(piece === undefined ? {} : { piece }) }));
  }

  async #update(interaction: ButtonInteraction, stored: Promise<void>): Promise<void> {
    await settledWithin(stored, LATEST_DEFERRAL_MS);
    await interaction.deferUpdate();
    await stored;
  }

  async #submit(interaction: ModalSubmitInteraction): Promise<void> {
    const piece = parseCustomId(interaction.customId)?.piece;
    const text = interaction.fields.getTextInputValue(MODAL_FIELD).trim();
    await this.#ask(interaction, piece && text !== "" ? { text, attachments: [], wish: { pieces: [piece] } } : undefined);
  }

  async #ask(interaction: AskingInteraction, words: Words | undefined): Promise<void> {
    if (words === undefined) return await whisper(interaction, NOTHING_SAID);
    await this.#answer(interaction, saidBy(eventOfInteraction(interaction), words.text, words.attachments, words.wish));
  }

  async #answer(interaction: AskingInteraction, inbound: Inbound): Promise<void> {
    const defer = this.#parts.replies.add(interaction);
    const stored = this.#parts.onInbound(inbound);
    await settledWithin(stored, LATEST_DEFERRAL_MS);
    const isDeferred = await interaction.deferReply().then(
      () => true,
      (error: unknown) => {
        this.#parts.logger.warn({ err: error }, "Discord did not take the deferral; the answer becomes a message of its own");
        return false;
      },
    );
    defer(isDeferred);
    await stored;
  }

  async #store(interaction: AskingInteraction, action: PressedAction): Promise<void> {
    await this.#parts.onInbound({
      ...eventOfInteraction(interaction, interaction.isButton() ? interaction.message.id : interaction.id),
      type: "pressed",
      action,
    });
  }
}

function commandOf(interaction: ChatInputCommandInteraction): Command {
  const { source, conversationId, author } = eventOfInteraction(interaction);
  return { name: interaction.commandName, ...givenTo(interaction), source, conversationId, author, isModerator: isModerator(interaction) };
}

/** `messageId`: what the answer replies to. */
function eventOfInteraction(interaction: AskingInteraction, messageId = interaction.id) {
  const author: Author = { id: interaction.user.id, name: nameOf(interaction) };
  return eventOf(interaction.id, messageId, channelOf(interaction), author);
}

function nameOf({ member, user }: AskingInteraction): string {
  const nickname = member && ("displayName" in member ? member.displayName : member.nick);
  return nickname ?? user.displayName;
}

/** A channel that discord.js has not seen yet is known by its id only: a thread is always seen. */
function channelOf({ channel, channelId, client }: AskingInteraction): Channel {
  const known = channel ?? (channelId === null ? undefined : client.channels.cache.get(channelId));
  if (known) return known;
  throw new DeliveryError(`Discord does not show channel ${channelId}: "View Channel" may be missing.`);
}

async function askerOf(answer: Message): Promise<string | undefined> {
  return answer.interactionMetadata?.user.id ?? (await answer.fetchReference().catch(() => undefined))?.author.id;
}

/** In direct messages everybody is. */
function isModerator(interaction: AskingInteraction): boolean {
  return !interaction.inGuild() || interaction.memberPermissions.has(PermissionFlagsBits.ManageMessages);
}

/** For the one person only, whatever was acknowledged before. */
async function whisper(interaction: RepliableInteraction, content: string): Promise<void> {
  if (interaction.deferred || interaction.replied) await interaction.followUp({ content, flags: MessageFlags.Ephemeral });
  else await interaction.reply({ content, flags: MessageFlags.Ephemeral });
}

function useModal(press: ButtonPress) {
  const field = {
    type: ComponentType.TextInput as const,
    customId: MODAL_FIELD,
    label: `What shall I do with #${press.piece}?`,
    style: TextInputStyle.Paragraph,
    maxLength: 2000,
    required: true,
  };
  return { customId: customIdOf(press), title: `Use #${press.piece}`, components: [{ type: ComponentType.ActionRow as const, components: [field] }] };
}
