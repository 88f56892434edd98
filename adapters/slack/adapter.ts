/** Quartet in Slack: Slack's side of the Adapter port, by Socket Mode or by signed HTTP requests. */

import type { App } from "@slack/bolt";
import type { Adapter, PlaceRules } from "../../src/adapter.ts";
import type { CommandDeclaration } from "../../src/commands/declaration.ts";
import { DECLARED_COMMANDS } from "../../src/commands/declared.ts";
import type { Command, CommandReply } from "../../src/commands/command.ts";
import type { SlackConfig } from "../../src/config.ts";
import { ConfigError, DeliveryError } from "../../src/errors.ts";
import type { Logger } from "../../src/logger.ts";
import type { Inbound } from "../../src/turn/inbound.ts";
import type { Signer } from "../../src/turn/sign.ts";
import type { ConversationId } from "../../src/turn/turn.ts";
import { Askers } from "./askers.ts";
import { describeFile, openFile } from "./attachments.ts";
import { missedEvents } from "./backfill.ts";
import { Calls, codeOf } from "./calls.ts";
import { createConnection } from "./connection.ts";
import { Deliveries } from "./deliver.ts";
import { House } from "./house.ts";
import { inspectPlace, missingScopes } from "./inspect.ts";
import { Interactions } from "./interactions.ts";
import { type Pace, SLACK_LIMITS, SLACK_PACE } from "./limits.ts";
import { People } from "./people.ts";
import type { Surroundings } from "./parse.ts";
import type { PressParts } from "./presses.ts";
import { createStage } from "./studio.ts";

export interface SlackAdapterOptions {
  readonly slack: SlackConfig;
  /** Whether a conversation is known, so that its thread is answered without a mention, restarts included. */
  readonly remembers: (conversationId: ConversationId) => Promise<boolean>;
  readonly requestFor: PressParts["requestFor"];
  readonly signer: Signer;
  readonly logger: Logger;
  readonly pace?: Pace;
  /** The house commands that people can give. */
  readonly house?: readonly CommandDeclaration[];
  /** Unix milliseconds: what response addresses are over by. */
  readonly now?: () => number;
}

interface Running {
  readonly calls: Calls;
  readonly deliveries: Deliveries;
  readonly house: House;
  readonly teamId: string;
}

export function createSlackAdapter(options: SlackAdapterOptions): Adapter {
  const { slack, logger, signer, requestFor, pace = SLACK_PACE, house: declared = DECLARED_COMMANDS, now = Date.now } = options;
  let interactions: Interactions | undefined;
  let running: Running | undefined;
  /** Spoken in since the start: what waits in the queue is not remembered yet. */
  const joined = new Set<ConversationId>();
  const app = createConnection({ slack, pace, logger, receive: async (body) => await interactions?.receive(body) });
  return {
    platform: "slack",
    limits: SLACK_LIMITS,
    start: async (onInbound, onCommand, rules) => {
      const calls = new Calls(app.client, pace.firstBackoffMs);
      const { selfId, teamId } = await introduce(app, logger);
      const [askers, people] = [new Askers(calls), new People(calls)];
      const deliveries = new Deliveries({ calls, askers, pace, selfId, teamId, signer });
      const remembers = async (conversation: ConversationId) => joined.has(conversation) || (await options.remembers(conversation));
      await people.learnMany();
      const around = surroundingsOf({ calls, people, selfId, guildId: teamId, remembers, rules });
      const store = async (inbound: Inbound) => {
        await onInbound({ ...inbound, source: { ...inbound.source, guildId: teamId } });
        joined.add(inbound.conversationId);
      };
      const house = new House({ calls, around, declared, onCommand: onCommand && inWorkspace(teamId, onCommand), logger, now });
      interactions = new Interactions({ calls, around, askers, signer, requestFor, deliveries, house, onInbound: store });
      running = { calls, deliveries, house, teamId };
      await listen(app, slack);
    },
    studio: createStage(() => started(running).calls, signer),
    deliver: async (delivery) => await started(running).deliveries.deliver(delivery),
    findSent: async (target, owed) => await started(running).deliveries.findSent(target, owed),
    retract: async (answer) => await started(running).deliveries.retract(answer),
    backfill: async (sinceMs, known) => {
      for await (const event of missedEvents(started(running).calls, sinceMs, known)) await interactions?.hear(event);
    },
    giveCommand: async (commanded) => await started(running).house.give(commanded),
    openAttachment: async (fetchKey) => await openFile(started(running).calls, slack.botToken, fetchKey),
    inspect: async (source, sentences) => await inspectPlace(started(running).calls, source, sentences),
    guilds: () => [started(running).teamId],
    isConnected: () => running !== undefined && app.isConnected,
    stop: async () => {
      const stopping = running;
      running = undefined;
      if (stopping === undefined) return;
      await app.stop();
      await stopping.deliveries.stop();
    },
  };
}

interface Known extends Pick<Surroundings, "selfId" | "remembers"> {
  readonly calls: Calls;
  readonly people: People;
  readonly guildId: string;
  readonly rules: PlaceRules | undefined;
}

function surroundingsOf({ calls, people, selfId, guildId, remembers, rules }: Known): Surroundings {
  return {
    selfId,
    author: (userId) => people.author(userId),
    isModerator: async (userId, place) => {
      const source = { platform: "slack", ...place, messageId: "", guildId } as const;
      return rules?.isModerator(source, await people.author(userId)) || (await people.isModerator(userId));
    },
    languageAt: (channelId) => rules?.languageAt({ platform: "slack", channelId }) ?? "en",
    helpNotes: (channelId) => rules?.helpNotes({ platform: "slack", channelId }) ?? [],
    remembers,
    describe: (file) => describeFile(calls, file),
  };
}

/** Every event comes from the one workspace in which the app is installed. */
function inWorkspace(guildId: string, onCommand: (command: Command) => Promise<CommandReply>): typeof onCommand {
  return (command) => onCommand({ ...command, source: { ...command.source, guildId } });
}

function started(running: Running | undefined): Running {
  if (running === undefined) throw new DeliveryError("The Slack adapter is not running: expected start() before.");
  return running;
}

/** Who Quartet is here. Throws ConfigError where the token does not hold; warns of missing scopes. */
async function introduce(app: App, logger: Logger): Promise<{ readonly selfId: string; readonly teamId: string }> {
  try {
    const about = await app.client.auth.test();
    const { user_id: selfId = "", team_id: teamId = "" } = about;
    const missing = missingScopes(about);
    if (missing.length > 0)
      logger.warn({ missing }, "Slack gave this app fewer scopes than adapters/slack/manifest.yaml asks for: paste it again and reinstall the app");
    return { selfId, teamId };
  } catch (error) {
    const said = codeOf(error);
    if (said === undefined) throw new DeliveryError(`Slack does not answer: ${String(error)}`, error);
    throw new ConfigError([`SLACK_BOT_TOKEN: Slack answers "${said}"; expected the bot token (xoxb-…) of an installed app`]);
  }
}

/** Asked once before, because Bolt goes on asking for ever with a token of the wrong kind. */
async function listen(app: App, { mode }: SlackConfig): Promise<void> {
  try {
    if (mode.type === "socket") await app.client.apps.connections.open({ token: mode.appToken });
    await (mode.type === "socket" ? app.start() : app.start({ host: mode.host, port: mode.port }));
  } catch (error) {
    const reason = codeOf(error) ?? (error instanceof Error ? error.message : String(error));
    throw new ConfigError([
      `${mode.type === "socket" ? APP_TOKEN_FAULT : `SLACK_PORT: cannot listen on ${mode.host}:${mode.port}`}; got "${reason}"`,
    ]);
  }
}

const APP_TOKEN_FAULT = "SLACK_APP_TOKEN: expected an app-level token (xapp-…) with the scope connections:write";
