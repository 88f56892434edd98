/** A sound that is too large for its place, on the local Discord and the local Slack: all its parts, in their order, once each, over a crash too. */

import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import type { Adapter, DeliveryTarget } from "../../src/adapter.ts";
import { redeliver } from "../../src/jobs/redeliver.ts";
import { findFfmpeg } from "../../src/media/ffmpeg.ts";
import type { Media } from "../../src/media/media.ts";
import { startMedia } from "../../src/media/supervisor.ts";
import { Outlet } from "../../src/router/outlet.ts";
import { type OwedEntry, owedOf } from "../../src/router/owed.ts";
import { storeMedium, type Workshop } from "../../src/router/store-medium.ts";
import { answerTurnOf, askedTurnOf, type Inbound } from "../../src/turn/inbound.ts";
import type { PieceNumber } from "../../src/turn/part.ts";
import { makePlatform } from "../adapters/discord/platform.ts";
import { slackScene } from "../adapters/slack/slack-under-test.ts";
import { noiseSamples } from "../media/noise.ts";
import { answeredIn } from "../support/answered.ts";
import { freshFolder } from "../support/fresh-folder.ts";
import { freshStore } from "../support/fresh-store.ts";

/** Four seconds of noise fit into it in no quality. */
const MAX_FILE_BYTES = 3_500;

interface ShownFile {
  readonly name: string;
  readonly altText: string;
  readonly sizeBytes: number;
}

interface Scene {
  makeAdapter(): Adapter;
  /** Somebody asks for something in a channel. */
  ask(): Promise<void>;
  /** What people see there, the oldest first. */
  files(): readonly ShownFile[];
  readonly buttons: () => readonly string[];
  /** The next part from the third on hangs on its way; resolves when it does. */
  hang(): Promise<void>;
  close(): Promise<void>;
}

async function discordScene(): Promise<Scene> {
  const { discord, channel, makeAdapter, close } = await makePlatform();
  const written = () => discord.written(channel);
  return {
    makeAdapter,
    ask: async () => void discord.person("Ana").say(channel, "what does it sound like?", [], { mention: true }),
    files: () =>
      written().flatMap(({ attachments }) =>
        attachments.map(({ filename: name, description: altText = "", size: sizeBytes }) => ({ name, altText, sizeBytes })),
      ),
    buttons: () => written().flatMap(({ components = [] }) => components.flatMap((row) => ("components" in row ? row.components.map(labelOf) : []))),
    hang: () => discord.troubles.order("POST", /-[3-9]of/, { type: "silence" }),
    close,
  };
}

async function slackThreadScene(): Promise<Scene> {
  const { slack, ana, general, makeAdapter } = await slackScene({ postBurst: 200 });
  const messages = () => slack.messages(general);
  const files = () => messages().flatMap((message) => message.files);
  return {
    makeAdapter: () => makeAdapter(),
    ask: async () => void (await ana.say(general, "what does it sound like?", [], { mention: true })),
    files: () => files().map(({ name, altText, bytes }) => ({ name, altText, sizeBytes: bytes.length })),
    buttons: () =>
      messages().flatMap(({ blocks }) =>
        blocks.flatMap((block) => ("elements" in block && Array.isArray(block.elements) ? block.elements.map(labelOf) : [])),
      ),
    hang: async () => {
      await slack.waitFor(() => files().length >= 2);
      await slack.faults.order("files.completeUploadExternal", { type: "hang" });
    },
    close: () => slack.stop(),
  };
}

function labelOf(button: object): string {
  const text = "text" in button ? button.text : "label" in button ? button.label : "";
  return typeof text === "object" && text !== null && "text" in text ? String(text.text) : String(text);
}

let media: Media;
beforeAll(async () => {
  media = await startMedia({ ffmpeg: await findFfmpeg() });
});
afterAll(() => media.stop());

async function begun(makeScene: () => Promise<Scene>) {
  const scene = await makeScene();
  onTestFinished(() => scene.close());
  const heard = Promise.withResolvers<Inbound>();
  const run = async () => {
    const adapter = scene.makeAdapter();
    onTestFinished(() => adapter.stop());
    await adapter.start(async (inbound) => heard.resolve(inbound));
    const limits = { ...adapter.limits, maxFileBytes: MAX_FILE_BYTES };
    return Object.assign(Object.create(adapter) as Adapter, { limitsFor: () => limits });
  };
  const adapter = await run();
  await scene.ask();
  const said = await heard.promise;
  const { source, conversationId } = said;
  const target: DeliveryTarget = { source, conversationId, askedTurn: askedTurnOf(said), answerTurn: answerTurnOf(said) };
  const store = freshStore();
  const workshop: Workshop = { media, files: store.files, scratchFolder: freshFolder(), pack: "tiny" };
  const lineage = { type: "made", prompt: "a storm", seed: 1, parents: [] } as const;
  const samples = noiseSamples("audio", freshFolder());
  const { part, file } = await storeMedium(workshop, { piece: 1 as PieceNumber, samples, caption: "a storm", lineage });
  const entries: readonly OwedEntry[] = owedOf([], [{ type: "text", text: "Listen." }, part]);
  return { scene, adapter, run, target, store, workshop, medium: { type: "media-end", part, file } as const, entries };
}

function expectAllParts({ files, buttons }: Scene): void {
  const seen = files();
  expect(seen.length).toBeGreaterThan(3);
  expect(seen.map(({ name }) => name)).toEqual(seen.map((_, index) => `quartet-1-${index + 1}of${seen.length}.ogg`));
  expect(seen.map(({ altText }) => altText)).toEqual(seen.map((_, index) => `a storm (part ${index + 1} of ${seen.length})`));
  for (const { sizeBytes } of seen) expect(sizeBytes).toBeLessThanOrEqual(MAX_FILE_BYTES);
  expect(buttons().filter((label) => label === "Again")).toHaveLength(1);
  expect(buttons()).not.toContain("Cancel");
}

describe.each([
  { name: "Discord", makeScene: discordScene },
  { name: "Slack", makeScene: slackThreadScene },
])("on $name", ({ makeScene }) => {
  test("every part arrives in its order, and the whole is found again", { timeout: 120_000 }, async () => {
    const { scene, adapter, target, workshop, medium, entries } = await begun(makeScene);
    const outlet = new Outlet(adapter, target);
    outlet.tell({ type: "answer-start", waiting: 0 });
    outlet.say("Listen.");
    outlet.show({ type: "media-start", piece: 1 as PieceNumber, modality: "audio", caption: "a storm", steps: 1 });
    outlet.showMedium(medium, workshop);
    outlet.tell({ type: "answer-end", finishReason: "stop" });
    await outlet.settled();
    expect(outlet.faults).toEqual([]);
    expectAllParts(scene);
    expect(await adapter.findSent?.(target, entries)).toEqual(new Set(["text-0", "piece-1"]));
  });

  test("a crash among the parts loses none and doubles none", { timeout: 120_000 }, async () => {
    const { scene, adapter, run, target, store, workshop, medium, entries } = await begun(makeScene);
    const outlet = new Outlet(adapter, target);
    outlet.tell({ type: "answer-start", waiting: 0 });
    const hanging = scene.hang();
    outlet.showMedium(medium, workshop);
    await hanging;
    outlet.close();
    const next = await run();
    const found = await next.findSent?.({ ...target, isResumed: true }, entries);
    expect(found).toEqual(new Set());
    const { outbox, inboxId } = answeredIn(store, target, entries);
    const again: DeliveryTarget = { ...target, isResumed: true };
    const second = new Outlet(next, again);
    await redeliver({ outbox, door: workshop }, { inboxId, target: again }, next, second);
    expect(second.faults).toEqual([]);
    expectAllParts(scene);
    expect(outbox.rows(inboxId).map(({ name, state }) => [name, state])).toEqual([
      ["text-0", "sent"],
      ["piece-1", "sent"],
    ]);
  });
});
