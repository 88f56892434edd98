/** Graphs that do not fit each other, or the medium that the manifest promises, are told when the pack is opened. */

import { expect, test } from "vitest";
import { verifyPack } from "../../../src/core/packs/verify-pack.ts";
import { PackCopy, type RawManifest } from "./pack-copy.ts";

const IMAGE_ENCODER = "graphs/encoder.image.onnx";

const misfits: [name: string, file: string, message: RegExp, edit: (manifest: RawManifest) => void][] = [
  [
    "what an encoder gives",
    IMAGE_ENCODER,
    /expected the float32 output "embeddings"; the graph has vectors float32/,
    ({ graphs }) => Object.assign(graphs["encoder.image"]?.outputs[0] ?? {}, { name: "vectors" }),
  ],
  [
    "what an encoder gives and its projector takes",
    "graphs/input-projector.image.onnx",
    /takes embeddings float32 \[1, 8, 48\], and encoder.image gives embeddings float32 \[1, 8, 32\]/,
    ({ graphs }) => graphs["input-projector.image"]?.inputs[0]?.shape.splice(2, 1, 48),
  ],
  [
    "what a projector asks for beside",
    "graphs/input-projector.image.onnx",
    /the graph asks for mask bool \[1\], which nothing feeds it/,
    ({ graphs }) => graphs["input-projector.image"]?.inputs.push({ name: "mask", dtype: "bool", shape: [1] }),
  ],
  [
    "the size of a picture",
    "graphs/decoder.image.latent-decoder.onnx",
    /gives pixels float32 \[1, 3, 32, 32\], and the manifest's format is 1 x 64 x 32 pixels/,
    ({ outputs }) => Object.assign(outputs.image?.format ?? {}, { height: 32, width: 64 }),
  ],
  [
    "the frames of a clip",
    "graphs/decoder.video.latent-decoder.onnx",
    /and the manifest's format is 8 x 32 x 32 pixels/,
    ({ outputs }) => Object.assign(outputs.video?.format ?? {}, { frames: 8 }),
  ],
  [
    "the length of a sound",
    "graphs/decoder.audio.vocoder.onnx",
    /gives waveform float32 \[1, 512\], and the manifest's format is 600 samples/,
    ({ outputs }) => Object.assign(outputs.audio?.format ?? {}, { frames: 600 }),
  ],
  [
    "what a vocoder takes",
    "graphs/decoder.audio.vocoder.onnx",
    /takes mel float32 \[1, 1, 16, 64\], and decoder.audio.denoiser gives mel float32 \[1, 1, 16, 32\]/,
    ({ graphs }) => graphs["decoder.audio.vocoder"]?.inputs[0]?.shape.splice(3, 1, 64),
  ],
];

test.each(misfits)("%s", async (_, file, message, edit) => {
  using copy = new PackCopy();
  copy.editManifest(edit);
  await expect(verifyPack(copy.folder)).rejects.toMatchObject({ code: "pack", file, message: expect.stringMatching(message) });
});

test("sizes that the exporter could not infer may be anything", async () => {
  using copy = new PackCopy();
  copy.editManifest(({ graphs }) => {
    graphs["encoder.image"]?.outputs[0]?.shape.splice(0, 2, "batch", "tokens");
    graphs["decoder.image.latent-decoder"]?.outputs[0]?.shape.splice(2, 2, "height", "width");
  });
  await expect(verifyPack(copy.folder)).resolves.toMatchObject({ manifest: { name: "storybook" } });
});
