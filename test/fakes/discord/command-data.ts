/** What a slash command or a form carries on the wire: its options with their types, and the files and people that they name. */

import {
  type APIApplicationCommand,
  type APIModalInteractionResponseCallbackData,
  type APIUser,
  ApplicationCommandOptionType,
  ComponentType,
} from "discord-api-types/v10";
import type { Upload } from "./rules.ts";
import type { FakeChannel, World } from "./world.ts";

export type GivenOptions = Readonly<Record<string, string | number | Upload | { readonly user: APIUser }>>;

interface Resolved {
  readonly attachments: Record<string, object>;
  readonly users: Record<string, APIUser>;
}

/** The option "action" names the subcommand where the command has some. */
export function commandData(world: World, channel: FakeChannel, command: APIApplicationCommand, options: GivenOptions): object {
  const subcommand = command.options?.find(({ type, name }) => type === ApplicationCommandOptionType.Subcommand && name === options.action);
  const resolved: Resolved = { attachments: {}, users: {} };
  const given = Object.entries(options)
    .filter(([name]) => subcommand === undefined || name !== "action")
    .map(([name, value]) => ({ name, ...wireValue(world, channel, value, resolved) }));
  const nested = subcommand && [{ name: subcommand.name, type: subcommand.type, options: given }];
  return { id: command.id, name: command.name, type: command.type, options: nested ?? given, resolved };
}

function wireValue(world: World, channel: FakeChannel, value: GivenOptions[string], { attachments, users }: Resolved): object {
  if (typeof value === "string") return { type: ApplicationCommandOptionType.String, value };
  if (typeof value === "number") return { type: ApplicationCommandOptionType.Integer, value };
  if ("user" in value) {
    users[value.user.id] = value.user;
    return { type: ApplicationCommandOptionType.User, value: value.user.id };
  }
  return { type: ApplicationCommandOptionType.Attachment, value: addAttachment(world, channel, value, attachments) };
}

/** Every field of the form, as the person filled it in or left it. */
export function modalData(
  world: World,
  channel: FakeChannel,
  modal: APIModalInteractionResponseCallbackData,
  values: Readonly<Record<string, string | Upload>>,
): object {
  const attachments: Record<string, object> = {};
  const labels = modal.components.flatMap((row) => (row.type === ComponentType.Label ? [row.component] : []));
  const components = labels.map((field, index) => {
    const { type, custom_id } = field;
    const value = values[custom_id] ?? (type === ComponentType.TextInput ? field.value : undefined);
    const picked = value === undefined ? [] : [typeof value === "string" ? value : addAttachment(world, channel, value, attachments)];
    const filled = type === ComponentType.TextInput ? { value: picked[0] ?? "" } : { values: picked };
    return { type: ComponentType.Label, id: 2 * index + 1, component: { type, custom_id, id: 2 * index + 2, ...filled } };
  });
  return { custom_id: modal.custom_id, components, resolved: { attachments } };
}

function addAttachment(world: World, channel: FakeChannel, { name, mediaType, bytes }: Upload, attachments: Record<string, object>): string {
  const file = world.addFile(name, mediaType, bytes);
  const url = world.linkOf(file, channel.id);
  attachments[file.id] = { id: file.id, filename: name, size: bytes.length, url, proxy_url: url, content_type: mediaType, ephemeral: true };
  return file.id;
}
