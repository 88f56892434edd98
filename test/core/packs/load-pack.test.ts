/** A whole pack opens; each way in which one can be broken gives one clear sentence that names the file. */

import { appendFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { loadPack } from "../../../src/core/packs/load-pack.ts";
import { graphOf } from "../../../src/core/packs/pack.ts";
import { summarise } from "../../../src/core/packs/summarise.ts";
import { verifyPack } from "../../../src/core/packs/verify-pack.ts";
import { PackError } from "../../../src/errors.ts";
import { PackCopy, type RawManifest, TINY_PACK } from "./pack-copy.ts";

describe("a whole pack", () => {
  test("opens every graph and reads its constants", async () => {
    await using pack = await loadPack(TINY_PACK, { threads: 1 });
    expect([...pack.graphs.keys()].sort()).toEqual(Object.keys(pack.manifest.graphs).sort());
    expect(graphOf(pack, "llm.decoder").name).toBe("llm.decoder");
    expect(pack.unconditional.image?.data).toHaveLength(4 * 32);
    expect(() => graphOf(pack, "decoder.audio.latent-decoder")).toThrow(/expected a graph with the role "decoder.audio.latent-decoder"/);
  });

  test("is summed up for the bot", async () => {
    const { manifest, manifestSha256 } = await verifyPack(TINY_PACK);
    expect(manifestSha256).toMatch(/^[0-9a-f]{64}$/);
    expect(summarise({ manifest, manifestSha256, device: { type: "cuda", id: 1 } })).toMatchObject({
      name: "storybook",
      contextTokens: 512,
      outputs: ["image", "audio", "video"],
      inputs: {
        image: { type: "image" },
        audio: { type: "audio", sampleRateHz: 16000, channels: 1, maxDurationMs: 32 },
        video: { type: "video", framesPerSecond: 4, maxDurationMs: 2000 },
      },
      mediaTokens: { image: 14 },
      device: "cuda:1",
    });
  });
});

const IMAGE_ENCODER = "graphs/encoder.image.onnx";

const faults: [name: string, file: string, message: RegExp, harm: (copy: PackCopy) => void][] = [
  ["no manifest", "manifest.json", /found no readable manifest/, (copy) => rmSync(copy.path("manifest.json"))],
  ["a manifest that is no JSON", "manifest.json", /is no JSON/, (copy) => writeFileSync(copy.path("manifest.json"), '{"format": 1,')],
  ["another format", "manifest.json", /expected format 1, got 2/, (copy) => writeFileSync(copy.path("manifest.json"), '{"format": 2}')],
  [
    "a field that is missing",
    "manifest.json",
    /does not fit the schema[\s\S]*licence/,
    (copy) => copy.editManifest((manifest) => Reflect.deleteProperty(manifest, "licence")),
  ],
  [
    "a path that leaves the pack",
    "manifest.json",
    /does not fit the schema[\s\S]*tokenizer\.file/,
    (copy) => copy.editManifest(({ tokenizer }) => Object.assign(tokenizer, { file: "../tokenizer.json" })),
  ],
  [
    "a path that leaves the pack later",
    "manifest.json",
    /does not fit the schema/,
    (copy) => copy.editManifest(({ tokenizer }) => Object.assign(tokenizer, { file: "graphs/../../x.json" })),
  ],
  [
    "an unknown role",
    "manifest.json",
    /the graph role "encoder.smell" is unknown/,
    (copy) => copy.editManifest(({ graphs }) => Object.assign(graphs, { "encoder.smell": graphs["encoder.image"] })),
  ],
  [
    "a role that is missing",
    "manifest.json",
    /need a graph with the role "decoder.audio.vocoder"/,
    (copy) => copy.editManifest(({ graphs }) => Reflect.deleteProperty(graphs, "decoder.audio.vocoder")),
  ],
  ["a graph file that is missing", IMAGE_ENCODER, /is not there/, (copy) => rmSync(copy.path(IMAGE_ENCODER))],
  ["a graph that was cut off", IMAGE_ENCODER, /expected \d+ bytes, got 1000/, (copy) => truncateSync(copy.path(IMAGE_ENCODER), 1000)],
  ["another tokenizer", "tokenizer.json", /expected sha256 \w{64}, got \w{64}/, (copy) => appendFileSync(copy.path("tokenizer.json"), "\n")],
  [
    "a folder where a file should be",
    "graphs",
    /cannot be read.*EISDIR/,
    (copy) => copy.editManifest(({ tokenizer }) => Object.assign(tokenizer, { file: "graphs" })),
  ],
  [
    "a constant of another size",
    "unconditional.f32",
    /expected 512 bytes, got 516/,
    (copy) => appendFileSync(copy.path("unconditional.f32"), "1234"),
  ],
  [
    "a token that the tokenizer lacks",
    "tokenizer.json",
    /uses the token "\[PIC0\]"/,
    (copy) => copy.editManifest(({ outputs }) => outputs.image?.signals.splice(0, 1, "[PIC0]")),
  ],
  [
    "a graph with a right hash that is no graph",
    IMAGE_ENCODER,
    /cannot be opened on cpu/,
    (copy) => copy.rewriteGraph("encoder.image", (bytes) => bytes.subarray(0, 2000)),
  ],
  [
    "a graph with other inputs",
    IMAGE_ENCODER,
    /its inputs differ from the manifest: expected pixels float32 \[1, 3, 40, 40\]; got pixels float32 \[1, 3, 32, 32\]/,
    (copy) =>
      copy.editManifest(({ graphs, inputs }) => {
        Object.assign(inputs.image?.preprocess ?? {}, { size: 40 });
        graphs["encoder.image"]?.inputs[0]?.shape.splice(2, 2, 40, 40);
      }),
  ],
  [
    "a graph that asks for more than it is fed",
    "graphs/llm.decoder.onnx",
    /the graph asks for attention_mask int64 \[1, tokens\], which nothing feeds it/,
    (copy) => copy.editManifest(({ graphs }) => graphs["llm.decoder"]?.inputs.push({ name: "attention_mask", dtype: "int64", shape: [1, "tokens"] })),
  ],
  [
    "a graph with other outputs",
    IMAGE_ENCODER,
    /its outputs differ/,
    (copy) => copy.editManifest(({ graphs }) => graphs["encoder.image"]?.outputs.push({ name: "attention", dtype: "float32", shape: [1, 8] })),
  ],
];

const contradictions: [name: string, file: string, message: RegExp, edit: (manifest: RawManifest) => void][] = [
  [
    "an encoder's picture size",
    IMAGE_ENCODER,
    /need the input pixels float32 \[1, 3, 48, 48\]; the graph has pixels/,
    ({ inputs }) => Object.assign(inputs.image?.preprocess ?? {}, { size: 48 }),
  ],
  [
    "the tokens of a medium",
    "graphs/input-projector.audio.onnx",
    /need the output embeds float32 \[1, 9, 32\]/,
    ({ inputs }) => Object.assign(inputs.audio ?? {}, { tokens: 9 }),
  ],
  ["the number of layers", "graphs/llm.decoder.onnx", /need the input past_key.2/, ({ llm }) => Object.assign(llm, { layers: 3 })],
  [
    "more layers than there could be",
    "graphs/llm.decoder.onnx",
    /need the input past_key.2/,
    ({ llm }) => Object.assign(llm, { layers: Number.MAX_SAFE_INTEGER }),
  ],
  ["the vocabulary", "graphs/llm.decoder.onnx", /need the output logits float32 \[1, 2001\]/, ({ llm }) => Object.assign(llm, { vocabulary: 2001 })],
  [
    "the signal tokens",
    "graphs/output-projector.video.onnx",
    /need the input hidden float32 \[1, 7, 32\]/,
    ({ outputs }) => outputs.video?.signals.pop(),
  ],
  [
    "the latents",
    "graphs/decoder.image.denoiser.onnx",
    /need the input sample float32 \[batch, 3, 8, 8\]/,
    ({ outputs }) => Object.assign(outputs.image ?? {}, { latentShape: [3, 8, 8] }),
  ],
  [
    "the first frame",
    "graphs/decoder.video.denoiser.onnx",
    /need the input first_frame float32 \[batch, 3, 32, 20\]/,
    ({ outputs }) => Object.assign(outputs.video?.firstFrame ?? {}, { width: 20 }),
  ],
];

test.each(contradictions)("a manifest that contradicts its graphs in %s", async (_, file, message, edit) => {
  using copy = new PackCopy();
  copy.editManifest(edit);
  await expect(verifyPack(copy.folder)).rejects.toMatchObject({ code: "pack", file, message: expect.stringMatching(message) });
});

describe("a broken pack", () => {
  test.each(faults)("with %s", async (_, file, message, harm) => {
    using copy = new PackCopy();
    harm(copy);
    const error = await loadPack(copy.folder, { threads: 1 }).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(PackError);
    expect(error).toMatchObject({ code: "pack", file, message: expect.stringMatching(message) });
  });

  test("is found again after it was whole once", async () => {
    using copy = new PackCopy();
    await verifyPack(copy.folder);
    const { manifest } = await verifyPack(copy.folder);
    const bytes = manifest.graphs["encoder.image"]?.bytes ?? 0;
    writeFileSync(copy.path(IMAGE_ENCODER), new Uint8Array(bytes));
    await expect(verifyPack(copy.folder)).rejects.toThrow(/expected sha256/);
  });
});
