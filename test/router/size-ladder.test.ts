/** A file goes out as it is, or smaller, or its maker is told why not; the limit is the one of the place it goes to. */

import { readdirSync, statSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Delivery, DeliveryTarget, PlatformLimits } from "../../src/adapter.ts";
import { DeliveryError, FileTooLargeError } from "../../src/errors.ts";
import { findFfmpeg } from "../../src/media/ffmpeg.ts";
import type { Media } from "../../src/media/media.ts";
import { readProvenance } from "../../src/media/provenance.ts";
import { startMedia } from "../../src/media/supervisor.ts";
import { redeliver } from "../../src/jobs/redeliver.ts";
import { Outlet } from "../../src/router/outlet.ts";
import { owedOf } from "../../src/router/owed.ts";
import { storeMedium, type Workshop } from "../../src/router/store-medium.ts";
import type { MediaModality } from "../../src/turn/modality.ts";
import type { PieceNumber } from "../../src/turn/part.ts";
import { noiseSamples } from "../media/noise.ts";
import { answeredIn } from "../support/answered.ts";
import { freshFolder } from "../support/fresh-folder.ts";
import { freshStore } from "../support/fresh-store.ts";
import { ROOM, turnId } from "../support/spoken.ts";

const LIMITS: PlatformLimits = { maxTextLength: 2000, maxFileBytes: 1e9, maxFilesPerMessage: 10, minEditIntervalMs: 0 };
const SOURCE = { platform: "web", channelId: "room", messageId: "1" } as const;
const PIECE = 1 as PieceNumber;

let media: Media;
beforeAll(async () => {
  media = await startMedia({ ffmpeg: await findFfmpeg() });
});
afterAll(() => media.stop());

async function make(type: MediaModality, seconds?: number) {
  const workshop: Workshop = { media, files: freshStore().files, scratchFolder: freshFolder(), pack: "tiny" };
  const lineage = { type: "made", prompt: "a boat", seed: 1, parents: [] } as const;
  const { part, file } = await storeMedium(workshop, {
    piece: PIECE,
    samples: noiseSamples(type, freshFolder(), seconds),
    caption: "a boat",
    lineage,
  });
  return { workshop, part, medium: { type: "media-end", part, file } as const };
}

type Shown = Extract<Delivery, { type: "media-end" }>;

function tooLargeFor(sizeBytes: number, maxBytes: number): string {
  const [size, most] = [sizeBytes, maxBytes].map((bytes) => `${Math.ceil(bytes / 1000)} kB`);
  return `This is ${size} large, and here I can send at most ${most}. Even smaller or in parts it does not fit.`;
}

/** What a person on the platform sees, with the size and the provenance of each file when it arrived; `look` sees files itself. */
function platform(
  limitsFor: (target: DeliveryTarget) => PlatformLimits,
  refuse: (delivery: Delivery) => unknown = () => undefined,
  look?: (shown: Shown) => Promise<void>,
) {
  const seen: object[] = [];
  const adapter = {
    limits: LIMITS,
    limitsFor,
    deliver: async (delivery: Delivery) => {
      const refusal = refuse(delivery);
      if (refusal !== undefined) throw refusal;
      if (delivery.type !== "media-end") return void seen.push(delivery.type === "text-delta" ? { text: delivery.text } : delivery);
      if (look) {
        await look(delivery);
        return void seen.push(delivery);
      }
      const { path, name, mediaType, sizeBytes, altText } = delivery.file;
      expect(statSync(path).size).toBe(sizeBytes);
      seen.push({ path, name, mediaType, sizeBytes, altText, pack: (await readProvenance(path))?.pack });
    },
  };
  const outletTo = (channelId: string) =>
    new Outlet(
      adapter,
      { source: { ...SOURCE, channelId }, conversationId: ROOM, askedTurn: turnId(1), answerTurn: turnId(2) },
      { tries: 2, firstBackoffMs: 1 },
    );
  return { seen, outletTo };
}

const upTo = (maxFileBytes: number) => () => ({ ...LIMITS, maxFileBytes });

describe("a file on its way", () => {
  test("goes as it is where it fits to the byte", async () => {
    const { workshop, medium } = await make("image");
    const { seen, outletTo } = platform(upTo(medium.file.sizeBytes));
    const outlet = outletTo("room");
    outlet.showMedium(medium, workshop);
    await outlet.settled();
    expect(seen).toEqual([{ ...medium.file, pack: "tiny" }]);
  });

  test.each([
    { type: "image", name: "quartet-1.jpg", mediaType: "image/jpeg" },
    { type: "audio", name: "quartet-1.ogg", mediaType: "audio/ogg" },
    { type: "video", name: "quartet-1.mp4", mediaType: "video/mp4" },
  ] as const)("as $type is made as small as the place asks, keeps its words and its provenance, and leaves nothing behind", async (expected) => {
    const { workshop, medium } = await make(expected.type);
    const room = Math.floor(medium.file.sizeBytes * 0.6);
    const { seen, outletTo } = platform(({ source }) => ({ ...LIMITS, maxFileBytes: source.channelId === "small" ? room : 1e9 }));
    for (const outlet of [outletTo("small"), outletTo("large")]) {
      outlet.showMedium(medium, workshop);
      await outlet.settled();
      expect(outlet.faults).toEqual([]);
    }
    const { name, mediaType } = expected;
    expect(seen).toEqual([
      { path: expect.stringContaining(workshop.scratchFolder), name, mediaType, sizeBytes: expect.any(Number), altText: "a boat", pack: "tiny" },
      { ...medium.file, pack: "tiny" },
    ]);
    expect(seen[0]).toSatisfy(({ sizeBytes }: { sizeBytes: number }) => sizeBytes <= room);
    expect(readdirSync(workshop.scratchFolder)).toEqual([]);
  });

  test("that no size makes fit is told in plain words", async () => {
    const { workshop, medium } = await make("image");
    const { seen, outletTo } = platform(upTo(100));
    const outlet = outletTo("room");
    outlet.showMedium(medium, workshop);
    await outlet.settled();
    expect(seen).toMatchObject([{ type: "media-drop", piece: 1, reason: "failed", told: tooLargeFor(medium.file.sizeBytes, 100) }]);
    expect(outlet.faults).toEqual([]);
  });

  test("that is refused in spite of a promise is halved until it is taken, but not for ever", async () => {
    const { workshop, medium } = await make("image");
    const taken = medium.file.sizeBytes / 3;
    const refuse = (most: number) => (delivery: Delivery) =>
      delivery.type === "media-end" && delivery.file.sizeBytes > most ? new FileTooLargeError("413") : undefined;
    const patient = platform(upTo(1e9), refuse(taken));
    const impatient = platform(upTo(1e9), refuse(0));
    for (const outlet of [patient.outletTo("room"), impatient.outletTo("room")]) {
      outlet.showMedium(medium, workshop);
      await outlet.settled();
    }
    expect(patient.seen).toMatchObject([{ name: "quartet-1.jpg", altText: "a boat" }]);
    expect(impatient.seen).toMatchObject([
      { type: "media-drop", told: expect.stringMatching(/^This is 5\d kB large, and here I can send at most \d kB/) },
    ]);
    expect(readdirSync(workshop.scratchFolder)).toEqual([]);
  });
});

describe("where even that is too large", () => {
  test.each([
    { type: "audio", maxBytes: 3_500, name: "ogg" },
    { type: "video", maxBytes: 15_000, name: "mp4" },
  ] as const)("$type goes in parts that play one after another, numbered, each small enough", async ({ type, maxBytes, name }) => {
    const { workshop, medium, part } = await make(type, 4);
    const parts: { readonly durationMs: number | undefined; readonly pack: string | undefined }[] = [];
    const { seen, outletTo } = platform(upTo(maxBytes), undefined, async ({ file, rest = [] }) => {
      for (const { path, sizeBytes } of [file, ...rest]) {
        const { durationMs } = await media.inspect(path);
        expect(statSync(path).size).toBe(sizeBytes);
        parts.push({ durationMs, pack: (await readProvenance(path))?.pack });
      }
    });
    const outlet = outletTo("room");
    outlet.showMedium(medium, workshop);
    await outlet.settled();
    const [{ file, rest = [] }] = seen as [Shown];
    const files = [file, ...rest];
    expect(files.length).toBeGreaterThan(1);
    expect(files.map((each) => each.name)).toEqual(files.map((_, index) => `quartet-1-${index + 1}of${files.length}.${name}`));
    expect(files.map(({ altText }) => altText)).toEqual(files.map((_, index) => `a boat (part ${index + 1} of ${files.length})`));
    for (const { sizeBytes } of files) expect(sizeBytes).toBeLessThanOrEqual(maxBytes);
    const total = parts.reduce((sum, { durationMs = 0 }) => sum + durationMs, 0);
    const whole = part.type === "image" ? 0 : part.durationMs;
    expect(Math.abs(total - whole)).toBeLessThan(60 * files.length);
    expect(new Set(parts.map(({ pack }) => pack))).toEqual(new Set(["tiny"]));
    expect(readdirSync(workshop.scratchFolder)).toEqual([]);
  });

  test("parts that are refused after all are made smaller, and none of the first ones stay", async () => {
    const { workshop, medium } = await make("audio", 4);
    const refuse = (delivery: Delivery) =>
      delivery.type === "media-end" && delivery.file.sizeBytes > 2_500 ? new FileTooLargeError("413") : undefined;
    const { seen, outletTo } = platform(upTo(3_500), refuse, async () => undefined);
    const outlet = outletTo("room");
    outlet.showMedium(medium, workshop);
    await outlet.settled();
    const [{ file, rest = [] }] = seen as [Shown];
    for (const { sizeBytes } of [file, ...rest]) expect(sizeBytes).toBeLessThanOrEqual(2_500);
    expect(readdirSync(workshop.scratchFolder)).toEqual([]);
  });

  test("a link is offered beside the words, as long as there is somewhere to follow it to", async () => {
    const { workshop, medium } = await make("image");
    const { seen, outletTo } = platform(upTo(100));
    const linkTo = (id: string) => `https://quartet.example.org/linked/${id}`;
    for (const fitting of [
      { ...workshop, linkTo },
      { ...workshop, linkTo: () => undefined },
    ]) {
      const outlet = outletTo("room");
      outlet.showMedium(medium, fitting);
      await outlet.settled();
    }
    const told = tooLargeFor(medium.file.sizeBytes, 100);
    expect(seen).toMatchObject([{ told: `${told} For 7 days it is here: ${linkTo(medium.part.file.id)}` }, { told }]);
  });
});

describe("beside it", () => {
  test("words do not wait while a file is made smaller, media keep their order, and the end comes last", async () => {
    const { workshop, medium } = await make("video");
    const { seen, outletTo } = platform(upTo(Math.floor(medium.file.sizeBytes * 0.6)));
    const outlet = outletTo("room");
    outlet.showMedium(medium, workshop);
    outlet.show({ type: "media-drop", piece: 2 as PieceNumber, reason: "cancelled", told: "Cancelled." });
    outlet.say("words");
    outlet.tell({ type: "answer-end", finishReason: "stop" });
    await outlet.settled();
    expect(seen).toMatchObject([{ text: "words" }, { name: "quartet-1.mp4" }, { type: "media-drop", piece: 2 }, { type: "answer-end" }]);
  });

  test("a place that is gone is a fault, and nobody is told about sizes", async () => {
    const { workshop, medium } = await make("image");
    const { seen, outletTo } = platform(upTo(20_000), ({ type }) => (type === "media-end" ? new DeliveryError("gone") : undefined));
    const outlet = outletTo("room");
    outlet.showMedium(medium, workshop);
    await outlet.settled();
    expect(outlet.faults).toHaveLength(1);
    expect(seen).toEqual([]);
    expect(readdirSync(workshop.scratchFolder)).toEqual([]);
  });

  test("what is remembered goes out again in the size of the place", async () => {
    const { workshop, part } = await make("image");
    const { seen, outletTo } = platform(upTo(20_000));
    const target: DeliveryTarget = { source: SOURCE, conversationId: ROOM, askedTurn: turnId(1), answerTurn: turnId(2) };
    const { outbox, inboxId } = answeredIn(freshStore(), target, owedOf([], [{ type: "text", text: "Here." }, part]));
    await redeliver({ outbox, door: workshop }, { inboxId, target }, {}, outletTo("room"));
    expect(seen).toContainEqual({ text: "Here." });
    expect(seen).toContainEqual(expect.objectContaining({ name: "quartet-1.jpg", mediaType: "image/jpeg", pack: "tiny" }));
  });
});
