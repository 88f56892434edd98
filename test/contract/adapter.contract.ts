/** What every adapter must do, whatever its platform: one suite, run by each adapter's own tests against its real surface. */

import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { Adapter, Delivery, DeliveryTarget, Owed } from "../../src/adapter.ts";
import { fetchToFile } from "../../src/media/fetch.ts";
import { answerTurnOf, askedTurnOf, type Inbound } from "../../src/turn/inbound.ts";
import type { FileId, ImagePart, PieceNumber } from "../../src/turn/part.ts";
import { freshFolder } from "../support/fresh-folder.ts";
import { PNG, dot } from "../support/dot.ts";

/** A file as a person picks it on the platform. */
export interface SentFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** One answer as a person sees it on the platform now. */
export interface HeardAnswer {
  readonly text: string;
  readonly files: readonly { readonly sha256: string; readonly altText: string }[];
  /** Sentences of Quartet itself: notices, and what was told about dropped media. */
  readonly notices: readonly string[];
  readonly hasEnded: boolean;
}

export interface AdapterUnderTest {
  /** Not started yet. */
  readonly adapter: Adapter;
  /** A person says something in one and the same conversation; resolves when the platform was told that it arrived. */
  say(text: string, files?: readonly SentFile[]): Promise<void>;
  /** The answers that people see, oldest first, once everything delivered so far is visible. */
  heard(): Promise<readonly HeardAnswer[]>;
  /** False where what was shown cannot be taken back (a terminal): then an answer that begins anew is not tried. */
  readonly canReplace: boolean;
  close(): Promise<void>;
}

type Said = Extract<Inbound, { type: "said" }>;
type Event = Delivery extends infer Each ? (Each extends Delivery ? Omit<Each, "target"> : never) : never;

const PIECE = 1 as PieceNumber;

type MakeAdapter = () => Promise<AdapterUnderTest>;

/** Declares the tests; `makeAdapter` gives a fresh adapter on a fresh platform each time. */
export function adapterContract(name: string, makeAdapter: MakeAdapter): void {
  testHearing(name, makeAdapter);
  testWords(name, makeAdapter);
  testMedia(name, makeAdapter);

  test(`${name}: what people see is found again after a crash, and what they do not see is not`, async ({ skip }) => {
    const { adapter, tell, target } = await ask(makeAdapter);
    if (adapter.findSent === undefined) skip("because here nothing stands that could be doubled");
    const image = madeImage();
    await tell({ type: "answer-start", waiting: 0 }, { type: "notice", text: "I left out a.pdf." }, deltaOf("Here is your boat."), image);
    await tell({ type: "answer-end", finishReason: "stop" });
    const part = image.type === "media-end" ? image.part : expect.unreachable();
    const owed: readonly Owed[] = [
      { name: "notice-0", content: { type: "notice", text: "I left out a.pdf." } },
      { name: "text-0", content: { type: "text", text: "Here is your boat." } },
      { name: "piece-1", content: part },
    ];
    expect(await adapter.findSent?.(target, owed)).toEqual(new Set(["notice-0", "text-0", "piece-1"]));
    const never: Owed = { name: "text-0", content: { type: "text", text: "Here is your ship." } };
    expect(await adapter.findSent?.(target, [never, { name: "piece-2", content: { ...part, piece: 2 as PieceNumber } }])).toEqual(new Set());
  });

  test(`${name}: stopping twice is no fault`, async () => {
    const { adapter } = await start(makeAdapter);
    await adapter.stop();
    await adapter.stop();
  });
}

function testHearing(name: string, makeAdapter: MakeAdapter): void {
  test(`${name}: what is said becomes one Inbound that survives being stored`, async () => {
    const { adapter, say, inbounds } = await start(makeAdapter);
    await say("a red boat at sea");
    await say("and what it sounds like");
    const [first, second] = inbounds.map(saidOf);
    expect(inbounds).toHaveLength(2);
    expect(first).toMatchObject({ text: "a red boat at sea", attachments: [], source: { platform: adapter.platform } });
    expect(first?.conversationId.startsWith(`${adapter.platform}:`)).toBe(true);
    expect(first?.author.name).not.toBe("");
    expect(second?.conversationId).toBe(first?.conversationId);
    expect(second?.id).not.toBe(first?.id);
    expect(JSON.parse(JSON.stringify(inbounds))).toEqual(inbounds);
  });

  test(`${name}: a file is announced, and opened again by its key`, async () => {
    const { adapter, say, inbounds } = await start(makeAdapter);
    await say("what is this?", [dot]);
    const [attachment] = saidOf(inbounds[0]).attachments;
    expect(attachment).toMatchObject({ name: "dot.png", sizeBytes: PNG.length });
    const source = await adapter.openAttachment(attachment?.fetchKey ?? "");
    const limits = { folder: freshFolder(), maxBytes: 1e6, timeoutMs: 10_000, mediaHosts: ["127.0.0.1", "localhost"] };
    const fetched = await fetchToFile(source, limits, new AbortController().signal);
    expect(readFileSync(fetched.path)).toEqual(PNG);
  });

  test(`${name}: nothing counts as received before it is stored`, async () => {
    const arrived = Promise.withResolvers<void>();
    const stored = Promise.withResolvers<void>();
    const { say } = await start(makeAdapter, async () => {
      arrived.resolve();
      await stored.promise;
    });
    let acknowledged = false;
    const saying = say("hello").then(() => {
      acknowledged = true;
    });
    await arrived.promise;
    await new Promise((resolve) => setImmediate(resolve));
    expect(acknowledged).toBe(false);
    stored.resolve();
    await saying;
    expect(acknowledged).toBe(true);
  });
}

function testWords(name: string, makeAdapter: MakeAdapter): void {
  test(`${name}: streamed text arrives whole and in order`, async () => {
    const { tell, heard } = await ask(makeAdapter);
    await tell({ type: "answer-start", waiting: 0 }, ...["Here ", "is <b>your</b> ", "*boat* & ", "sea."].map(deltaOf), {
      type: "answer-end",
      finishReason: "stop",
    });
    expect(await heard()).toEqual([{ text: "Here is <b>your</b> *boat* & sea.", files: [], notices: [], hasEnded: true }]);
  });

  test(`${name}: text longer than a message loses nothing`, async () => {
    const { adapter, tell, heard } = await ask(makeAdapter);
    const words = Array.from({ length: Math.ceil((2.5 * Math.min(adapter.limits.maxTextLength, 20_000)) / 6) }, (_, index) => `w${index}`);
    await tell({ type: "answer-start", waiting: 0 }, ...words.map((word) => deltaOf(`${word} `)), { type: "answer-end", finishReason: "length" });
    const [answer] = await heard();
    expect(answer?.text.split(/\s+/).filter(Boolean)).toEqual(words);
  });

  test(`${name}: an answer that begins anew takes the place of its first try`, async ({ skip }) => {
    const { tell, heard, canReplace } = await ask(makeAdapter);
    if (!canReplace) skip("because what was shown here cannot be taken back");
    await tell({ type: "answer-start", waiting: 3 }, { type: "answer-start", waiting: 0 }, deltaOf("Here is yo"));
    await tell({ type: "answer-start", waiting: 0 }, deltaOf("Here is your boat."), { type: "answer-end", finishReason: "stop" });
    expect((await heard()).map((answer) => answer.text)).toEqual(["Here is your boat."]);
  });
}

function testMedia(name: string, makeAdapter: MakeAdapter): void {
  test(`${name}: a medium is shown with its alternative text, and words after it stay`, async () => {
    const { tell, heard } = await ask(makeAdapter);
    await tell(
      { type: "answer-start", waiting: 0 },
      deltaOf("Your boat: "),
      { type: "media-start", piece: PIECE, modality: "image", caption: "a red boat", steps: 2 },
      { type: "media-progress", piece: PIECE, step: 1, steps: 2, preview: { pngBase64: PNG.toString("base64") } },
      { type: "media-progress", piece: PIECE, step: 2, steps: 2 },
      deltaOf("enjoy."),
      madeImage(),
      { type: "answer-end", finishReason: "stop" },
    );
    const [answer] = await heard();
    expect(answer?.files).toEqual([{ sha256: sha256(PNG), altText: "a red boat" }]);
    expect(answer?.text.replaceAll(/\s+/g, " ").trim()).toBe("Your boat: enjoy.");
    expect(answer?.hasEnded).toBe(true);
  });

  test(`${name}: what is dropped and what Quartet has to say is told`, async () => {
    const { tell, heard } = await ask(makeAdapter);
    await tell(
      { type: "answer-start", waiting: 0 },
      { type: "notice", text: "I left out notes.pdf: it is no picture." },
      { type: "media-start", piece: PIECE, modality: "audio", caption: "a bell", steps: 4 },
      { type: "media-drop", piece: PIECE, reason: "failed", told: "The sound failed." },
      { type: "answer-end", finishReason: "error" },
    );
    const [answer] = await heard();
    expect(answer?.notices).toEqual(["I left out notes.pdf: it is no picture.", "The sound failed."]);
    expect(answer?.files).toEqual([]);
  });
}

async function start(makeAdapter: MakeAdapter, onInbound?: (inbound: Inbound) => Promise<void>) {
  const platform = await makeAdapter();
  onTestFinished(() => platform.close());
  const inbounds: Inbound[] = [];
  await platform.adapter.start(onInbound ?? (async (inbound) => void inbounds.push(inbound)));
  onTestFinished(() => platform.adapter.stop());
  return { ...platform, inbounds };
}

/** Somebody has asked, and `tell` answers. */
async function ask(makeAdapter: MakeAdapter) {
  const platform = await start(makeAdapter);
  await platform.say("a red boat");
  const said = saidOf(platform.inbounds[0]);
  return { ...platform, target: targetOf(said), tell: (...events: readonly Event[]) => tell(platform.adapter, targetOf(said), events) };
}

function saidOf(inbound: Inbound | undefined): Said {
  if (inbound?.type !== "said") expect.unreachable(`expected an Inbound of type "said", got ${JSON.stringify(inbound)}`);
  return inbound;
}

function targetOf(said: Said): DeliveryTarget {
  return { source: said.source, conversationId: said.conversationId, askedTurn: askedTurnOf(said), answerTurn: answerTurnOf(said) };
}

async function tell(adapter: Adapter, target: DeliveryTarget, events: readonly Event[]): Promise<void> {
  for (const event of events) await adapter.deliver({ target, ...event });
}

function deltaOf(text: string): Event {
  return { type: "text-delta", text };
}

function madeImage(): Event {
  const path = join(freshFolder(), "made.png");
  writeFileSync(path, PNG);
  const file = { id: sha256(PNG) as FileId, mediaType: "image/png", sizeBytes: PNG.length };
  const lineage = { type: "made", prompt: "a red boat", seed: 7, parents: [] } as const;
  const part: ImagePart = { type: "image", file, piece: PIECE, caption: "a red boat", lineage, width: 1, height: 1 };
  return { type: "media-end", part, file: { path, name: "quartet-1.png", mediaType: "image/png", sizeBytes: PNG.length, altText: "a red boat" } };
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
