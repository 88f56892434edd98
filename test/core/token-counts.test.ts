/** A pack may give every medium its own number of tokens, and ask for every medium with a block of its own length. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { tokenId } from "../../src/core/llm/tokenizer.ts";
import { type Model, modelOf } from "../../src/core/model.ts";
import { loadPack } from "../../src/core/packs/load-pack.ts";
import { graphOf } from "../../src/core/packs/pack.ts";
import type { Prompt } from "../../src/core/protocol.ts";
import { float32Output } from "../../src/core/runtime/graph-run.ts";
import { type Float32Tensor, float32, int64 } from "../../src/core/runtime/tensor.ts";
import { openMediaFiles } from "../../src/trace/media-files.ts";
import type { NpyArray } from "../../src/trace/npy.ts";
import { trace } from "../../src/trace/trace.ts";
import { readPrompt } from "../../src/trace/turns.ts";
import { PackCopy, type RawManifest, TINY_PACK } from "./packs/pack-copy.ts";

const FIXTURES = join(import.meta.dirname, "../fixtures");
/** Of the projectors in fixtures/projectors; sounds keep the tiny pack's. */
const TOKENS = { image: 3, audio: 8, video: 13 } as const;
const BLOCKS = {
  image: ["[IMG0]"],
  audio: ["[AUD0]", "[AUD1]", "[AUD2]", "[AUD3]"],
  video: [..."01234567"].map((digit) => `[VID${digit}]`).concat("[IMG1]", "[IMG2]", "[IMG3]"),
} as const;
/** The media of turns.json, in their order. */
const SEEN = ["image", "audio", "video", "image.2", "audio.2"] as const;
const ASKED = ["video", "image", "audio"] as const;

type Traced = ReadonlyMap<string, NpyArray>;

let changed: Model;
let made: Traced;
let before: Traced;
const copy = new PackCopy();

beforeAll(async () => {
  for (const modality of ["image", "video"] as const) {
    for (const role of [`input-projector.${modality}`, `output-projector.${modality}`]) {
      copy.rewriteGraph(role, () => readFileSync(join(FIXTURES, "projectors", `${role}.onnx`)));
    }
    copy.editManifest((manifest) => resize(manifest, modality));
  }
  changed = modelOf(await loadPack(copy.folder));
  await using own = await loadPack(TINY_PACK);
  await using files = await openMediaFiles(own);
  const prompt = await readPrompt(join(FIXTURES, "next-gpt/turns.json"), files.decode);
  made = await traced(changed, prompt);
  before = await traced(modelOf(own), prompt, "inputs_embeds");
});

afterAll(async () => {
  await changed.pack[Symbol.asyncDispose]();
  copy[Symbol.dispose]();
});

function resize({ inputs, outputs, graphs }: RawManifest, modality: "image" | "video"): void {
  Object.assign(inputs[modality] ?? {}, { tokens: TOKENS[modality] });
  Object.assign(outputs[modality] ?? {}, { signals: BLOCKS[modality] });
  graphs[`input-projector.${modality}`]?.outputs[0]?.shape.splice(1, 1, TOKENS[modality]);
  for (const { shape } of graphs[`output-projector.${modality}`]?.inputs ?? []) shape.splice(1, 1, BLOCKS[modality].length);
}

/** The answer asks for a film, a picture and a sound, and ends. */
async function traced(model: Model, prompt: Prompt, stopAfter?: string): Promise<Traced> {
  const stages = new Map<string, NpyArray>();
  const said = BigInt64Array.from(["[VID0]", "[IMG0]", "[AUD0]", "</s>"], (name) => BigInt(model.tokenizer.tokenOf(name)));
  await trace(model, {
    prompt,
    from: new Map([["token_ids", { shape: [said.length], data: said }]]),
    ...{ noises: [], seed: 1, steps: 2, maxTokens: 60 },
    ...(stopAfter === undefined ? {} : { stopAfter }),
    write: (stage, { shape, data }) => stages.set(stage, { shape, data: data.slice() }),
  });
  return stages;
}

function rowsOf(stages: Traced, stage: string): number[][] {
  const { shape, data } = stages.get(stage) ?? { shape: [0], data: new Float32Array() };
  const width = shape.at(-1) ?? 0;
  return Array.from({ length: data.length / width }, (_, row) => Array.from(data.subarray(row * width, (row + 1) * width), Number));
}

test("every medium takes as many places in the prompt as its projector gives, in the order of the conversation", () => {
  const prompt = rowsOf(made, "inputs_embeds").map(String);
  const added = SEEN.map((name) => rowsOf(made, `projected.${name}`).length - rowsOf(before, `projected.${name}`).length);
  expect(added).toEqual([-5, 0, 5, -5, 0]);
  expect(prompt).toHaveLength(rowsOf(before, "inputs_embeds").length - 5);
  let from = 0;
  for (const name of SEEN) {
    const rows = rowsOf(made, `projected.${name}`).map(String);
    const at = prompt.indexOf(rows[0] ?? "none", from);
    expect(at).toBeGreaterThan(from);
    expect(prompt.slice(at, at + rows.length)).toEqual(rows);
    from = at + rows.length;
  }
});

test("blocks of 11, 1 and 4 signals are each read whole: their states are those of the LLM over everything at once", async () => {
  const blocks = ASKED.flatMap((modality) => BLOCKS[modality]).map((name) => tokenId(changed.tokenizer.tokenOf(name)));
  const hidden = await statesOf(rowsOf(made, "inputs_embeds").flat(), blocks);
  let at = hidden.length - blocks.length;
  for (const modality of ASKED) {
    const states = rowsOf(made, `signal_states.${modality}`);
    expect(states).toHaveLength(BLOCKS[modality].length);
    for (const [row, state] of states.entries())
      for (const [column, value] of state.entries()) expect(value).toBeCloseTo(hidden[at + row]?.[column] ?? Number.NaN, 4);
    at += states.length;
  }
});

test("each becomes its medium", () => {
  const { outputs } = changed.pack.manifest;
  for (const modality of ASKED) {
    expect(made.get(`condition.${modality}`)?.shape).toEqual([1, ...(outputs[modality]?.unconditional.shape ?? [])]);
    expect(new Set(rowsOf(made, `decoded.${modality}`).flat()).size).toBeGreaterThan(10);
  }
});

/** One run of the LLM's graph from an empty past: the prompt's rows, then the tokens'. */
async function statesOf(prompt: readonly number[], ids: readonly number[]): Promise<number[][]> {
  const { layers, width, kvHeads, headDim } = changed.pack.manifest.llm;
  const embed = graphOf(changed.pack, "llm.embed");
  const looked = await embed.run({ input_ids: int64([1, ids.length], BigInt64Array.from(ids, BigInt)) });
  const rows = Float32Array.from([...prompt, ...float32Output(looked, "embeds", embed.name).data]);
  const decoder = graphOf(changed.pack, "llm.decoder");
  const feeds: Record<string, Float32Tensor> = { inputs_embeds: float32([1, rows.length / width, width], rows) };
  for (let layer = 0; layer < layers; layer++)
    for (const kind of ["key", "value"]) feeds[`past_${kind}.${layer}`] = float32([0, kvHeads, headDim], new Float32Array());
  const outputs = await decoder.run(feeds);
  const { data } = float32Output(outputs, "hidden", decoder.name);
  return Array.from({ length: data.length / width }, (_, row) => [...data.subarray(row * width, (row + 1) * width)]);
}
