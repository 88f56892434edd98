/**
 * House commands on Discord: each declaration of src/commands/declared.ts becomes a slash command, and what stands behind it the Command.
 * A further command needs its declaration and its handler, and nothing here.
 */

import {
  type APIModalInteractionResponseCallbackData,
  type ApplicationCommandOptionData,
  ApplicationCommandOptionType,
  type ApplicationCommandSubCommandData,
  AttachmentBuilder,
  type ChatInputApplicationCommandData,
  type ChatInputCommandInteraction,
  type CommandInteractionOption,
  InteractionContextType,
  Locale,
  type LocalizationMap,
  PermissionFlagsBits,
} from "discord.js";
import type { Command, CommandButton, CommandReply } from "../../src/commands/command.ts";
import type { ActionDeclaration, CommandDeclaration, Localised, OptionDeclaration } from "../../src/commands/declaration.ts";
import { splitText } from "../../src/router/split-text.ts";
import type { Attachment } from "../../src/turn/inbound.ts";
import type { Signer } from "../../src/turn/sign.ts";
import { optionAttachment } from "./attachments.ts";
import { type Button, type ButtonRow, customIdOf, type HousePress, rowsOf } from "./buttons.ts";
import { optionsForm } from "./forms.ts";
import { DISCORD_LIMITS, MAX_ALT_TEXT_LENGTH } from "./limits.ts";

/** The option that names the chosen action. */
const ACTION = "action";

export function slashCommandOf({ name, description, options, actions, forModerators }: CommandDeclaration): ChatInputApplicationCommandData {
  return {
    name,
    ...described(description),
    contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
    options: actions ? actions.map(subcommandOf) : (options ?? []).map(optionOf),
    ...(forModerators ? { defaultMemberPermissions: PermissionFlagsBits.ManageMessages } : {}),
  };
}

/** The words of a description or a label in the languages that are not Discord's default. */
export function localizations({ de }: Localised): LocalizationMap {
  return { [Locale.German]: de };
}

export function described(description: Localised) {
  return { description: description.en, descriptionLocalizations: localizations(description) };
}

/** What stands behind the command's name. */
export function givenTo({ options }: ChatInputCommandInteraction): Required<Pick<Command, "options" | "attachments">> {
  const action = options.getSubcommand(false);
  const given = options.data.flatMap((option) => (option.type === ApplicationCommandOptionType.Subcommand ? (option.options ?? []) : [option]));
  const values = given.flatMap((option) => (option.attachment ? [] : [[option.name, wordOf(option)] as const]));
  const attachments: readonly Attachment[] = given.flatMap(({ attachment }) => (attachment ? [optionAttachment(attachment)] : []));
  return { options: Object.fromEntries(action === null ? values : [[ACTION, action] as const, ...values]), attachments };
}

/** For whatever carries buttons of the house, such as a message that is kept up to date. */
export function houseButton({ label, command, options, asksForRest }: CommandButton): Button {
  return { label, press: { verb: asksForRest ? "form" : "house", command, options } };
}

/** The form for what a press leaves open; undefined where nothing is. */
export function formOf(
  press: HousePress,
  declared: CommandDeclaration,
  language: string,
  signer: Signer,
): APIModalInteractionResponseCallbackData | undefined {
  const action = declared.actions?.find(({ name }) => name === press.options[ACTION]);
  const open = ((action ?? declared).options ?? []).filter(({ name }) => press.options[name] === undefined);
  if (open.length === 0) return undefined;
  const { description } = action ?? declared;
  return optionsForm(customIdOf(press, signer), language.startsWith("de") ? description.de : description.en, open, language);
}

export interface Body {
  readonly content: string;
  readonly files: AttachmentBuilder[];
  readonly components: readonly ButtonRow[];
}

/** Long words are split, and many files too; files and buttons come with the last words. */
export function bodiesOf({ text, files = [], buttons = [] }: CommandReply, signer: Signer): readonly [Body, ...Body[]] {
  const built = files.map(
    ({ path, name, altText }) => new AttachmentBuilder(path, { name, ...(altText ? { description: altText.slice(0, MAX_ALT_TEXT_LENGTH) } : {}) }),
  );
  const perMessage = DISCORD_LIMITS.maxFilesPerMessage;
  const parts = splitText(text, { maxLength: DISCORD_LIMITS.maxTextLength });
  const words: Body[] = parts.slice(0, -1).map((content) => ({ content, files: [], components: [] }));
  const last: Body = { content: parts.at(-1) ?? "", files: built.slice(0, perMessage), components: rowsOf(buttons.map(houseButton), signer) };
  const galleries = Array.from({ length: Math.ceil(built.length / perMessage) - 1 }, (_, index) => ({
    content: "",
    files: built.slice((index + 1) * perMessage, (index + 2) * perMessage),
    components: [],
  }));
  const [first = last, ...further] = [...words, last, ...galleries];
  return [first, ...further];
}

function subcommandOf({ name, description, options = [] }: ActionDeclaration): ApplicationCommandSubCommandData {
  return { type: ApplicationCommandOptionType.Subcommand, name, ...described(description), options: options.map(optionOf) };
}

function optionOf(
  option: OptionDeclaration,
): Exclude<ApplicationCommandOptionData, { type: ApplicationCommandOptionType.Subcommand | ApplicationCommandOptionType.SubcommandGroup }> {
  const common = { name: option.name, ...described(option.description), required: option.isRequired ?? false };
  switch (option.type) {
    case "text":
      return { ...common, type: ApplicationCommandOptionType.String, ...(option.maxLength === undefined ? {} : { maxLength: option.maxLength }) };
    case "whole":
      return {
        ...common,
        type: ApplicationCommandOptionType.Integer,
        ...(option.minimum === undefined ? {} : { minValue: option.minimum }),
        ...(option.maximum === undefined ? {} : { maxValue: option.maximum }),
      };
    case "choice":
      return { ...common, type: ApplicationCommandOptionType.String, choices: option.choices.map(choiceOf) };
    case "person":
      return { ...common, type: ApplicationCommandOptionType.User };
    case "file":
      return { ...common, type: ApplicationCommandOptionType.Attachment };
    default:
      return option satisfies never;
  }
}

function choiceOf({ value, label }: { readonly value: string; readonly label: Localised }) {
  return { name: label.en, nameLocalizations: localizations(label), value };
}

function wordOf({ value }: CommandInteractionOption): string {
  return value === undefined ? "" : String(value);
}
