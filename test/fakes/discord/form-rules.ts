/** Discord's limits on commands and modals. */

import {
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
  const { name, description = "", options = [] } = command as { name: string; description?: string; options?: readonly CommandOption[] };
  for (const named of [{ name, description }, ...options]) {
    if (!/^[-_\p{Ll}\p{N}]{1,32}$/u.test(named.name)) throw invalid("name", "String value did not match validation regex.");
    if (named.description.length < 1 || named.description.length > 100) throw invalid("description", "Must be between 1 and 100 in length.");
  }
  if (options.length > 25) throw invalid("options", "Must be 25 or fewer in length.");
  const firstOptional = options.findIndex((option) => option.required !== true);
  if (firstOptional !== -1 && options.slice(firstOptional).some((option) => option.required === true))
    throw invalid("options", "Required options must be placed before non-required options");
}

interface CommandOption {
  readonly name: string;
  readonly description: string;
  readonly required?: boolean;
}

/** A title and labels of at most 45 characters, one to five rows. Throws Refusal. */
export function checkModal({ title, custom_id: customId, components }: APIModalInteractionResponseCallbackData): void {
  if (title.length < 1 || title.length > 45) throw invalid("title", "Must be between 1 and 45 in length.");
  if (customId.length < 1 || customId.length > 100) throw invalid("custom_id", "Must be between 1 and 100 in length.");
  if (components.length < 1 || components.length > 5) throw invalid("components", "Must be between 1 and 5 in length.");
  for (const row of components) {
    const fields = row.type === ComponentType.ActionRow ? row.components : [];
    if (fields.some(({ label }) => (label?.length ?? 0) > 45)) throw invalid("label", "Must be between 1 and 45 in length.");
  }
}

function invalid(field: string, why: string): Refusal {
  return new Refusal(400, 50035, `Invalid Form Body\n${field}: ${why}`);
}
