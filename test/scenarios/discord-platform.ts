/** Discord for the scenarios: people in channels, threads and direct messages of the local Discord, without the Message Content intent. */

import { once } from "node:events";
import { type APIMessage, ComponentType } from "discord-api-types/v10";
import { createDiscordAdapter } from "../../adapters/discord/adapter.ts";
import { requestFor } from "../../src/conversation/request.ts";
import { createLogger } from "../../src/logger.ts";
import { signingKeyOf } from "../../src/store/signing-key.ts";
import type { ForgetScope } from "../../src/turn/inbound.ts";
import { createSigner } from "../../src/turn/sign.ts";
import { type ConversationId, conversationIdOf } from "../../src/turn/turn.ts";
import type { FakeInteraction } from "../fakes/discord/interactions.ts";
import { buttonLabels, type FakeDiscord, type FakePerson, isEphemeral, startFakeDiscord } from "../fakes/discord/people.ts";
import { TOKEN } from "../fakes/discord/server.ts";
import type { FakeChannel } from "../fakes/discord/world.ts";
import {
  isIntroduction,
  BUTTONS,
  type ButtonName,
  type Message,
  type Place,
  type PlaceKind,
  type SayOptions,
  type ScenarioPlatform,
  type Seen,
} from "./platform.ts";

export async function discordPlatform(): Promise<ScenarioPlatform> {
  const discord = await startFakeDiscord();
  discord.world.setMaxListeners(0);
  const spare = roomsOf(discord);
  const people = new Map<string, FakePerson>();
  const person = (name: string) => {
    const known = people.get(name) ?? discord.person(name);
    people.set(name, known);
    return known;
  };
  return {
    cannot: {},
    makeAdapter: ({ store, conversations }) =>
      createDiscordAdapter({
        discord: { token: TOKEN, apiUrl: discord.apiUrl, readsContent: false, shards: 1 },
        requestFor: (conversationId, piece) => requestFor(conversations, conversationId, piece),
        signer: createSigner(signingKeyOf(store)),
        logger: createLogger({ level: "silent", format: "json" }),
      }),
    open: (kind) => new DiscordPlace(discord, kind, person, spare),
    nextChange: () => once(discord.world, "change"),
    close: () => discord.close(),
  };
}

interface Rooms {
  readonly channels: FakeChannel[];
  readonly threads: FakeChannel[];
}

/** Made before anybody connects, because the local Discord tells of its channels only then. */
function roomsOf(discord: FakeDiscord): Rooms {
  const guild = discord.world.addGuild("Guild of scenarios");
  const channels = Array.from({ length: 40 }, (_, index) => discord.guildChannel(`room-${index}`, guild));
  const owner = discord.person("Owner").user.id;
  return { channels, threads: channels.slice(0, 4).map((channel) => discord.thread(channel, "old times", owner)) };
}

class DiscordPlace implements Place {
  readonly #discord: FakeDiscord;
  readonly #person: (name: string) => FakePerson;
  readonly #channel: FakeChannel;
  readonly #isThread: boolean;
  readonly #isDirect: boolean;
  #pressed: FakeInteraction | undefined;

  constructor(discord: FakeDiscord, kind: PlaceKind, person: (name: string) => FakePerson, spare: Rooms) {
    this.#discord = discord;
    this.#person = person;
    this.#isDirect = kind === "direct";
    const [ana, ben] = [person("Ana"), person("Ben")];
    const thread = kind === "thread" ? spare.threads.pop() : undefined;
    const channel = thread ?? (this.#isDirect ? ana.directChannel() : spare.channels.pop());
    if (channel === undefined) throw new Error("there are no more rooms in the local Discord");
    for (const each of [ana, ben]) channel.guild?.members.set(each.user.id, null);
    this.#isThread = thread !== undefined;
    this.#channel = channel;
  }

  get conversationId(): ConversationId {
    const { id, parentId } = this.#channel;
    return this.#isThread && parentId ? conversationIdOf("discord", parentId, id) : conversationIdOf("discord", id);
  }

  async say(name: string, text: string, { files = [], toMedium = false, twice = false }: SayOptions = {}): Promise<Message> {
    const [person, channel] = [this.#person(name), this.#channel];
    const medium = this.#discord.written(channel).findLast((each) => buttonLabels(each).includes("Use"));
    if (twice) this.#discord.gateway.duplicateNext();
    const message = person.say(channel, text, files, { mention: !this.#isDirect, ...(toMedium && medium ? { replyTo: medium } : {}) });
    return {
      edit: async (words) => person.edit(channel, message, this.#isDirect ? words : `<@${this.#discord.world.bot.id}> ${words}`),
      delete: async () => person.remove(channel, message),
    };
  }

  async seen(): Promise<Seen> {
    const written = this.#discord.written(this.#channel);
    const [whispers, open] = [written.filter(isEphemeral), written.filter((message) => !isEphemeral(message))];
    const isNotice = ({ content }: APIMessage) => content.startsWith("-# ");
    const isCard = ({ content }: APIMessage) => / \*\*#\d+\*\*/.test(content);
    const labels = open.flatMap(buttonLabels);
    return {
      words: open.filter((message) => !isNotice(message) && !isCard(message) && message.content !== "").map(({ content }) => content),
      files: open.flatMap(({ attachments }) =>
        attachments.map(({ id, filename: name, description: altText = "" }) => ({
          name,
          altText,
          bytes: this.#discord.world.files.get(id)?.bytes ?? new Uint8Array(),
        })),
      ),
      notices: open.filter(isNotice).flatMap(({ content }) => (isIntroduction(content) ? [] : content)),
      introductions: open.filter(({ content }) => isIntroduction(content)).length,
      whispers: whispers.map(({ content }) => content),
      buttons: labels.flatMap((label) => BUTTONS.find((button) => button === label) ?? []),
      isBusy: labels.includes("Cancel") || this.#isAwaited(open),
    };
  }

  /** Something was asked, by words or by a button, that no message answers yet. */
  #isAwaited(open: readonly APIMessage[]): boolean {
    return open.some(({ flags = 0 }) => (flags & LOADING) !== 0);
  }

  async press(name: string, button: ButtonName, { moderates = false } = {}): Promise<void> {
    const message = this.#discord.written(this.#channel).findLast((each) => buttonLabels(each).includes(button));
    if (message === undefined) throw new Error(`there is no button "${button}"`);
    this.#pressed = this.#person(name).press(this.#channel, message, button, { moderator: moderates });
  }

  async fill(name: string, words: string): Promise<string> {
    const pressed = this.#pressed;
    if (pressed === undefined) throw new Error("nothing was pressed");
    const modal = await this.#discord.waitFor(() => pressed.modal, "the window");
    const rows = modal.components.flatMap((row) => ("components" in row ? row.components : "component" in row ? [row.component] : []));
    const field = rows.find((each) => each.type === ComponentType.TextInput);
    if (field === undefined || field.type !== ComponentType.TextInput) throw new Error("the window has no field for words");
    this.#person(name).submit(pressed, { [field.custom_id]: words });
    return field.value ?? "";
  }

  async forget(name: string, scope: ForgetScope): Promise<void> {
    this.#person(name).command(this.#channel, "forget", { what: scope }, { moderator: true });
  }

  async command(name: string, typed: string): Promise<void> {
    this.#person(name).command(this.#channel, typed);
  }

  async botSays(text: string): Promise<void> {
    const robot = this.#discord.person("Robot");
    Object.assign(robot.user, { bot: true });
    robot.say(this.#channel, text, [], { mention: true });
  }
}

const LOADING = 1 << 7;
