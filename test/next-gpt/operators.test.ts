/** The LLM with operators of onnxruntime's own, grouped attention and weights in 4 bits, beside what transformers makes of the same checkpoint. */

import { createHash } from "node:crypto";
import { copyFileSync, cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { modelOf } from "../../src/core/model.ts";
import { loadPack } from "../../src/core/packs/load-pack.ts";
import { compareLikeliest, compareStage, type Dtype } from "../../src/trace/compare.ts";
import { openMediaFiles } from "../../src/trace/media-files.ts";
import { type NpyArray, readNpy } from "../../src/trace/npy.ts";
import { trace } from "../../src/trace/trace.ts";
import { readPrompt } from "../../src/trace/turns.ts";
import { freshFolder } from "../support/fresh-folder.ts";
import { readManifest } from "../support/scripted-pack.ts";

const FIXTURES = join(import.meta.dirname, "../fixtures/next-gpt");
const DECODER = "llm.decoder";
const reference = (stage: string) => readNpy(join(FIXTURES, "reference", `${stage}.npy`));

/** The committed pack with another decoder of its LLM; one in fp32 has the same weights. */
function packWith(graph: string, dtype: Dtype): string {
  const folder = join(freshFolder(), "pack");
  cpSync(join(FIXTURES, "pack"), folder, { recursive: true });
  const manifest = readManifest(folder);
  const files = { onnx: `graphs/${DECODER}.onnx`, data: `graphs/${DECODER}.data` };
  copyFileSync(join(FIXTURES, "llm", `${graph}.onnx`), join(folder, files.onnx));
  if (dtype === "int4") copyFileSync(join(FIXTURES, "llm/int4.data"), join(folder, files.data));
  const described = (file: string) => {
    const bytes = readFileSync(join(folder, file));
    return { file, bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") };
  };
  const decoder = { ...manifest.graphs[DECODER], ...described(files.onnx), external: [described(files.data)] };
  writeFileSync(join(folder, "manifest.json"), JSON.stringify({ ...manifest, graphs: { ...manifest.graphs, [DECODER]: decoder } }));
  return folder;
}

/** As far as the first medium's states. In 4 bits the reference's tokens are said, so that one position can be compared with the other. */
async function traced(graph: string, dtype: Dtype): Promise<Map<string, NpyArray>> {
  const pack = await loadPack(packWith(graph, dtype));
  onTestFinished(() => pack[Symbol.asyncDispose]());
  await using files = await openMediaFiles(pack);
  const made = new Map<string, NpyArray>();
  await trace(modelOf(pack), {
    prompt: await readPrompt(join(FIXTURES, "turns.json"), files.decode),
    from: dtype === "int4" ? new Map([["token_ids", reference("token_ids")]]) : new Map(),
    ...{ noises: [], seed: 1, maxTokens: 60, stopAfter: "signal_states.image" },
    write: (stage, array) => made.set(stage, { shape: array.shape, data: array.data.slice() }),
  });
  return made;
}

const STAGES = ["inputs_embeds", "token_ids", "logits", "signal_states.image"];

test("grouped attention is exact", async () => {
  const made = await traced("grouped", "fp32");
  expect(STAGES.map((stage) => compareStage(stage, reference(stage), made.get(stage))).filter(({ passes }) => !passes)).toEqual([]);
});

test.each(["int4", "int4-grouped"])("%s is near, and not more than that", async (graph) => {
  const made = await traced(graph, "int4");
  const compared = STAGES.map((stage) => compareStage(stage, reference(stage), made.get(stage), "int4"));
  expect([...compared, compareLikeliest(reference("token_ids"), made.get("logits"), "int4")].filter(({ passes }) => !passes)).toEqual([]);
  expect(compareStage("logits", reference("logits"), made.get("logits"), "fp32").passes).toBe(false);
});
