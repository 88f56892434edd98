/** Media become embeddings, with the real graphs of the tiny pack. */

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { encodeMedium } from "../../../src/core/encoders/encode-medium.ts";
import { loadPack } from "../../../src/core/packs/load-pack.ts";
import type { Pack } from "../../../src/core/packs/pack.ts";
import { runSteps } from "../../../src/core/runtime/graph-run.ts";
import type { Samples } from "../../../src/turn/samples.ts";
import { TINY_PACK } from "../packs/pack-copy.ts";
import { formulaPixels, formulaWave } from "./reference.ts";

const folder = mkdtempSync(join(tmpdir(), "quartet-encode-"));
const [picture, wave, film] = [join(folder, "a.rgb24"), join(folder, "a.f32"), join(folder, "b.rgb24")];
writeFileSync(picture, formulaPixels(3 * 50 * 40));
writeFileSync(wave, new Uint8Array(formulaWave(600).buffer));
writeFileSync(film, formulaPixels(3 * 30 * 20 * 8));

let pack: Pack;
beforeAll(async () => {
  pack = await loadPack(TINY_PACK, { threads: 1 });
});
afterAll(async () => {
  await pack[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

const media: Samples[] = [
  { type: "image", path: picture, width: 50, height: 40 },
  { type: "audio", path: wave, sampleRateHz: 16000, channels: 1, frames: 600 },
  { type: "video", path: film, width: 30, height: 20, frames: 8, framesPerSecond: 4 },
];

test.each(media)("$type: eight embeddings of the LLM's width, in two runs", async (samples) => {
  const embeds = await runSteps(encodeMedium(pack, samples));
  expect(embeds).toHaveLength(8 * 32);
  expect(embeds.every(Number.isFinite)).toBe(true);
  expect(await runSteps(encodeMedium(pack, samples))).toEqual(embeds);
});

test("a pack without that input says so", () => {
  const deaf = { ...pack, manifest: { ...pack.manifest, inputs: {} } };
  const steps = encodeMedium(deaf, { type: "audio", path: wave, sampleRateHz: 16000, channels: 1, frames: 600 });
  expect(() => steps.next()).toThrow(/the pack storybook takes no audio/);
});

test("embeddings that are no numbers are told, not kept with the conversation", async () => {
  const preprocess = { ...(pack.manifest.inputs.image?.preprocess ?? expect.unreachable()), std: [0, 1, 1] as [number, number, number] };
  const image = { ...(pack.manifest.inputs.image ?? expect.unreachable()), preprocess };
  const spoilt = { ...pack, manifest: { ...pack.manifest, inputs: { ...pack.manifest.inputs, image } } };
  await expect(runSteps(encodeMedium(spoilt, media[0] ?? expect.unreachable()))).rejects.toThrow(/input-projector\.image: expected finite values/);
});
