/** Quartet as an app of Discord: the Discord side of the Adapter port. */

import { Client, DiscordAPIError, Events, GatewayIntentBits, type Message, MessageReferenceType, Options, Partials, Status } from "discord.js";
import type { Adapter } from "../../src/adapter.ts";
import type { CommandDeclaration } from "../../src/commands/declaration.ts";
import { DECLARED_COMMANDS } from "../../src/commands/declared.ts";
import type { DiscordConfig } from "../../src/config.ts";
import { ConfigError, HouseRuleError } from "../../src/errors.ts";
import { sentencesIn } from "../../src/language/language.ts";
import type { Logger } from "../../src/logger.ts";
import type { Signer } from "../../src/turn/sign.ts";
import type { ConversationId } from "../../src/turn/turn.ts";
import { Askers } from "./askers.ts";
import { openAttachment } from "./attachments.ts";
import { missedMessages, noticeGaps } from "./backfill.ts";
import { commands } from "./commands.ts";
import { Deliverer } from "./deliver.ts";
import { slashCommandOf } from "./house.ts";
import { type DeskParts, InteractionDesk, type OnInbound, type RequestFor } from "./interactions.ts";
import { DISCORD_LIMITS, limitsIn, REQUEST_TIMEOUT_MS } from "./limits.ts";
import { OpenReplies } from "./open-replies.ts";
import { Pacer } from "./pacer.ts";
import { deletedOf, editedOf, installedOf, isAddressed, saidOf } from "./parse.ts";
import { canSpeak, missingPermissions, permissionAdvice, permissionsIn } from "./permissions.ts";
import { heardReaction } from "./reactions.ts";
import { createStage } from "./studio.ts";

export interface DiscordAdapterOptions {
  readonly discord: DiscordConfig;
  readonly logger: Logger;
  /** Signs the buttons. */
  readonly signer: Signer;
  readonly requestFor: RequestFor;
  /** The house commands that people see. */
  readonly house?: readonly CommandDeclaration[];
  /** Unix milliseconds: what interactions' tokens are over by. */
  readonly now?: () => number;
}

export function createDiscordAdapter(options: DiscordAdapterOptions): Adapter {
  const { discord, logger, signer, requestFor, house = DECLARED_COMMANDS, now = Date.now } = options;
  const client = createClient(discord);
  const replies = new OpenReplies();
  const deliverer = new Deliverer(client, replies, new Pacer(DISCORD_LIMITS.minEditIntervalMs), signer);
  let isOpen = true;
  let ears: ReturnType<typeof listen> | undefined;
  return {
    platform: "discord",
    limits: DISCORD_LIMITS,
    limitsFor: ({ source: { channelId, threadId, messageId } }) =>
      limitsIn(client.channels.cache.get(threadId ?? channelId), replies.find(messageId)?.interaction.attachmentSizeLimit),
    start: async (onInbound, onCommand, rules) => {
      ears = listen(client, onInbound, { onCommand, rules, house, requestFor, signer, replies, now, logger, isOpen: () => isOpen });
      await logIn(client, discord);
      await client.application?.commands
        .set([...commands(), ...house.map(slashCommandOf)])
        .catch((error: unknown) => logger.warn({ err: error }, "Discord did not take the commands; those of an earlier start stay"));
      logger.info({ name: client.user?.username, guilds: client.guilds.cache.size }, "connected to Discord");
    },
    studio: createStage({ client, signer, readsContent: discord.readsContent }),
    deliver: (delivery) => deliverer.deliver(delivery),
    findSent: (target, owed) => deliverer.findSent(target, owed),
    retract: (answer) => deliverer.retract(answer),
    showsMoments: true,
    backfill: async (sinceMs, known) => await ears?.catchUp(sinceMs, known),
    openAttachment: (fetchKey) => openAttachment(client, fetchKey),
    guilds: () => [...client.guilds.cache.keys()],
    isConnected: () => client.isReady() && client.ws.shards.every(({ status }) => status === Status.Ready),
    inspect: async ({ channelId, threadId }, sentences) => {
      const channel = client.channels.cache.get(threadId ?? channelId);
      const permissions = channel ? permissionsIn(channel, sentences) : [];
      const hearsWords = discord.readsContent || channel?.isDMBased() === true;
      return { permissions, fix: sentences.discord.fix, hearsWords, limits: limitsIn(channel) };
    },
    stop: async () => {
      isOpen = false;
      await deliverer.stop();
      await client.destroy();
    },
  };
}

/** Partials: Discord also tells of direct channels and of old messages that were never seen here. */
function createClient({ apiUrl, readsContent, shards }: DiscordConfig): Client {
  return new Client({
    intents: [
      GatewayIntentBits.Guilds,
      GatewayIntentBits.GuildMessages,
      GatewayIntentBits.GuildMessageReactions,
      GatewayIntentBits.DirectMessages,
      GatewayIntentBits.DirectMessageReactions,
      ...(readsContent ? [GatewayIntentBits.MessageContent] : []),
    ],
    partials: [Partials.Channel, Partials.Message, Partials.Reaction, Partials.User],
    allowedMentions: { parse: [], repliedUser: false },
    failIfNotExists: false,
    // discord.js also reads SHARDS from the environment, in another form, unless it is told here.
    ...(shards === "auto" ? { shards } : { shards: Array.from({ length: shards }, (_, id) => id), shardCount: shards }),
    makeCache: Options.cacheWithLimits({ ...Options.DefaultMakeCacheSettings, MessageManager: 50, ReactionManager: 0, PresenceManager: 0 }),
    rest: { timeout: REQUEST_TIMEOUT_MS, ...(apiUrl === undefined ? {} : { api: apiUrl }) },
  });
}

/** Throws ConfigError where the token or the intents are refused: no second try would help. */
async function logIn(client: Client, { token, readsContent }: DiscordConfig): Promise<void> {
  const ready = Promise.withResolvers<void>();
  client.once(Events.ClientReady, () => ready.resolve());
  client.once(Events.Invalidated, () => ready.reject(new ConfigError(["DISCORD_TOKEN: Discord ended the session"])));
  try {
    await client.login(token);
    await ready.promise;
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    if (/disallowed intent/i.test(said) && readsContent)
      throw new ConfigError([
        'DISCORD_MESSAGE_CONTENT: expected "Message Content Intent" to be switched on in the Developer Portal under Bot, or 0 here',
      ]);
    if (/invalid token|TokenInvalid/i.test(said) || (error instanceof DiscordAPIError && error.status === 401))
      throw new ConfigError(["DISCORD_TOKEN: Discord refuses it; copy the token anew from the Developer Portal under Bot"]);
    throw error;
  }
}

interface Ears extends Omit<DeskParts, "onInbound" | "askers"> {
  /** False once Quartet stops: what comes then is not taken any more. */
  isOpen(): boolean;
}

function listen(client: Client, take: OnInbound, { isOpen, ...parts }: Ears) {
  const askers = new Askers();
  const { logger } = parts;
  const onInbound: OnInbound = (inbound) => {
    askers.remember(inbound);
    return take(inbound);
  };
  const desk = new InteractionDesk({ ...parts, onInbound, askers });
  const taken = (what: string, work: Promise<void>) =>
    work.catch((error: unknown) => {
      // Whoever is not served is not answered either.
      if (!(error instanceof HouseRuleError)) logger.error({ err: error }, `${what} of Discord could not be taken`);
    });
  const guarded = (what: string, work: () => Promise<void>) => {
    if (isOpen()) void taken(what, work());
  };
  client.on(Events.MessageCreate, (message) => guarded("a message", () => hear(message, onInbound, parts)));
  client.on(Events.MessageUpdate, (_old, message) =>
    guarded("an edit", async () => {
      if (!message.partial && message.editedTimestamp !== null && !message.author.bot)
        await onInbound(editedOf(message, client.user ?? message.author));
    }),
  );
  client.on(Events.MessageDelete, (message) => guarded("a deletion", () => onInbound(deletedOf(message.id, message.channel))));
  client.on(Events.MessageBulkDelete, (messages, channel) =>
    guarded("a deletion", async () => {
      for (const id of messages.keys()) await onInbound(deletedOf(id, channel));
    }),
  );
  const react = (...[reaction, user, added]: Parameters<typeof heardReaction>) =>
    guarded("a reaction", async () => {
      const reacted = await heardReaction(reaction, user, added);
      if (reacted) await onInbound(reacted);
    });
  client.on(Events.MessageReactionAdd, (reaction, user) => react(reaction, user, true));
  client.on(Events.MessageReactionRemove, (reaction, user) => react(reaction, user, false));
  // An outage is told by another event.
  client.on(Events.GuildDelete, (guild) => guarded("a removal", () => onInbound(installedOf(guild, "left"))));
  client.on(Events.GuildCreate, (guild) => guarded("an installation", () => onInbound(installedOf(guild, "joined"))));
  client.on(Events.InteractionCreate, (interaction) => {
    if (isOpen()) void desk.take(interaction);
  });
  client.on(Events.Error, (error) => logger.error({ err: error }, "the connection to Discord failed"));
  const catchUp = async (sinceMs: number, known: readonly ConversationId[]) => {
    if (!client.isReady()) return;
    for await (const message of missedMessages(client, sinceMs, known)) await taken("what was missed", hear(message, onInbound, parts));
  };
  noticeGaps(client, (sinceMs) => guarded("what was missed", () => catchUp(sinceMs, [])));
  return { catchUp };
}

/** Where Quartet could not answer, nothing is asked of the model: the person is told by direct message what is missing. */
async function hear(message: Message, onInbound: OnInbound, { logger, rules }: Pick<DeskParts, "logger" | "rules">): Promise<void> {
  const bot = message.client.user;
  if (!isAddressed(message, bot)) return;
  const missing = missingPermissions(message.channel);
  if (!canSpeak(missing)) {
    const advice = permissionAdvice(message.channel, missing, sentencesIn(rules?.languageAt({ platform: "discord", channelId: message.channelId })));
    logger.warn({ channel: message.channelId, missing }, "a permission is missing in a channel of Discord");
    return void (await message.author.send(advice).catch(() => undefined));
  }
  // What is fetched comes without its author's roles, which decide who is served.
  if (message.inGuild() && message.member === null) await message.guild.members.fetch(message.author.id).catch(() => undefined);
  // What is forwarded comes along, and is no reply to where it stood.
  const isReply = message.reference?.type === MessageReferenceType.Default;
  const referenced = isReply ? await message.fetchReference().catch(() => undefined) : undefined;
  await onInbound(saidOf(message, bot, referenced));
  if (message.channel.isSendable()) await message.channel.sendTyping().catch(() => undefined);
}
