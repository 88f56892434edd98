/** A pack's safety graph looks at pictures and at frames of clips; a pack whose graph does not fit is not opened. */

import { rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { GeneratedSamples } from "../../../src/core/decoders/generated-samples.ts";
import { loadPack } from "../../../src/core/packs/load-pack.ts";
import { runSteps } from "../../../src/core/runtime/graph-run.ts";
import { rateMedium, ratingOf } from "../../../src/core/safety/rate-medium.ts";
import { addColourRater, redIs } from "../../support/colour-rater.ts";
import { PackCopy } from "../packs/pack-copy.ts";

function picture(red: number): GeneratedSamples {
  const data = new Uint8Array(20 * 10 * 3).map((_, index) => (index % 3 === 0 ? red : 0));
  return { type: "image", width: 20, height: 10, data };
}

function clip(...reds: readonly number[]): GeneratedSamples {
  const data = Buffer.concat(reds.map((red) => picture(red).data as Uint8Array));
  return { type: "video", width: 20, height: 10, frames: reds.length, framesPerSecond: 8, data };
}

test("how sure the graph is decides, and in a clip its strictest frame", async () => {
  using copy = new PackCopy();
  await using pack = await loadPack(addColourRater(copy.folder, redIs("mature", 0.4, 0.8)), { threads: 1 });
  const rate = (samples: GeneratedSamples) => runSteps(rateMedium(pack, samples));
  expect(await rate(picture(20))).toBeUndefined();
  expect(await rate(picture(150))).toEqual({ level: "blur", label: "red", rule: "mature" });
  expect(await rate(picture(250))).toEqual({ level: "refuse", label: "red", rule: "mature" });
  expect(await rate(clip(20, 20, 20))).toBeUndefined();
  expect(await rate(clip(20, 150, 20))).toMatchObject({ level: "blur" });
  expect(await rate(clip(150, 20, 250))).toMatchObject({ level: "refuse" });
  expect(await rate({ type: "audio", sampleRateHz: 8000, channels: 1, frames: 3, data: new Float32Array(3) })).toBeUndefined();
});

test("of several labels what no place admits is told, as strictly as anything that is seen", () => {
  const label = (name: string, rule: "mature" | "never") => ({ name, rule, blurFrom: 0.4, refuseFrom: 0.8 });
  const labels = [label("nude", "mature"), label("gore", "never")];
  const rated = (...scores: number[]) => ratingOf(Float32Array.from(scores), labels);
  expect(rated(0.9, 0.9)).toEqual({ level: "refuse", label: "gore", rule: "never" });
  expect(rated(0.9, 0.5)).toEqual({ level: "refuse", label: "gore", rule: "never" });
  expect(rated(0.5, 0.5)).toEqual({ level: "blur", label: "gore", rule: "never" });
  expect(rated(0.9, 0.1)).toEqual({ level: "refuse", label: "nude", rule: "mature" });
  expect(rated(0.1, 0.1)).toBeUndefined();
});

test("a pack without such a graph rates nothing", async () => {
  using copy = new PackCopy();
  await using pack = await loadPack(copy.folder, { threads: 1 });
  expect(await runSteps(rateMedium(pack, picture(255)))).toBeUndefined();
});

test("a score that is no number is no clearance", () => {
  expect(() => ratingOf(Float32Array.of(Number.NaN, 0, 0), redIs("never", 0.4, 0.8))).toThrow("expected 3 numbers");
});

test("labels without their graph, and a graph with other labels, are told when the pack is opened", async () => {
  using copy = new PackCopy();
  addColourRater(copy.folder, redIs("never", 0.4, 0.8).slice(0, 2));
  await expect(loadPack(copy.folder)).rejects.toThrow(/colours\.onnx: .*scores/s);
  copy.editManifest((manifest) => {
    delete manifest.graphs["safety.image"];
  });
  rmSync(join(copy.folder, "colours.onnx"));
  await expect(loadPack(copy.folder)).rejects.toThrow('a graph with the role "safety.image"');
});
