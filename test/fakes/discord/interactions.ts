/** Interactions of the local Discord: commands, buttons and modals, their three seconds and their fifteen minutes. */

import {
  type APIInteractionResponse,
  type APIMessage,
  type APIModalInteractionResponseCallbackData,
  type APIUser,
  InteractionResponseType,
  type InteractionType,
  MessageFlags,
  MessageType,
  UserPremiumType,
} from "discord-api-types/v10";
import { checkModal } from "./form-rules.ts";
import type { Gateway } from "./gateway.ts";
import type { Messages } from "./messages.ts";
import { channelOf, memberOf, permissionsOf, personPermissions } from "./payloads.ts";
import { Refusal, type Upload } from "./rules.ts";
import { type FakeChannel, uploadLimitOf, type World } from "./world.ts";

const FIRST_ANSWER_MS = 3_000;
const TOKEN_MS = 15 * 60_000;
/** What a person with Nitro may upload. */
const NITRO_BYTES = 500 * 2 ** 20;

export interface FakeInteraction {
  readonly id: string;
  readonly token: string;
  readonly type: InteractionType;
  readonly channel: FakeChannel;
  readonly user: APIUser;
  readonly createdAt: number;
  /** The message with the pressed button. */
  readonly source?: APIMessage;
  callback?: APIInteractionResponse;
  originalId?: string;
  modal?: APIModalInteractionResponseCallbackData;
  isExpired: boolean;
}

export interface OpenOptions {
  /** The message with the pressed button. */
  readonly source?: APIMessage;
  /** Whether the person may manage messages. */
  readonly moderator?: boolean;
}

export class Interactions {
  readonly #world: World;
  readonly #gateway: Gateway;
  readonly #messages: Messages;
  readonly all = new Map<string, FakeInteraction>();

  constructor(world: World, gateway: Gateway, messages: Messages) {
    this.#world = world;
    this.#gateway = gateway;
    this.#messages = messages;
  }

  open(type: InteractionType, channel: FakeChannel, user: APIUser, data: object, { source, moderator = false }: OpenOptions = {}): FakeInteraction {
    const id = this.#world.newId();
    const interaction: FakeInteraction = {
      id,
      token: `token-${id}`,
      type,
      channel,
      user,
      createdAt: Date.now(),
      isExpired: false,
      ...(source ? { source } : {}),
    };
    this.all.set(interaction.id, interaction);
    const { guild } = channel;
    this.#gateway.dispatch("INTERACTION_CREATE", {
      id: interaction.id,
      application_id: this.#world.applicationId,
      type,
      token: interaction.token,
      version: 1,
      channel_id: channel.id,
      channel: channelOf(this.#world, channel),
      ...(guild
        ? {
            guild_id: guild.id,
            guild: { id: guild.id, locale: "en-US", features: [] },
            member: { ...memberOf(this.#world, guild, user.id), permissions: personPermissions(moderator) },
          }
        : { user }),
      app_permissions: permissionsOf(channel),
      locale: "en-US",
      entitlements: [],
      authorizing_integration_owners: { 0: guild?.id ?? "0" },
      context: guild ? 0 : 1,
      attachment_size_limit: Math.max(uploadLimitOf(channel), user.premium_type === UserPremiumType.Nitro ? NITRO_BYTES : 0),
      data,
      ...(source ? { message: source } : {}),
    });
    this.#world.changed();
    return interaction;
  }

  /** The first answer, within three seconds and only once. */
  respond(id: string, token: string, response: APIInteractionResponse, uploads: readonly Upload[]): APIMessage | undefined {
    const interaction = this.all.get(id);
    if (interaction === undefined || interaction.token !== token) throw new Refusal(404, 10062, "Unknown interaction");
    if (interaction.callback !== undefined) throw new Refusal(400, 40060, "Interaction has already been acknowledged.");
    if (Date.now() - interaction.createdAt > FIRST_ANSWER_MS || interaction.isExpired) throw new Refusal(404, 10062, "Unknown interaction");
    interaction.callback = response;
    const made = this.#answer(interaction, response, uploads);
    this.#world.changed();
    return made;
  }

  ofToken(token: string): FakeInteraction {
    const found = [...this.all.values()].find((interaction) => interaction.token === token);
    if (found === undefined || found.isExpired || Date.now() - found.createdAt > TOKEN_MS) throw new Refusal(401, 50027, "Invalid Webhook Token");
    if (found.callback === undefined) throw new Refusal(404, 10015, "Unknown Webhook");
    return found;
  }

  original(interaction: FakeInteraction): APIMessage {
    return this.#messages.find(interaction.channel.id, interaction.originalId ?? "none");
  }

  /** As if fifteen minutes had gone by. */
  expire(): void {
    for (const interaction of this.all.values()) interaction.isExpired = true;
  }

  #answer(interaction: FakeInteraction, response: APIInteractionResponse, uploads: readonly Upload[]): APIMessage | undefined {
    switch (response.type) {
      case InteractionResponseType.ChannelMessageWithSource:
        return this.#post(interaction, response.data, uploads);
      case InteractionResponseType.DeferredChannelMessageWithSource:
        return this.#post(interaction, { content: "is thinking…", flags: (response.data?.flags ?? 0) | MessageFlags.Loading }, []);
      case InteractionResponseType.DeferredMessageUpdate:
        if (interaction.source) interaction.originalId = interaction.source.id;
        return interaction.source;
      case InteractionResponseType.UpdateMessage:
        return interaction.source && this.#messages.edit(interaction.channel, interaction.source, response.data ?? {}, uploads);
      case InteractionResponseType.Modal:
        checkModal(response.data);
        interaction.modal = response.data;
        return undefined;
      default:
        throw new Refusal(400, 50035, `Invalid Form Body\ntype: ${response.type} is not known here.`);
    }
  }

  #post(interaction: FakeInteraction, body: object, uploads: readonly Upload[]): APIMessage {
    const metadata = { id: interaction.id, type: interaction.type, user: interaction.user, authorizing_integration_owners: {} } as NonNullable<
      APIMessage["interaction_metadata"]
    >;
    const extra = { type: MessageType.ChatInputCommand, interaction_metadata: metadata };
    const message = this.#messages.create(interaction.channel, this.#world.bot, body, uploads, extra);
    interaction.originalId = message.id;
    return message;
  }
}
