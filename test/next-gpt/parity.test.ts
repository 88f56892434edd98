/** A NExT-GPT of random weights, exported to a pack, beside what PyTorch, transformers and diffusers make of the same checkpoint. */

import { mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Model, modelOf } from "../../src/core/model.ts";
import { loadPack } from "../../src/core/packs/load-pack.ts";
import type { Prompt } from "../../src/core/protocol.ts";
import { type Comparison, compareStage } from "../../src/trace/compare.ts";
import { type MediaFiles, openMediaFiles } from "../../src/trace/media-files.ts";
import { type NpyArray, readNpy, writeNpy } from "../../src/trace/npy.ts";
import { compareWithReference } from "../../src/trace/parity.ts";
import { type TraceOptions, trace } from "../../src/trace/trace.ts";
import { readPrompt } from "../../src/trace/turns.ts";

const FIXTURES = join(import.meta.dirname, "../fixtures/next-gpt");
const STAGES = readdirSync(join(FIXTURES, "reference")).map((file) => basename(file, ".npy"));
const MEDIA = ["image", "audio", "video"];
const reference = (stage: string) => readNpy(join(FIXTURES, "reference", `${stage}.npy`));
const noises = MEDIA.map((modality) => readNpy(join(FIXTURES, `noise-${modality}.npy`)));

describe("the whole way", () => {
  let comparisons: Comparison[] = [];
  beforeAll(async () => {
    comparisons = await compareWithReference(join(FIXTURES, "pack"), FIXTURES);
  });

  test("there is a reference of every stage", () => {
    const seen = ["preprocessed", "encoded", "projected"].flatMap((stage) => [...MEDIA, "image.2", "audio.2"].map((name) => `${stage}.${name}`));
    const made = ["signal_states", "condition", "latents", "decoded"].flatMap((stage) => MEDIA.map((modality) => `${stage}.${modality}`));
    const expected = [...seen, ...made, "inputs_embeds", "token_ids", "logits"];
    expect(STAGES.toSorted()).toEqual(expected.toSorted());
  });

  test.each(STAGES)("%s", (stage) => {
    const comparison = comparisons.find((one) => one.stage === stage);
    expect(comparison?.error).toBeLessThanOrEqual(comparison?.tolerance ?? -1);
  });
});

describe("one stage at a time", () => {
  let model: Model;
  let files: MediaFiles;
  let prompt: Prompt;
  beforeAll(async () => {
    model = modelOf(await loadPack(join(FIXTURES, "pack")));
    files = await openMediaFiles(model.pack);
    prompt = await readPrompt(join(FIXTURES, "turns.json"), files.decode);
  });
  afterAll(async () => {
    await files[Symbol.asyncDispose]();
    await model.pack[Symbol.asyncDispose]();
  });

  async function traced(options: Partial<TraceOptions>): Promise<{ made: Map<string, NpyArray>; missed: string[] }> {
    const made = new Map<string, NpyArray>();
    const write = (stage: string, array: NpyArray) => made.set(stage, { shape: array.shape, data: array.data.slice() });
    const common = { prompt, noises, seed: 1, steps: 10, maxTokens: 60, from: new Map() };
    const missed = await trace(model, { ...common, write, ...options });
    return { made, missed };
  }

  test.each([
    ["preprocessed.video", "encoded.video"],
    ["encoded.audio", "projected.audio"],
    ["inputs_embeds", "logits"],
    ["signal_states.audio", "condition.audio"],
    ["condition.image", "latents.image"],
  ])("from the reference's %s to %s", async (from, to) => {
    const { made, missed } = await traced({ from: new Map([[from, reference(from)]]), stopAfter: to });
    expect(missed).toEqual([]);
    expect(made.get(from)?.data).toEqual(reference(from).data);
    expect(compareStage(to, reference(to), made.get(to)).passes).toBe(true);
    expect([...made.keys()].at(-1)).toBe(to);
  });

  test("what is put in place of a stage is what goes on", async () => {
    const halved = reference("condition.image");
    const from = new Map([["condition.image", { ...halved, data: Float32Array.from(halved.data, Number).map((value) => value / 2) }]]);
    const { made } = await traced({ from, stopAfter: "latents.image" });
    expect(compareStage("latents.image", reference("latents.image"), made.get("latents.image")).passes).toBe(false);
  });

  test("forced tokens are said, and media made, whatever the LLM would have", async () => {
    const stop = reference("token_ids").data.at(-1) ?? 0n;
    const ids = BigInt64Array.of(40n, 41n, BigInt(stop));
    const { made } = await traced({ from: new Map([["token_ids", { shape: [3], data: ids }]]) });
    expect(made.get("token_ids")?.data).toEqual(ids);
    expect([...made.keys()].some((stage) => stage.startsWith("decoded"))).toBe(false);
  });

  test("stages that never come are named", async () => {
    const { missed } = await traced({ from: new Map([["encoded.image.3", reference("encoded.image")]]), stopAfter: "decoded.image.2", maxTokens: 1 });
    expect(missed).toEqual(["encoded.image.3", "decoded.image.2"]);
  });

  test("a tensor of another shape is refused", async () => {
    await expect(traced({ from: new Map([["encoded.image", reference("logits")]]) })).rejects.toThrow(/--from encoded\.image: expected float32/);
  });

  test("a noise of another size is left to the medium that has it", async () => {
    const path = join(mkdtempSync(join(tmpdir(), "noise-")), "noise.npy");
    writeNpy(path, { shape: [3], data: Float32Array.of(1, 2, 3) });
    const { made } = await traced({ noises: [readNpy(path)], stopAfter: "latents.image" });
    const drawn = made.get("latents.image")?.data.subarray(0, 3);
    expect(drawn).not.toEqual(Float32Array.of(1, 2, 3));
  });
});
