/** Numbers of a manifest that no run could end well with are told when the pack is opened, not in somebody's first answer. */

import { expect, test } from "vitest";
import { verifyPack } from "../../../src/core/packs/verify-pack.ts";
import { PackCopy, type RawManifest } from "./pack-copy.ts";

const DIFFUSION = {
  type: "ddim",
  trainSteps: 1000,
  betaStart: 0.00085,
  betaEnd: 0.012,
  betaSchedule: "scaled-linear",
  prediction: "epsilon",
} as const;

const outOfRange: [name: string, path: string, edit: (manifest: RawManifest) => void][] = [
  ["noise that grows", "outputs.image.scheduler", ({ outputs }) => Object.assign(outputs.image ?? {}, { scheduler: { ...DIFFUSION, betaEnd: 1.2 } })],
  ["no noise", "outputs.image.scheduler", ({ outputs }) => Object.assign(outputs.image ?? {}, { scheduler: { ...DIFFUSION, betaStart: 0 } })],
  [
    "a single timestep",
    "outputs.image.scheduler",
    ({ outputs }) => Object.assign(outputs.image ?? {}, { scheduler: { ...DIFFUSION, trainSteps: 1 } }),
  ],
  ["more steps than timesteps", "outputs.image.steps", ({ outputs }) => Object.assign(outputs.image ?? {}, { scheduler: DIFFUSION, steps: 1001 })],
  ["division by zero", "inputs.image.preprocess.std", ({ inputs }) => Object.assign(inputs.image?.preprocess ?? {}, { std: [0.5, 0, 0.5] })],
  ["a spectrum of another size", "inputs.audio.preprocess.fftSize", ({ inputs }) => Object.assign(inputs.audio?.preprocess ?? {}, { fftSize: 100 })],
  [
    "an answer that leaves no room to be asked",
    "sampling.maxTokens",
    ({ sampling, llm }) => Object.assign(sampling, { maxTokens: llm.contextTokens }),
  ],
];

test.each(outOfRange)("a manifest with %s is told when it is opened", async (_, path, edit) => {
  using copy = new PackCopy();
  copy.editManifest(edit);
  await expect(verifyPack(copy.folder)).rejects.toMatchObject({ code: "pack", file: "manifest.json", message: expect.stringContaining(path) });
});

test("a manifest of diffusion as it should be is none of these", async () => {
  using copy = new PackCopy();
  copy.editManifest(({ outputs }) => Object.assign(outputs.image ?? {}, { scheduler: DIFFUSION, steps: 50 }));
  await expect(verifyPack(copy.folder)).resolves.toMatchObject({ manifest: { name: "storybook" } });
});

test("a signal that the LLM cannot say is told when the pack is opened", async () => {
  using copy = new PackCopy();
  copy.rewriteTokenizer((text) => text.replace(/"id": 11,(\s+)"content": "\[IMG0\]"/, '"id": 2000,$1"content": "[IMG0]"'));
  await expect(verifyPack(copy.folder)).rejects.toMatchObject({
    ...{ code: "pack", file: "tokenizer.json" },
    message: expect.stringContaining('"[IMG0]" is token 2000, and the LLM knows 2000'),
  });
});
