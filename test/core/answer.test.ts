/** Answers of the core with a real tiny pack: words, media, cancels, conversations side by side. */

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { modelOf } from "../../src/core/model.ts";
import type { Pack } from "../../src/core/packs/pack.ts";
import type { PromptPart } from "../../src/core/protocol.ts";
import { WorkLoop } from "../../src/core/work-loop.ts";
import type { PieceNumber } from "../../src/turn/part.ts";
import { begin, complete, loadTinyPack, only, promptOf, SCRIPTED, said, scriptPack, textOf } from "../support/answers.ts";
import { freshFolder } from "../support/fresh-folder.ts";

let pack: Pack;
const PROMPT = promptOf("a", said("a red boat"));

beforeAll(async () => {
  pack = await loadTinyPack();
});

/** A grey picture with some structure, as the media process would leave it. */
function picture(folder: string, piece: number): PromptPart {
  const path = join(folder, `${piece}.rgb24`);
  writeFileSync(
    path,
    Uint8Array.from({ length: 40 * 30 * 3 }, (_, index) => (index * 7 * piece) % 256),
  );
  return { type: "medium", piece: piece as PieceNumber, samples: { type: "image", path, width: 40, height: 30 } };
}

describe("text", () => {
  test("streams and ends with what it cost", async () => {
    const events = await complete(modelOf(pack), new WorkLoop(), PROMPT, {
      outputFolder: freshFolder(),
      maxTokens: 20,
      temperature: 0,
      modalities: [],
    });
    const end = only(events, "end")[0];
    expect(only(events, "text-delta").length).toBeGreaterThan(3);
    expect(events.at(-1)).toBe(end);
    expect(end).toMatchObject({ reusedTokens: 0, newTokens: expect.any(Number) });
    expect(end?.promptTokens).toBeGreaterThan(4);
    const { encodeMs, prefillMs, firstTextMs, generateMs, totalMs, modelShare } = end?.timings ?? expect.unreachable();
    expect(encodeMs + prefillMs + generateMs).toBeLessThanOrEqual(totalMs);
    expect(firstTextMs).toBeGreaterThan(prefillMs);
    expect(firstTextMs).toBeLessThan(totalMs);
    expect(modelShare).toBeGreaterThan(0);
    expect(modelShare).toBeLessThanOrEqual(1);
  });

  test("a next turn pays for what is new, and says what it would say to the whole", async () => {
    const folder = freshFolder();
    const options = { outputFolder: folder, maxTokens: 24, temperature: 0, modalities: [] };
    const image = picture(folder, 1);
    const [model, loop] = [modelOf(pack), new WorkLoop()];
    const first = await complete(model, loop, promptOf("a", said("what is this", image)), options);
    const next = promptOf("a", said("what is this", image), { role: "bot", parts: [{ type: "text", text: textOf(first) }] }, said("and now"));
    const reusing = await complete(model, loop, next, options);
    const fresh = await complete(modelOf(pack), loop, next, options);
    const promptTokens = only(first, "end")[0]?.promptTokens ?? 0;
    expect(only(reusing, "end")[0]?.reusedTokens).toBeGreaterThanOrEqual(promptTokens);
    expect(only(fresh, "end")[0]?.reusedTokens).toBe(0);
    expect(textOf(reusing)).toBe(textOf(fresh));
    expect(textOf(reusing)).not.toBe("");
  });

  test("a changed medium is not taken for the one before", async () => {
    const folder = freshFolder();
    const options = { outputFolder: folder, maxTokens: 8, temperature: 0, modalities: [] };
    const [model, loop] = [modelOf(pack), new WorkLoop()];
    await complete(model, loop, promptOf("a", said("look", picture(folder, 1))), options);
    const other = await complete(model, loop, promptOf("a", said("look", { ...picture(folder, 5), piece: 1 as PieceNumber } as PromptPart)), options);
    expect(only(other, "end")[0]?.reusedTokens).toBeLessThan(8);
  });

  test("ends where its room ends", async () => {
    const events = await complete(modelOf(pack), new WorkLoop(), PROMPT, {
      outputFolder: freshFolder(),
      maxTokens: 5,
      seed: 3,
      temperature: 0,
      modalities: [],
    });
    expect(only(events, "end")[0]).toMatchObject({ finishReason: "length", seed: 3 });
    expect(only(events, "end")[0]?.newTokens).toBeGreaterThanOrEqual(5);
  });

  test("a medium that cannot be read ends the answer in plain words", async () => {
    const folder = freshFolder();
    const gone: PromptPart = { type: "medium", piece: 1 as PieceNumber, samples: { type: "image", path: join(folder, "gone"), width: 4, height: 4 } };
    const events = await complete(modelOf(pack), new WorkLoop(), promptOf("a", said("look", gone)), { outputFolder: folder });
    expect(events).toEqual([{ type: "error", code: "media", message: expect.stringContaining("gone"), told: ["unknown"] }]);
  });
});

const options = { ...SCRIPTED, steps: { image: 3, audio: 2, video: 2 } };

describe("media", () => {
  test("several in one answer, with their captions, and text after them", async () => {
    const model = modelOf(await scriptPack(pack, PROMPT, ["image", "audio", "video"]));
    const events = await complete(model, new WorkLoop(), PROMPT, { ...options, outputFolder: freshFolder() });
    const starts = only(events, "media-start");
    expect([...new Set(starts.map(({ modality }) => modality))]).toEqual(["image", "audio", "video"]);
    expect(starts.map(({ piece }) => piece)).toEqual(starts.map((_, index) => index + 1));
    expect(starts[0]?.seed).toBe(5);
    expect(new Set(starts.map(({ seed }) => seed)).size).toBe(starts.length);
    const beforeFirst = textOf(
      events.slice(
        0,
        events.findIndex((event) => event.type === "media-start"),
      ),
    );
    expect(starts[0]?.caption).toBe(beforeFirst.trim().replace(/:$/, ""));
    expect(events.findLastIndex((event) => event.type === "text-delta")).toBeGreaterThan(events.findIndex((event) => event.type === "media-start"));
    expect(only(events, "media-end")).toHaveLength(starts.length);
    for (const { piece, steps } of starts) {
      expect(
        only(events, "media-progress")
          .filter((event) => event.piece === piece)
          .map(({ step }) => step),
      ).toEqual(Array.from({ length: steps }, (_, index) => index + 1));
    }
  });

  test("text is finished before media are decoded", async () => {
    const model = modelOf(await scriptPack(pack, PROMPT, ["image"]));
    const events = await complete(model, new WorkLoop(), PROMPT, { ...options, outputFolder: freshFolder() });
    expect(events.findIndex((event) => event.type === "media-progress")).toBeGreaterThan(
      events.findLastIndex((event) => event.type === "text-delta"),
    );
    expect(only(events, "end")[0]?.timings.decodeMs.image).toBeGreaterThan(0);
  });

  test("a seed reproduces words and bytes, another does not", async () => {
    const scripted = await scriptPack(pack, PROMPT, ["image", "audio"]);
    const make = async (seed: number) => {
      const events = await complete(modelOf(scripted), new WorkLoop(), PROMPT, { ...options, seed, outputFolder: freshFolder() });
      return { text: textOf(events), bytes: only(events, "media-end").map(({ samples }) => readFileSync(samples.path).toString("base64")) };
    };
    const once = await make(5);
    expect(once.bytes.length).toBeGreaterThanOrEqual(2);
    expect(await make(5)).toEqual(once);
    expect((await make(6)).text).not.toBe(once.text);
  });

  test("samples have the size that the event says", async () => {
    const model = modelOf(await scriptPack(pack, PROMPT, ["image"]));
    const events = await complete(model, new WorkLoop(), PROMPT, { ...options, outputFolder: freshFolder() });
    const samples = only(events, "media-end")[0]?.samples;
    if (samples?.type !== "image") expect.unreachable();
    expect(readFileSync(samples.path)).toHaveLength(3 * samples.width * samples.height);
    expect([samples.width, samples.height]).toEqual([pack.manifest.outputs.image?.format.width, pack.manifest.outputs.image?.format.height]);
  });

  test("a modality that is not allowed is not made, and the text stays the same", async () => {
    const scripted = await scriptPack(pack, PROMPT, ["image", "audio"]);
    const all = await complete(modelOf(scripted), new WorkLoop(), PROMPT, { ...options, outputFolder: freshFolder() });
    const some = await complete(modelOf(scripted), new WorkLoop(), PROMPT, {
      ...options,
      outputFolder: freshFolder(),
      modalities: ["audio", "video"],
    });
    expect(only(all, "media-start")[0]?.modality).toBe("image");
    expect(only(some, "media-start").some(({ modality }) => modality === "image")).toBe(false);
    expect(only(some, "media-start")[0]).toMatchObject({ modality: "audio", piece: 1 });
    expect(textOf(some)).toBe(textOf(all));
  });
});

describe("media that are not finished", () => {
  test("one cancelled medium leaves the rest of the answer", async () => {
    const model = modelOf(await scriptPack(pack, PROMPT, ["image", "audio"]));
    const running = begin(model, new WorkLoop(), PROMPT, { ...options, outputFolder: freshFolder() }, (event, job) => {
      if (event.type === "media-progress" && event.piece === 1 && event.step === 2) setImmediate(() => job.cancelPiece(event.piece));
    });
    await running.ended;
    expect(only(running.events, "media-drop")).toEqual([{ type: "media-drop", piece: 1, reason: "cancelled", told: ["cancelled"] }]);
    expect(only(running.events, "media-end").some(({ piece }) => piece === 2)).toBe(true);
    expect(only(running.events, "media-progress").filter(({ piece }) => piece === 1)).toHaveLength(2);
    expect(only(running.events, "end")[0]?.finishReason).not.toBe("cancelled");
  });

  test("a cancelled answer ends at once and leaves its conversation usable", async () => {
    const model = modelOf(await scriptPack(pack, PROMPT, ["image"]));
    const loop = new WorkLoop();
    const running = begin(model, loop, PROMPT, { ...options, outputFolder: freshFolder() }, (event, job) => {
      if (event.type === "media-start") setImmediate(() => job.cancel());
    });
    expect(await running.ended).toMatchObject({ type: "end", finishReason: "cancelled" });
    expect(running.events.slice(-2).map(({ type }) => type)).toEqual(["media-drop", "end"]);
    const again = await complete(model, loop, PROMPT, { ...options, outputFolder: freshFolder() });
    expect(running.events.length).toBeLessThan(again.length);
    expect(only(again, "end")[0]?.reusedTokens).toBe((only(again, "end")[0]?.promptTokens ?? 0) - 1);
  });

  test("a medium that fails is dropped, and the answer goes on", async () => {
    const model = modelOf(await scriptPack(pack, PROMPT, ["image"]));
    const events = await complete(model, new WorkLoop(), PROMPT, { ...options, outputFolder: join(freshFolder(), "missing") });
    expect(only(events, "media-drop")[0]).toMatchObject({ piece: 1, reason: "failed" });
    expect(events.at(-1)?.type).toBe("end");
  });
});

test("two conversations are answered side by side", async () => {
  const [model, loop] = [modelOf(pack), new WorkLoop()];
  const order: string[] = [];
  const options = { outputFolder: freshFolder(), maxTokens: 20, temperature: 0, modalities: [] };
  const both = ["a", "b"].map((id) =>
    begin(model, loop, promptOf(id, said("a red boat")), options, (event) => event.type === "text-delta" && order.push(id)),
  );
  await Promise.all(both.map(({ ended }) => ended));
  expect(textOf(both[0]?.events ?? [])).toBe(textOf(both[1]?.events ?? []));
  expect(order.slice(0, 6)).toEqual(["a", "b", "a", "b", "a", "b"]);
});
