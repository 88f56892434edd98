/** The microscope over another pack than NExT-GPT's: no latent decoder for sounds, a first frame for films, several media in one answer. */

import { afterAll, beforeAll, expect, test } from "vitest";
import { createNoise } from "../../src/core/decoders/noise.ts";
import { mediumSeed } from "../../src/core/llm/random.ts";
import { type Model, modelOf } from "../../src/core/model.ts";
import { loadPack } from "../../src/core/packs/load-pack.ts";
import type { Prompt } from "../../src/core/protocol.ts";
import { elementCount } from "../../src/core/runtime/tensor.ts";
import type { NpyArray } from "../../src/trace/npy.ts";
import { trace } from "../../src/trace/trace.ts";
import type { PieceNumber } from "../../src/turn/part.ts";
import { TINY_PACK } from "../support/scripted-pack.ts";

let model: Model;
beforeAll(async () => {
  model = modelOf(await loadPack(TINY_PACK));
});
afterAll(() => model.pack[Symbol.asyncDispose]());

const prompt: Prompt = {
  conversationId: "traced",
  turns: [{ role: "user", parts: [{ type: "text", text: "word ".repeat(200) }] }],
  nextPiece: 1 as PieceNumber,
};

/** The answer samples these tokens, by their names. */
async function traced(names: readonly string[], noises: NpyArray[] = []): Promise<Map<string, NpyArray>> {
  const ids = BigInt64Array.from(names, (name) => BigInt(model.tokenizer.tokenOf(name)));
  const made = new Map<string, NpyArray>();
  const from = new Map([["token_ids", { shape: [ids.length], data: ids }]]);
  const write = (stage: string, array: NpyArray) => made.set(stage, array);
  expect(await trace(model, { prompt, from, noises, seed: 1, steps: 2, maxTokens: 60, write })).toEqual([]);
  return made;
}

test("every medium of an answer is followed, the second one of a modality by its number", async () => {
  const made = await traced(["[IMG0]", "[AUD0]", "[VID0]", "[IMG0]", "</s>"]);
  const media = ["image", "audio", "video", "image.2"];
  const stages = media.flatMap((name) => ["signal_states", "condition", "latents", "decoded"].map((stage) => `${stage}.${name}`));
  expect([...made.keys()]).toEqual(["inputs_embeds", "token_ids", "logits", ...stages]);
  const { image, video } = model.pack.manifest.outputs;
  expect(made.get("latents.image")?.shape).toEqual([3, ...(image?.latentShape ?? [])]);
  expect(made.get("latents.video")?.shape.slice(1)).toEqual(video?.latentShape);
  expect(made.get("decoded.image")?.shape).toEqual([image?.format.height, image?.format.width, 3]);
});

test("a prompt that is run in parts is written whole", async () => {
  const made = await traced(["</s>"]);
  const [, positions = 0, width = 0] = made.get("inputs_embeds")?.shape ?? [];
  expect(positions).toBeGreaterThan(256);
  expect(width).toBe(model.pack.manifest.llm.width);
  expect(made.get("inputs_embeds")?.data).toHaveLength(positions * width);
  expect(made.get("logits")?.shape).toEqual([1, model.pack.manifest.llm.vocabulary]);
});

test("each medium begins with the noise that it has in the answer of that seed", async () => {
  const made = await traced(["[IMG0]", "[IMG0]", "</s>"]);
  const size = elementCount(model.pack.manifest.outputs.image?.latentShape ?? []);
  for (const [index, stage] of ["latents.image", "latents.image.2"].entries())
    expect(made.get(stage)?.data.subarray(0, size)).toEqual(createNoise(mediumSeed(1, index))(size));
});

test("denoising begins with the noise that is given", async () => {
  const shape = model.pack.manifest.outputs.image?.latentShape ?? [];
  const data = Float32Array.from({ length: shape.reduce((count, size) => count * size, 1) }, (_, i) => Math.sin(i));
  const made = await traced(["[IMG0]", "</s>"], [{ shape, data }]);
  expect(made.get("latents.image")?.data.subarray(0, data.length)).toEqual(data);
});
