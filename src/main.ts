/** Composition root: settings, then Quartet's parts, then the platforms; stops in good order when told to. */

import { join } from "node:path";
import { createDiscordAdapter } from "../adapters/discord/adapter.ts";
import { createSlackAdapter } from "../adapters/slack/adapter.ts";
import { createWebAdapter } from "../adapters/web/adapter.ts";
import type { Adapter } from "./adapter.ts";
import { openQuartet, type Quartet } from "./assemble.ts";
import { type Config, type DiscordConfig, loadConfig, type SlackConfig } from "./config.ts";
import { requestFor } from "./conversation/request.ts";
import { ConfigError, QuartetError } from "./errors.ts";
import { createLogger, type Logger } from "./logger.ts";
import { Metrics } from "./ops/metrics.ts";
import { Gate } from "./ops/readiness.ts";
import { serveOps } from "./ops/serve.ts";
import { namingThePlatform } from "./ops/unreachable.ts";
import { signingKeyOf } from "./store/signing-key.ts";
import type { PieceNumber } from "./turn/part.ts";
import { createSigner } from "./turn/sign.ts";
import type { ConversationId } from "./turn/turn.ts";

/** Who waits longer for the end is ended: everything in flight is in the inbox. */
const STOP_TIMEOUT_MS = 4_500;

try {
  await using running = await serve();
  console.log(`Quartet is at ${running.url}`);
  await stopSignal();
  running.close();
  setTimeout(() => process.exit(0), STOP_TIMEOUT_MS).unref();
} catch (error) {
  console.error(error instanceof QuartetError ? error.message : error);
  process.exitCode = 1;
}

interface Running extends AsyncDisposable {
  readonly url: string;
  /** Says to who asks for readiness that Quartet is going. */
  close(): void;
}

/** The operator's door is the first to open and the last to close. */
async function serve(): Promise<Running> {
  const config = loadConfig();
  const logger = createLogger(config.log);
  await using starting = new AsyncDisposableStack();
  const [gate, metrics] = [new Gate(), new Metrics()];
  if (config.ops) logger.info({ address: starting.use(await serveOps(config.ops, { gate, metrics, logger })).url }, "the operator's door is open");
  const quartet = starting.adopt(await openQuartet(config, logger, metrics), (open) => open.stop());
  const web = webAdapterOf(config, quartet, logger);
  await quartet.connect(web);
  if (config.discord) {
    requireFfmpeg(config, quartet);
    await connectTo("Discord", quartet, discordAdapterOf(config.discord, quartet, logger));
  }
  if (config.slack) {
    requireFfmpeg(config, quartet);
    await connectTo("Slack", quartet, slackAdapterOf(config.slack, quartet, logger));
  }
  gate.open(quartet.checks());
  const running = starting.move();
  return { url: web.url, close: () => gate.close(), [Symbol.asyncDispose]: () => running.disposeAsync() };
}

async function connectTo(platform: string, quartet: Quartet, adapter: Adapter): Promise<void> {
  try {
    await quartet.connect(adapter);
  } catch (error) {
    throw namingThePlatform(platform, error);
  }
}

/** People of a platform send files of every kind: the old build reads too few of them. */
function requireFfmpeg({ media }: Config, quartet: Quartet): void {
  if (!quartet.media.about.bundledFfmpeg || media.allowBundledFfmpeg) return;
  throw new ConfigError([
    "ALLOW_BUNDLED_FFMPEG: expected ffmpeg 5.1 or newer on this machine (such as apt install ffmpeg), or 1 to make do with the old bundled build",
  ]);
}

function discordAdapterOf(discord: DiscordConfig, quartet: Quartet, logger: Logger) {
  return createDiscordAdapter({ discord, ...buttonPartsOf(quartet), logger });
}

function slackAdapterOf(slack: SlackConfig, quartet: Quartet, logger: Logger) {
  const remembers = async (conversationId: ConversationId) => (await quartet.conversations.turns(conversationId)).length > 0;
  return createSlackAdapter({ slack, remembers, ...buttonPartsOf(quartet), logger });
}

/** What the buttons beneath an answer are signed with, and what the form for other words begins with. */
function buttonPartsOf({ store, conversations }: Quartet) {
  return {
    signer: createSigner(signingKeyOf(store)),
    requestFor: (conversationId: ConversationId, piece: PieceNumber) => requestFor(conversations, conversationId, piece),
  };
}

function webAdapterOf({ web, dataFolder, media }: Config, quartet: Quartet, logger: Logger) {
  const { conversations, core, links } = quartet;
  const uploadsFolder = join(dataFolder, "uploads");
  return createWebAdapter({
    web,
    uploadsFolder,
    maxAttachmentBytes: media.maxAttachmentBytes,
    history: conversations,
    links,
    requestFor: buttonPartsOf(quartet).requestFor,
    pack: () => core.pack,
    logger,
  });
}

async function stopSignal(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => resolve());
  await promise;
}
