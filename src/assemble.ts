/** Puts Quartet's parts together, without any platform: main and the commands connect their adapters to it. */

import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Adapter } from "./adapter.ts";
import type { CommandHandler, CommandHandlers } from "./commands/command.ts";
import { diagnoseCommand, type DiagnoseParts } from "./commands/diagnose.ts";
import { moderateCommand } from "./commands/moderate.ts";
import { queueCommand } from "./commands/queue.ts";
import { reportCommand } from "./commands/report.ts";
import { settingsCommand } from "./commands/settings.ts";
import type { Config } from "./config.ts";
import { Conversations } from "./conversation/conversations.ts";
import { tokenCounterOf } from "./conversation/count-tokens.ts";
import type { Heard } from "./conversation/heard.ts";
import { PromptBuilder } from "./conversation/prompt-builder.ts";
import { SampleCache } from "./conversation/sample-cache.ts";
import type { Core } from "./core/protocol.ts";
import { startCore } from "./core/supervisor.ts";
import { deleteMade } from "./house/delete-made.ts";
import { House } from "./house/house.ts";
import { inPlaceStyle } from "./house/place-style.ts";
import { Desk } from "./jobs/desk.ts";
import { Inbox } from "./jobs/inbox.ts";
import { Outbox } from "./jobs/outbox.ts";
import { sweepDaily } from "./jobs/sweep.ts";
import type { Logger } from "./logger.ts";
import { ffmpegPlaces, findFfmpeg } from "./media/ffmpeg.ts";
import type { Media } from "./media/media.ts";
import { startMedia } from "./media/supervisor.ts";
import { openPrivacy } from "./privacy/open-privacy.ts";
import { Metrics, type Watched } from "./ops/metrics.ts";
import type { Check } from "./ops/readiness.ts";
import { watchCore } from "./ops/watch-core.ts";
import { FileLinks } from "./router/file-links.ts";
import { claimFolder } from "./store/claim-folder.ts";
import { isWritable } from "./store/is-writable.ts";
import { signingKeyOf } from "./store/signing-key.ts";
import { openStore, type Store } from "./store/store.ts";
import { openStudios } from "./studio/open-studios.ts";
import type { Inbound } from "./turn/inbound.ts";
import { createSigner } from "./turn/sign.ts";
import type { Platform } from "./turn/turn.ts";

export interface Quartet {
  readonly store: Store;
  readonly media: Media;
  readonly core: Core;
  readonly conversations: Conversations;
  /** What the page serves of files that were too large to be sent elsewhere. */
  readonly links: FileLinks;
  /** Whether each part is well, by its name; platforms are parts once they are connected. */
  checks(): Readonly<Record<string, Check>>;
  /** Starts an adapter; what was left unfinished on its platform is taken up again. */
  connect(adapter: Adapter): Promise<void>;
  /** Stops the connected adapters too. What is in flight stays in the inbox for the next start. */
  stop(): Promise<void>;
}

/** @throws PackError, StoreError, MediaError with what to do */
export async function openQuartet(config: Config, logger: Logger, metrics = new Metrics()): Promise<Quartet> {
  await using opening = new AsyncDisposableStack();
  const store = openData(opening, config);
  const { media, core } = await openProcesses(opening, config, logger, metrics);
  const scratchFolder = await emptyFolder(join(config.dataFolder, "scratch"));
  const memory = await openMemory(config, store, media, core);
  const { samples, conversations, house } = memory;
  const prompts = new PromptBuilder({ pack: core.pack, countTokens: await tokenCounterOf(config.core.packFolder), samples, logger });
  const { adapters, links } = openPlatforms(config, store);
  const door = { media, files: store.files, scratchFolder, config: config.media, linkTo: links.linkTo };
  const studio = openStudios({ store, ...door, conversations, house, logger, pack: () => core.pack.name, accept: (inbound) => desk.accept(inbound) });
  const { studios } = studio;
  const privacy = openPrivacy({ ...memory, config, store, scratchFolder, studios, core, logger });
  opening.use(sweepDaily({ ...config.store, ...privacy, ...memory, store, scratchFolder, logger }));
  const deskParts = {
    ...memory,
    studios,
    guilds: privacy.guilds,
    onReacted: (inbound: Reacted) => studios.reacted(inbound),
    prompts,
    inStyle: (heard: Heard) => inPlaceStyle(house.places)(studio.inStyle(heard)),
    core,
    door,
    logger,
    metrics,
  };
  const desk = opening.adopt(new Desk(deskParts), (open) => open.stop());
  opening.defer(() => studio.stop());
  const quartet = { store, media, core, conversations, links };
  const commands = { ...commandsOf({ ...quartet, house, samples }, desk, studio.command, adapters), ...privacy.commands };
  metrics.watch(watchedOf(config, quartet, desk));
  const open = opening.move();
  return {
    ...quartet,
    checks: () => checksOf(quartet, desk),
    connect: async (adapter) => {
      adapters.set(adapter.platform, adapter);
      studio.meet(adapter);
      await desk.connect(adapter, commands);
      await privacy.connected(adapter);
      studio.resume(adapter.platform);
    },
    stop: () => open.disposeAsync(),
  };
}

function openData(opening: AsyncDisposableStack, { dataFolder, store: { mediaBudgetBytes } }: Config): Store {
  opening.use(claimFolder(dataFolder));
  return opening.use(openStore(dataFolder, { mediaBudgetBytes }));
}

async function openMemory(config: Config, store: Store, media: Media, { pack: { licence } }: Core) {
  return {
    samples: await SampleCache.open(join(config.dataFolder, "samples"), store.files, media),
    conversations: new Conversations(store),
    inbox: new Inbox(store),
    outbox: new Outbox(store),
    house: new House(store, { config: config.house, language: config.language, licence }),
  };
}

async function openProcesses(
  opening: AsyncDisposableStack,
  config: Config,
  logger: Logger,
  metrics: Metrics,
): Promise<Pick<Quartet, "media" | "core">> {
  const media = opening.adopt(await openMedia(config, logger), (open) => open.stop());
  const core = watchCore(
    opening.adopt(await startCore({ ...config.core, logger }), (open) => open.stop()),
    metrics,
  );
  const { name, licence } = core.pack;
  if (!licence.commercial) logger.warn({ pack: name, licence: licence.id }, "the licence of this pack allows non-commercial use only");
  return { media, core };
}

/** Who is connected, and links to what the page among them serves: they are offered only while it does. */
function openPlatforms({ web: { publicUrl } }: Config, store: Store) {
  const adapters = new Map<Platform, Adapter>();
  const isServed = () => adapters.get("web")?.isConnected?.() ?? false;
  const signer = createSigner(signingKeyOf(store));
  return { adapters, links: new FileLinks({ files: store.files, signer, isServed, ...(publicUrl === undefined ? {} : { publicUrl }) }) };
}

type Ruled = { readonly house: House; readonly samples: SampleCache };
type Reacted = Extract<Inbound, { type: "reacted" }>;
type Adapters = ReadonlyMap<Platform, Adapter>;

function commandsOf(parts: Parts & Ruled, desk: Desk, studio: CommandHandler, adapters: Adapters): CommandHandlers {
  const { house } = parts;
  return {
    queue: queueCommand(desk),
    studio,
    diagnose: diagnoseCommand(diagnosedOf(parts, desk, adapters)),
    settings: settingsCommand(house),
    report: reportCommand(house),
    moderate: moderateCommand(house, {
      cancelIn: (place) => desk.cancelIn(place),
      deleteMade: (command, piece) => deleteMade({ ...parts, adapters }, command, piece),
    }),
  };
}

type Parts = Pick<Quartet, "store" | "media" | "core" | "conversations">;

function watchedOf({ dataFolder, store: { mediaBudgetBytes } }: Config, { store, media, core }: Parts, desk: Desk): Watched {
  return {
    ...{ dataFolder, mediaBudgetBytes },
    mediaBytes: () => store.files.totalBytes(),
    load: () => desk.load(),
    processes: { core: () => core.health, media: () => media.health },
    connections: () => desk.connections(),
  };
}

function diagnosedOf(parts: Parts, desk: Desk, adapters: Adapters): DiagnoseParts {
  return {
    pack: () => parts.core.pack,
    load: () =>
      desk
        .load()
        .reduce((sum, { running, waiting }) => ({ running: sum.running + running, waiting: sum.waiting + waiting }), { running: 0, waiting: 0 }),
    inspect: async (source, sentences) => await adapters.get(source.platform)?.inspect?.(source, sentences),
    checks: async () => {
      const asked = Object.entries(checksOf(parts, desk)).map(async ([name, check]) => [name, await check()] as const);
      return Object.fromEntries(await Promise.all(asked));
    },
  };
}

function checksOf({ store, media, core }: Parts, desk: Desk): Readonly<Record<string, Check>> {
  const platforms = Object.keys(desk.connections()).map((platform) => [platform, () => desk.connections()[platform] === true] as const);
  return { store: () => isWritable(store), core: () => core.health.isUp, media: () => media.health.isUp, ...Object.fromEntries(platforms) };
}

async function openMedia(config: Config, logger: Logger): Promise<Media> {
  const ffmpeg = await findFfmpeg(ffmpegPlaces(config));
  return await startMedia({ ffmpeg, onCrash: (message) => logger.error({ reason: message }, "the media process ended; it is started again") });
}

/** What an earlier run left half made is of no use any more. */
async function emptyFolder(folder: string): Promise<string> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  return folder;
}
