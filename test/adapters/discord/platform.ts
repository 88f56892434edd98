/** A local Discord with one guild and one channel, the adapter that connects to it, and answers as the router would deliver them. */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pino } from "pino";
import { onTestFinished } from "vitest";
import { createDiscordAdapter } from "../../../adapters/discord/adapter.ts";
import type { Adapter, Delivery, DeliveryTarget } from "../../../src/adapter.ts";
import type { CommandDeclaration } from "../../../src/commands/declaration.ts";
import type { Told } from "../../../src/router/outlet.ts";
import type { PieceRequest } from "../../../src/conversation/request.ts";
import { createSigner } from "../../../src/turn/sign.ts";
import type { DiscordConfig } from "../../../src/config.ts";
import { answerTurnOf, askedTurnOf, type Inbound } from "../../../src/turn/inbound.ts";
import type { FileId, PieceNumber } from "../../../src/turn/part.ts";
import { type FakeDiscord, startFakeDiscord } from "../../fakes/discord/people.ts";
import { type ServerOptions, TOKEN } from "../../fakes/discord/server.ts";
import type { FakeChannel } from "../../fakes/discord/world.ts";
import { freshFolder } from "../../support/fresh-folder.ts";

/** As if kept in the store. */
export const SIGNER = createSigner(Buffer.from("a key that the store keeps"));
/** What piece #3 was made for. */
export const REQUEST: PieceRequest = { text: "draw a red boat", pieces: [1 as PieceNumber], modalities: ["image"] };

export interface PlatformOptions extends ServerOptions {
  readonly readsContent?: boolean;
  readonly now?: () => number;
}

export interface DiscordPlatform {
  readonly discord: FakeDiscord;
  readonly channel: FakeChannel;
  /** Not started yet. */
  readonly adapter: Adapter;
  /** A further run of Quartet on the same Discord. */
  makeAdapter(settings?: Partial<DiscordConfig>, house?: readonly CommandDeclaration[]): Adapter;
  close(): Promise<void>;
}

export async function makePlatform({ readsContent = false, now = Date.now, ...server }: PlatformOptions = {}): Promise<DiscordPlatform> {
  const discord = await startFakeDiscord(server);
  const channel = discord.guildChannel();
  const makeAdapter = (settings: Partial<DiscordConfig> = {}, house?: readonly CommandDeclaration[]) =>
    createDiscordAdapter({
      discord: { token: TOKEN, apiUrl: discord.apiUrl, readsContent, shards: "auto", ...settings },
      logger: pino({ level: "silent" }),
      signer: SIGNER,
      now,
      requestFor: async (_conversation, piece) => (piece === 3 ? REQUEST : undefined),
      ...(house ? { house } : {}),
    });
  return { discord, channel, adapter: makeAdapter(), makeAdapter, close: () => discord.close() };
}

export interface RunningPlatform extends DiscordPlatform {
  readonly inbounds: Inbound[];
  /** The nth event that was taken, counted from 0, once it came. */
  heard(index: number): Promise<Inbound>;
}

/** Started; ends with the test. */
export async function runPlatform(options: PlatformOptions = {}): Promise<RunningPlatform> {
  const platform = await makePlatform(options);
  onTestFinished(() => platform.close());
  const inbounds: Inbound[] = [];
  onTestFinished(() => platform.adapter.stop());
  await platform.adapter.start(async (inbound) => {
    inbounds.push(inbound);
    platform.discord.world.changed();
  });
  return { ...platform, inbounds, heard: (index) => platform.discord.waitFor(() => inbounds[index], `event ${index}`) };
}

export function targetOf(inbound: Inbound): DeliveryTarget {
  return { source: inbound.source, conversationId: inbound.conversationId, askedTurn: askedTurnOf(inbound), answerTurn: answerTurnOf(inbound) };
}

/** Delivers in order, as an answer to that event. */
export async function tell(adapter: Adapter, inbound: Inbound, ...events: readonly Told[]): Promise<void> {
  for (const event of events) await adapter.deliver({ target: targetOf(inbound), ...event } as Delivery);
}

export const START: Told = { type: "answer-start", waiting: 0 };
export const END: Told = { type: "answer-end", finishReason: "stop" };

export function textDelta(text: string): Told {
  return { type: "text-delta", text };
}

export function mediaStart(piece: number, caption = "a red boat"): Told {
  return { type: "media-start", piece: piece as PieceNumber, modality: "image", caption, steps: 4 };
}

/** `sizeBytes` of nothing under the name of a picture: Discord does not look inside. */
export function mediaEnd(piece: number, sizeBytes = 100, caption = "a red boat"): Told {
  const { common, file } = nothing(piece, "png", "image/png", sizeBytes, caption);
  return { type: "media-end", part: { type: "image", ...common, width: 1, height: 1 }, file };
}

export function soundEnd(piece: number, sizeBytes = 100, caption = "a bell"): Told {
  const { common, file } = nothing(piece, "ogg", "audio/ogg", sizeBytes, caption);
  return { type: "media-end", part: { type: "audio", ...common, durationMs: 1500, waveform: "AP8A" }, file };
}

function nothing(piece: number, extension: string, mediaType: string, sizeBytes: number, caption: string) {
  const name = `quartet-${piece}.${extension}`;
  const path = join(freshFolder(), name);
  writeFileSync(path, Buffer.alloc(sizeBytes, extension === "ogg" ? "OggS" : 0));
  const common = {
    file: { id: "0".repeat(64) as FileId, mediaType, sizeBytes },
    piece: piece as PieceNumber,
    caption,
    lineage: { type: "made", prompt: caption, seed: 1, parents: [] },
  } as const;
  return { common, file: { path, name, mediaType, sizeBytes, altText: caption } };
}
