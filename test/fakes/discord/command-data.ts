/** What a slash command carries on the wire: its options with their types, and the files and people that they name. */

import { type APIApplicationCommand, type APIUser, ApplicationCommandOptionType } from "discord-api-types/v10";
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
  const { id, name, mediaType, bytes } = world.addFile(value.name, value.mediaType, value.bytes);
  const url = world.linkOf({ id, name, mediaType, bytes }, channel.id);
  attachments[id] = { id, filename: name, size: bytes.length, url, proxy_url: url, content_type: mediaType, ephemeral: true };
  return { type: ApplicationCommandOptionType.Attachment, value: id };
}
