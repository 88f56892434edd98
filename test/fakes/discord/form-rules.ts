/** Discord's limits on commands and modals. */

import {
  type APIComponentInLabel,
  type APIModalInteractionResponseCallbackData,
  ApplicationCommandType,
  ComponentType,
  type RESTPutAPIApplicationCommandsJSONBody,
} from "discord-api-types/v10";
import { Refusal } from "./rules.ts";

/** At most 100 slash commands and 15 for messages; names of 1 to 32 characters, descriptions of 1 to 100, 25 options, required ones first. Throws Refusal. */
export function checkCommands(commands: RESTPutAPIApplicationCommandsJSONBody): void {
  const ofType = (type: ApplicationCommandType) => commands.filter((command) => (command.type ?? ApplicationCommandType.ChatInput) === type).length;
  if (ofType(ApplicationCommandType.ChatInput) > 100 || ofType(ApplicationCommandType.Message) > 15)
    throw new Refusal(400, 30032, "Maximum number of application commands reached");
  for (const command of commands) checkCommand(command);
}

function checkCommand(command: RESTPutAPIApplicationCommandsJSONBody[number]): void {
  if (command.name.length < 1 || command.name.length > 32) throw invalid("name", "Must be between 1 and 32 in length.");
  if ((command.type ?? ApplicationCommandType.ChatInput) !== ApplicationCommandType.ChatInput) return;
  const { options = [], ...named } = command as CommandOption;
  checkWords({ ...named, description: named.description ?? "" });
  checkOptions(options);
  for (const { options: inner = [] } of options) checkOptions(inner);
  if (lettersOf(command as CommandOption) > 8000) throw invalid("name", "Command exceeds maximum size (8000).");
}

function checkOptions(options: readonly CommandOption[]): void {
  for (const option of options) checkWords(option);
  if (options.length > 25) throw invalid("options", "Must be 25 or fewer in length.");
  if (new Set(options.map(({ name }) => name)).size < options.length) throw invalid("options", "Option name already exists.");
  const firstOptional = options.findIndex((option) => option.required !== true);
  if (firstOptional !== -1 && options.slice(firstOptional).some((option) => option.required === true))
    throw invalid("options", "Required options must be placed before non-required options");
  for (const { choices = [] } of options) {
    if (choices.length > 25) throw invalid("choices", "Must be 25 or fewer in length.");
    for (const { name, value } of choices)
      if (name.length < 1 || name.length > 100 || String(value).length > 100) throw invalid("choices", "Must be between 1 and 100 in length.");
  }
}

/** In English and in each language that it is localised to. */
function checkWords({ name, description, name_localizations: names, description_localizations: descriptions }: CommandOption): void {
  for (const each of [name, ...Object.values(names ?? {})])
    if (each === null || !/^[-_\p{Ll}\p{N}]{1,32}$/u.test(each)) throw invalid("name", "String value did not match validation regex.");
  for (const each of [description, ...Object.values(descriptions ?? {})])
    if (each === null || each.length < 1 || each.length > 100) throw invalid("description", "Must be between 1 and 100 in length.");
}

function lettersOf({ name, description, options = [], choices = [] }: CommandOption): number {
  const inner = options.reduce((sum, option) => sum + lettersOf(option), 0);
  return name.length + description.length + inner + choices.reduce((sum, choice) => sum + choice.name.length + String(choice.value).length, 0);
}

interface CommandOption {
  readonly name: string;
  readonly description: string;
  readonly name_localizations?: Readonly<Record<string, string | null>> | null;
  readonly description_localizations?: Readonly<Record<string, string | null>> | null;
  readonly required?: boolean;
  readonly choices?: readonly { readonly name: string; readonly value: string | number }[];
  readonly options?: readonly CommandOption[];
}

/** A title and labels of at most 45 characters, one to five rows. Throws Refusal. */
export function checkModal({ title, custom_id: customId, components }: APIModalInteractionResponseCallbackData): void {
  if (title.length < 1 || title.length > 45) throw invalid("title", "Must be between 1 and 45 in length.");
  if (customId.length < 1 || customId.length > 100) throw invalid("custom_id", "Must be between 1 and 100 in length.");
  if (components.length < 1 || components.length > 5) throw invalid("components", "Must be between 1 and 5 in length.");
  for (const row of components) {
    if (row.type !== ComponentType.Label) throw invalid("components.type", "Expected a label: action rows in modals are deprecated.");
    if (row.label.length < 1 || row.label.length > 45) throw invalid("label", "Must be between 1 and 45 in length.");
    checkField(row.component);
  }
}

function checkField(field: APIComponentInLabel): void {
  if (field.type === ComponentType.TextInput) {
    const { max_length: most = 4000, value = "" } = field;
    if (most < 1 || most > 4000) throw invalid("max_length", "Must be between 1 and 4000.");
    if (value.length > most) throw invalid("value", `Must be ${most} or fewer in length.`);
  } else if (field.type === ComponentType.FileUpload && (field.max_values ?? 1) > 10) throw invalid("max_values", "Must be 10 or fewer.");
  else if (field.type === ComponentType.StringSelect && (field.options.length < 1 || field.options.length > 25))
    throw invalid("options", "Must be between 1 and 25 in length.");
}

function invalid(field: string, why: string): Refusal {
  return new Refusal(400, 50035, `Invalid Form Body\n${field}: ${why}`);
}
