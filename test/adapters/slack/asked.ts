/** Ana asked something in Slack, and what is told from there on is read. */

import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished } from "vitest";
import type { Pace } from "../../../adapters/slack/limits.ts";
import type { Adapter, Delivery } from "../../../src/adapter.ts";
import type { PieceRequest } from "../../../src/conversation/request.ts";
import type { Told } from "../../../src/router/outlet.ts";
import { answerTurnOf, askedTurnOf, type Inbound } from "../../../src/turn/inbound.ts";
import type { FileId, PieceNumber } from "../../../src/turn/part.ts";
import type { FakeChannel } from "../../fakes/slack/world.ts";
import { freshFolder } from "../../support/fresh-folder.ts";
import { heardIn, type SceneOptions, slackScene } from "./slack-under-test.ts";

export const START: Told = { type: "answer-start", waiting: 0 };
export const END: Told = { type: "answer-end", finishReason: "stop" };
export const PIECE = 1 as PieceNumber;
const REQUEST: PieceRequest = { text: "a bell in the fog", pieces: [4 as PieceNumber], modalities: ["audio"] };
export const say = (text: string): Told => ({ type: "text-delta", text });

/** Ana asked something in a thread of the channel, or directly. */
export async function asked(where: "thread" | "direct", pace?: Partial<Pace>, options?: SceneOptions) {
  const scene = await slackScene({ postBurst: 50, requestFor: async () => REQUEST, ...options });
  onTestFinished(() => scene.slack.stop());
  const { ana, general } = scene;
  const inbounds: Inbound[] = [];
  const startAdapter = async () => {
    const adapter = scene.makeAdapter(pace);
    await adapter.start(async (inbound) => void inbounds.push(inbound));
    onTestFinished(() => adapter.stop());
    return adapter;
  };
  const adapter = await startAdapter();
  const channel: FakeChannel = where === "thread" ? general : ana.dm;
  await ana.say(channel, "a boat", [], { mention: where === "thread" });
  const [said] = inbounds;
  if (said === undefined) expect.unreachable("nothing was heard");
  return { ...scene, adapter, startAdapter, channel, inbounds, said, heard: () => heardIn(scene.slack, channel) };
}

export async function tell(adapter: Adapter, inbound: Inbound, ...events: readonly Told[]): Promise<void> {
  const { source, conversationId } = inbound;
  const target = { source, conversationId, askedTurn: askedTurnOf(inbound), answerTurn: answerTurnOf(inbound) };
  for (const event of events) await adapter.deliver({ target, ...event } as Delivery);
}

export function madeSound(words = "a bell"): Told {
  const bytes = Buffer.from(`sound of ${words}`);
  const path = join(freshFolder(), "quartet-1.ogg");
  writeFileSync(path, bytes);
  const file = { id: createHash("sha256").update(bytes).digest("hex") as FileId, mediaType: "audio/ogg", sizeBytes: bytes.length };
  const part = {
    type: "audio",
    file,
    piece: PIECE,
    caption: words,
    lineage: { type: "made", prompt: words, seed: 1, parents: [] },
    durationMs: 100,
  } as const;
  return { type: "media-end", part, file: { path, name: "quartet-1.ogg", mediaType: "audio/ogg", sizeBytes: bytes.length, altText: words } };
}

export const making: Told = { type: "media-start", piece: PIECE, modality: "audio", caption: "a bell", steps: 2 };
