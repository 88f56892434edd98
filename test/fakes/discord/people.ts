/** How a test drives the local Discord: people who write, press and command, and what is seen in a channel. */

import { once } from "node:events";
import {
  type APIApplicationCommand,
  type APIMessage,
  type APIUser,
  ApplicationCommandType,
  ChannelType,
  ComponentType,
  GatewayIntentBits,
  InteractionType,
  MessageFlags,
  MessageReferenceType,
} from "discord-api-types/v10";
import { commandData, type GivenOptions, modalData } from "./command-data.ts";
import type { FakeInteraction } from "./interactions.ts";
import type { Upload } from "./rules.ts";
import { channelOf, guildCreateOf } from "./payloads.ts";
import { DiscordServer, type ServerOptions } from "./server.ts";
import type { FakeChannel, FakeGuild } from "./world.ts";

export interface SayOptions {
  /** Whether the words begin with a mention of the bot. */
  readonly mention?: boolean;
  readonly replyTo?: APIMessage;
  readonly forward?: APIMessage;
  /** A voice message, stickers, embeds: whatever else Discord puts into it. */
  readonly extra?: Partial<APIMessage>;
}

export interface Pressing {
  /** Whether the person may manage messages. */
  readonly moderator?: boolean;
}

export async function startFakeDiscord(options: ServerOptions = {}): Promise<FakeDiscord> {
  const discord = new FakeDiscord(options);
  await discord.listen();
  return discord;
}

export class FakeDiscord extends DiscordServer {
  person(name: string): FakePerson {
    const user = this.world.addUser(name);
    for (const guild of this.world.guilds.values()) guild.members.set(user.id, null);
    return new FakePerson(this, user);
  }

  guildChannel(name = "general", guild: FakeGuild = this.world.addGuild(`Guild of ${name}`)): FakeChannel {
    return this.world.addChannel({ type: ChannelType.GuildText, name, guild });
  }

  /** While the bot is connected. */
  openChannel(name: string, guild: FakeGuild): FakeChannel {
    const channel = this.guildChannel(name, guild);
    this.gateway.dispatch("CHANNEL_CREATE", channelOf(this.world, channel));
    return channel;
  }

  /** Somebody removes the bot from the server. */
  removeBot(guild: FakeGuild): void {
    this.world.guilds.delete(guild.id);
    this.gateway.dispatch("GUILD_DELETE", { id: guild.id });
  }

  /** Somebody adds the bot to it. */
  addBot(guild: FakeGuild): void {
    this.world.guilds.set(guild.id, guild);
    this.gateway.dispatch("GUILD_CREATE", guildCreateOf(this.world, guild));
  }

  /** Discord cannot reach the server for a while, and then can. */
  outage(guild: FakeGuild): void {
    this.gateway.dispatch("GUILD_DELETE", { id: guild.id, unavailable: true });
    this.gateway.dispatch("GUILD_CREATE", guildCreateOf(this.world, guild));
  }

  thread(parent: FakeChannel, name: string, ownerId: string): FakeChannel {
    return this.world.addChannel({
      type: ChannelType.PublicThread,
      name,
      parentId: parent.id,
      ownerId,
      ...(parent.guild ? { guild: parent.guild } : {}),
    });
  }

  /** What the bot wrote in a channel, the oldest first. */
  written(channel: FakeChannel): readonly APIMessage[] {
    return [...channel.messages.values()].filter(({ author }) => author.id === this.world.bot.id);
  }

  /** Resolves with the first value that is neither undefined nor false; looks again after each change. */
  async waitFor<Value>(look: () => Value | undefined | false, what = "what the test waits for", timeoutMs = 20_000): Promise<Value> {
    const signal = AbortSignal.timeout(timeoutMs);
    for (;;) {
      const value = look();
      if (value !== undefined && value !== false) return value;
      await once(this.world, "change", { signal }).catch((error: unknown) => {
        throw new Error(
          `${what} did not happen within ${timeoutMs} ms; requests: ${this.requests.map((seen) => `${seen.method} ${seen.path} ${seen.status}`).join(", ")}`,
          { cause: error },
        );
      });
    }
  }
}

export class FakePerson {
  readonly #discord: FakeDiscord;
  readonly user: APIUser;

  constructor(discord: FakeDiscord, user: APIUser) {
    this.#discord = discord;
    this.user = user;
  }

  directChannel(): FakeChannel {
    const { world } = this.#discord;
    const known = [...world.channels.values()].find((channel) => channel.recipientId === this.user.id);
    return known ?? world.addChannel({ type: ChannelType.DM, name: "", recipientId: this.user.id });
  }

  say(
    channel: FakeChannel,
    text: string,
    files: readonly Upload[] = [],
    { mention = false, replyTo, forward, extra = {} }: SayOptions = {},
  ): APIMessage {
    const { world, messages } = this.#discord;
    const content = mention ? `<@${world.bot.id}> ${text}` : text;
    const snapshots = forward && {
      message_reference: { type: MessageReferenceType.Forward, channel_id: forward.channel_id, message_id: forward.id },
      message_snapshots: [{ message: forward }],
    };
    return messages.create(
      channel,
      this.user,
      {
        content: content === "" && (forward || extra.sticker_items) ? "\u200b" : content,
        ...(replyTo ? { message_reference: { message_id: replyTo.id } } : {}),
      },
      files,
      {
        ...(content === "" ? { content: "" } : {}),
        ...snapshots,
        ...extra,
      } as Partial<APIMessage>,
    );
  }

  edit(channel: FakeChannel, message: APIMessage, text: string): void {
    this.#discord.messages.edit(channel, message, { content: text }, []);
  }

  remove(channel: FakeChannel, message: APIMessage): void {
    this.#discord.messages.remove(channel, message.id);
  }

  /** Adds a reaction, or takes it back. */
  react(channel: FakeChannel, message: APIMessage, emoji: string, added = true): void {
    const { world, gateway } = this.#discord;
    const intent = channel.guild ? GatewayIntentBits.GuildMessageReactions : GatewayIntentBits.DirectMessageReactions;
    const guild = channel.guild ? { guild_id: channel.guild.id } : {};
    const data = {
      user_id: this.user.id,
      channel_id: channel.id,
      message_id: message.id,
      ...guild,
      emoji: { id: null, name: emoji },
      burst: false,
      type: 0,
    };
    gateway.dispatch(added ? "MESSAGE_REACTION_ADD" : "MESSAGE_REACTION_REMOVE", data, intent);
    world.changed();
  }

  /** Presses the button whose label or custom id is given. */
  press(channel: FakeChannel, message: APIMessage, button: string, { moderator = false }: Pressing = {}): FakeInteraction {
    const found = buttonsOf(message).find((each) => "custom_id" in each && (each.custom_id === button || ("label" in each && each.label === button)));
    if (found === undefined || !("custom_id" in found)) throw new Error(`There is no button "${button}" on the message "${message.content}".`);
    return this.pressId(channel, message, found.custom_id, { moderator });
  }

  /** As a changed client could: whatever id it likes. */
  pressId(channel: FakeChannel, message: APIMessage, customId: string, { moderator = false }: Pressing = {}): FakeInteraction {
    const data = { component_type: ComponentType.Button, custom_id: customId };
    return this.#discord.interactions.open(InteractionType.MessageComponent, channel, this.user, data, { source: message, moderator });
  }

  /** Fills in the modal that the bot opened, and sends it. */
  submit(asked: FakeInteraction, values: Readonly<Record<string, string | Upload>>): FakeInteraction {
    if (asked.modal === undefined) throw new Error("The bot opened no modal.");
    const data = modalData(this.#discord.world, asked.channel, asked.modal, values);
    return this.#discord.interactions.open(InteractionType.ModalSubmit, asked.channel, this.user, data, asked.source ? { source: asked.source } : {});
  }

  /** A slash command; an option may be a file or a person. The option "action" chooses a subcommand. */
  command(channel: FakeChannel, name: string, options: GivenOptions = {}, { moderator = false }: Pressing = {}): FakeInteraction {
    const command = this.#commandOf(name, ApplicationCommandType.ChatInput);
    const data = commandData(this.#discord.world, channel, command, options);
    return this.#discord.interactions.open(InteractionType.ApplicationCommand, channel, this.user, data, { moderator });
  }

  /** A command of a message's context menu. */
  messageCommand(channel: FakeChannel, name: string, target: APIMessage): FakeInteraction {
    const command = this.#commandOf(name, ApplicationCommandType.Message);
    const data = { id: command.id, name, type: command.type, target_id: target.id, resolved: { messages: { [target.id]: target } } };
    return this.#discord.interactions.open(InteractionType.ApplicationCommand, channel, this.user, data);
  }

  #commandOf(name: string, type: ApplicationCommandType): APIApplicationCommand {
    const command = this.#discord.world.commands.find((each) => each.name === name && (each.type as ApplicationCommandType) === type);
    if (command === undefined)
      throw new Error(
        `There is no command "${name}" of type ${type}; the bot registered ${this.#discord.world.commands.map((each) => each.name).join(", ")}.`,
      );
    return command;
  }
}

export function isEphemeral(message: APIMessage): boolean {
  return ((message.flags ?? 0) & MessageFlags.Ephemeral) !== 0;
}

/** Whether a message is an answer's ended words, which may begin with anything: no small print, no medium, no button to stop it. */
export function isAnswerTo(asked: APIMessage): (message: APIMessage) => boolean {
  return ({ message_reference, content, components, attachments }) =>
    message_reference?.message_id === asked.id &&
    content !== "" &&
    !content.startsWith("-# ") &&
    components?.length === 0 &&
    attachments.length === 0;
}

export function buttonLabels(message: APIMessage): readonly string[] {
  return buttonsOf(message).flatMap((each) => ("label" in each && each.label !== undefined ? [each.label] : []));
}

export function customIds(message: APIMessage): readonly string[] {
  return buttonsOf(message).flatMap((each) => ("custom_id" in each ? [each.custom_id] : []));
}

function buttonsOf(message: APIMessage) {
  return (message.components ?? []).flatMap((row) => (row.type === ComponentType.ActionRow ? row.components : []));
}
