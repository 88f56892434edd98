/** The REST side of the local Discord: which path does what. */

import {
  type APIInteractionResponse,
  type APIMessage,
  ChannelType,
  PermissionFlagsBits,
  type RESTPatchAPIChannelMessageJSONBody,
  type RESTPostAPIChannelMessageJSONBody,
  type RESTPutAPIApplicationCommandsJSONBody,
} from "discord-api-types/v10";
import type { Gateway } from "./gateway.ts";
import { checkCommands } from "./form-rules.ts";
import type { Interactions } from "./interactions.ts";
import type { Messages } from "./messages.ts";
import { channelOf, memberOf, withoutContent } from "./payloads.ts";
import { checkMayPost, Refusal, type Upload } from "./rules.ts";
import type { World } from "./world.ts";

export interface RestCall {
  readonly path: readonly string[];
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly uploads: readonly Upload[];
}

export interface RestState {
  readonly world: World;
  readonly gateway: Gateway;
  readonly messages: Messages;
  readonly interactions: Interactions;
}

type Handler = (state: RestState, call: RestCall) => unknown;

/** `*` stands for one part of the path. Interaction and webhook routes need no bot token. */
export const ROUTES: readonly (readonly [method: string, pattern: string, handler: Handler])[] = [
  [
    "GET",
    "gateway/bot",
    ({ world, gateway: { shards } }) => ({
      url: world.origin.replace("http", "ws"),
      shards,
      session_start_limit: { total: 1000, remaining: 999, reset_after: 0, max_concurrency: shards },
    }),
  ],
  ["GET", "users/@me", ({ world }) => world.bot],
  ["GET", "users/*", ({ world }, { path }) => world.users.get(path[1] ?? "")],
  ["GET", "applications/@me", ({ world }) => ({ id: world.applicationId, name: "Quartet", flags: 0 })],
  ["PUT", "applications/*/commands", putCommands],
  ["POST", "users/@me/channels", openDirectChannel],
  ["GET", "channels/*", ({ world, messages }, { path }) => channelOf(world, messages.channel(path[1] ?? ""))],
  ["GET", "channels/*/messages", listMessages],
  ["GET", "channels/*/messages/*", (state, { path }) => shown(state, path[1])(state.messages.find(path[1] ?? "", path[3] ?? ""))],
  ["POST", "channels/*/messages", postMessage],
  ["PATCH", "channels/*/messages/*", patchMessage],
  ["DELETE", "channels/*/messages/*", ({ messages }, { path }) => messages.remove(messages.channel(path[1] ?? ""), path[3] ?? "")],
  ["POST", "channels/*/typing", showTyping],
  ["PUT", "channels/*/messages/*/reactions/*/@me", react],
  ["POST", "channels/*/threads", startThread],
  ["POST", "channels/*/messages/*/threads", startThread],
  ["GET", "guilds/*/members/*", ({ world }, { path }) => memberOf(world, guildOf(world, path[1]), path[3] ?? "")],
  ["POST", "interactions/*/*/callback", respond],
  ["GET", "webhooks/*/*/messages/@original", ({ interactions }, { path }) => interactions.original(interactions.ofToken(path[2] ?? ""))],
  ["PATCH", "webhooks/*/*/messages/*", patchOriginal],
  ["DELETE", "webhooks/*/*/messages/*", removeOriginal],
  ["POST", "webhooks/*/*", followUp],
];

function putCommands({ world }: RestState, { body }: RestCall): unknown {
  const given = body as RESTPutAPIApplicationCommandsJSONBody;
  checkCommands(given);
  world.commands = given.map(
    (command) =>
      ({
        version: "1",
        default_member_permissions: null,
        ...command,
        type: command.type ?? 1,
        id: world.newId(),
        application_id: world.applicationId,
      }) as (typeof world.commands)[number],
  );
  world.changed();
  return world.commands;
}

function openDirectChannel({ world }: RestState, { body }: RestCall): unknown {
  const { recipient_id: recipientId } = body as { recipient_id: string };
  const known = [...world.channels.values()].find((channel) => channel.recipientId === recipientId);
  return channelOf(world, known ?? world.addChannel({ type: ChannelType.DM, name: "", recipientId }));
}

/** Without the Message Content intent, requests show no more than the gateway does. */
function shown({ world, gateway, messages }: RestState, channelId = ""): (message: APIMessage) => APIMessage {
  const isOpen = gateway.mayReadContent || messages.channel(channelId).guild === undefined;
  return (message) => (isOpen ? message : withoutContent(world, message));
}

function listMessages(state: RestState, { path, query }: RestCall): unknown {
  const { messages } = state;
  const after = BigInt(query.get("after") ?? 0);
  const found = [...messages.channel(path[1] ?? "").messages.values()]
    .filter(({ id }) => BigInt(id) > after)
    .sort((a, b) => Number(BigInt(a.id) - BigInt(b.id)));
  const limit = Number(query.get("limit") ?? 50);
  return (query.has("after") ? found.slice(0, limit) : found.slice(-limit)).reverse().map(shown(state, path[1]));
}

function postMessage({ world, messages }: RestState, { path, body, uploads }: RestCall): unknown {
  const channel = messages.channel(path[1] ?? "");
  checkMayPost(channel, uploads);
  if ((body as RESTPostAPIChannelMessageJSONBody).message_reference && channel.denied & PermissionFlagsBits.ReadMessageHistory)
    throw new Refusal(403, 160002, "Cannot reply without permission to read message history");
  return messages.create(channel, world.bot, body as RESTPostAPIChannelMessageJSONBody, uploads);
}

function patchMessage({ world, messages }: RestState, { path, body, uploads }: RestCall): unknown {
  const channel = messages.channel(path[1] ?? "");
  const message = messages.find(channel.id, path[3] ?? "");
  if (message.author.id !== world.bot.id) throw new Refusal(403, 50005, "Cannot edit a message authored by another user");
  checkMayPost(channel, uploads);
  return messages.edit(channel, message, body as RESTPatchAPIChannelMessageJSONBody, uploads);
}

function showTyping({ world, messages }: RestState, { path }: RestCall): void {
  const channel = messages.channel(path[1] ?? "");
  checkMayPost(channel, []);
  channel.typing.push(world.bot.id);
  world.changed();
}

function react({ world, gateway, messages }: RestState, { path }: RestCall): void {
  const channel = messages.channel(path[1] ?? "");
  const message = messages.find(channel.id, path[3] ?? "");
  const emoji = { id: null, name: decodeURIComponent(path[5] ?? "") };
  message.reactions = [
    ...(message.reactions ?? []),
    { emoji, count: 1, count_details: { burst: 0, normal: 1 }, me: true, me_burst: false, burst_colors: [] },
  ];
  gateway.dispatch("MESSAGE_REACTION_ADD", {
    user_id: world.bot.id,
    channel_id: channel.id,
    message_id: message.id,
    guild_id: channel.guild?.id,
    emoji,
    burst: false,
    type: 0,
  });
  world.changed();
}

function startThread({ world, gateway, messages }: RestState, { path, body }: RestCall): unknown {
  const parent = messages.channel(path[1] ?? "");
  const { name } = body as { name: string };
  if (name.length < 1 || name.length > 100) throw new Refusal(400, 50035, "Invalid Form Body\nname: Must be between 1 and 100 in length.");
  const own = path[3] === undefined ? {} : { id: path[3] };
  if (own.id !== undefined && world.channels.has(own.id)) throw new Refusal(400, 160004, "A thread has already been created for this message");
  const thread = world.addChannel({
    type: ChannelType.PublicThread,
    name,
    parentId: parent.id,
    ownerId: world.bot.id,
    ...(parent.guild ? { guild: parent.guild } : {}),
    ...own,
  });
  gateway.dispatch("THREAD_CREATE", channelOf(world, thread));
  return channelOf(world, thread);
}

function guildOf(world: World, id = "") {
  const guild = world.guilds.get(id);
  if (guild === undefined) throw new Refusal(404, 10004, "Unknown Guild");
  return guild;
}

function respond({ interactions }: RestState, { path, query, body, uploads }: RestCall): unknown {
  const response = body as APIInteractionResponse;
  const message = interactions.respond(path[1] ?? "", path[2] ?? "", response, uploads);
  if (query.get("with_response") !== "true") return undefined;
  return { interaction: { id: path[1], type: 2 }, resource: { type: response.type, message } };
}

function patchOriginal({ interactions, messages }: RestState, { path, body, uploads }: RestCall): unknown {
  const interaction = interactions.ofToken(path[2] ?? "");
  const message = path[4] === "@original" ? interactions.original(interaction) : messages.find(interaction.channel.id, path[4] ?? "");
  return messages.edit(interaction.channel, message, body as RESTPatchAPIChannelMessageJSONBody, uploads);
}

function removeOriginal({ interactions, messages }: RestState, { path }: RestCall): void {
  const interaction = interactions.ofToken(path[2] ?? "");
  messages.remove(interaction.channel, path[4] === "@original" ? interactions.original(interaction).id : (path[4] ?? ""));
}

function followUp({ world, interactions, messages }: RestState, { path, body, uploads }: RestCall): unknown {
  const interaction = interactions.ofToken(path[2] ?? "");
  return messages.create(interaction.channel, world.bot, body as RESTPostAPIChannelMessageJSONBody, uploads);
}
