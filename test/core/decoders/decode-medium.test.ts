/** Media from conditions, with the real graphs of the tiny pack. */

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { countSteps, type DecodeOptions, type DecodeProgress, decodeMedium } from "../../../src/core/decoders/decode-medium.ts";
import { createNoise } from "../../../src/core/decoders/noise.ts";
import { projectStates } from "../../../src/core/decoders/project-states.ts";
import { loadPack } from "../../../src/core/packs/load-pack.ts";
import { graphOf, type Pack } from "../../../src/core/packs/pack.ts";
import { closeSteps, type GraphRun, runSteps, type Steps } from "../../../src/core/runtime/graph-run.ts";
import type { Feeds } from "../../../src/core/runtime/session.ts";
import { type Float32Tensor, float32 } from "../../../src/core/runtime/tensor.ts";
import type { MediaModality } from "../../../src/turn/modality.ts";
import { TINY_PACK } from "../packs/pack-copy.ts";

let pack: Pack;
let condition: Float32Tensor;

beforeAll(async () => {
  pack = await loadPack(TINY_PACK, { threads: 1 });
  const random = createNoise(5);
  condition = await runSteps(projectStates(pack, "image", random(4 * 32), random(4 * 32)));
});

afterAll(() => pack[Symbol.asyncDispose]());

const decode = (modality: MediaModality, options: Partial<DecodeOptions> = {}) =>
  runSteps(decodeMedium(pack, modality, condition, { seed: 3, steps: 3, ...options }));

/** Runs to the end, handing every graph run to `look` before it happens. */
async function watch<R>(steps: Steps<R>, look: (run: GraphRun) => void): Promise<R> {
  let next = steps.next();
  while (!next.done) {
    look(next.value);
    next = steps.next(await next.value.session.run(next.value.feeds));
  }
  return next.value;
}

describe("what comes out", () => {
  test("states become a condition", () => {
    expect(condition.shape).toEqual([1, 4, 32]);
  });

  test("an image is rgb24 of the manifest's size", async () => {
    const image = await decode("image");
    expect(image).toMatchObject({ type: "image", width: 32, height: 32 });
    expect(image.data).toHaveLength(3 * 32 * 32);
    expect(new Set(image.data).size).toBeGreaterThan(10);
  });

  test("audio is a wave in [-1, 1]", async () => {
    const audio = await decode("audio");
    expect(audio).toMatchObject({ type: "audio", sampleRateHz: 16000, channels: 1, frames: 512 });
    expect(audio.data).toHaveLength(512);
    expect([...audio.data].every((value) => Math.abs(value) <= 1)).toBe(true);
  });

  test("a video is rgb24 frames", async () => {
    const video = await decode("video");
    expect(video).toMatchObject({ type: "video", width: 32, height: 32, frames: 4, framesPerSecond: 8 });
    expect(video.data).toHaveLength(4 * 3 * 32 * 32);
  });
});

describe.each(["image", "audio", "video"] as const)("%s", (modality) => {
  test("is the same for the same seed, another for another", async () => {
    const first = await decode(modality);
    expect(await decode(modality)).toEqual(first);
    expect((await decode(modality, { seed: 4 })).data).not.toEqual(first.data);
  });

  test("reports each step once", async () => {
    const seen: DecodeProgress[] = [];
    await decode(modality, { onStep: (progress) => seen.push(progress) });
    const steps = countSteps(pack, modality, { steps: 3 });
    expect(seen.map(({ step }) => step)).toEqual(Array.from({ length: steps }, (_, i) => i + 1));
    expect(seen.every((progress) => progress.steps === steps)).toBe(true);
  });

  test("shows what is there at every fourth step, if it can be seen at all", async () => {
    const seen: DecodeProgress[] = [];
    await decode(modality, { steps: 9, onStep: (progress) => seen.push(progress) });
    const previews = seen.flatMap(({ step, preview }) => (preview ? [{ step, size: [preview.width, preview.height, preview.data.length] }] : []));
    const before = countSteps(pack, modality, { steps: 9 }) - 9;
    const size = [32, 32, 3 * 32 * 32];
    expect(previews.filter(({ step }) => step > before)).toEqual(modality === "audio" ? [] : [4, 8].map((step) => ({ step: before + step, size })));
  });
});

describe("guidance", () => {
  test("of 1 is the conditional run alone, in a batch of one", async () => {
    const batches: unknown[] = [];
    const steps = decodeMedium(pack, "image", condition, { seed: 3, steps: 3, guidance: 1 });
    const guided = await watch(steps, ({ feeds }) => batches.push(feeds.sample?.shape[0]));
    expect(batches.slice(0, 3)).toEqual([1, 1, 1]);
    const nearlyOne = await decode("image", { guidance: 1.000001 });
    expect(Math.max(...[...guided.data].map((value, i) => Math.abs(value - (nearlyOne.data[i] ?? Number.NaN))))).toBeLessThanOrEqual(1);
  });

  test("of 0 does not see the condition", async () => {
    const other = float32(
      condition.shape,
      condition.data.map((value) => -value),
    );
    const first = await decode("image", { guidance: 0 });
    expect(await runSteps(decodeMedium(pack, "image", other, { seed: 3, steps: 3, guidance: 0 }))).toEqual(first);
    const guided = await decode("image", { guidance: 3 });
    expect(guided.data).not.toEqual(first.data);
  });

  test("is one run of two rows: the condition, and the empty caption", async () => {
    const steps = decodeMedium(pack, "image", condition, { seed: 3, steps: 1 });
    const first = steps.next();
    closeSteps(steps);
    const feeds: Feeds = first.done ? {} : first.value.feeds;
    expect(feeds.timestep).toEqual(float32([2], Float32Array.of(1, 1)));
    expect(feeds.condition?.data).toEqual(Float32Array.of(...condition.data, ...(pack.unconditional.image?.data ?? [])));
  });
});

describe("a video's first frame", () => {
  test("is the picture that the same seed and condition give", async () => {
    const runs: GraphRun[] = [];
    await watch(decodeMedium(pack, "video", condition, { seed: 3, steps: 2 }), (run) => runs.push(run));
    const picture = await runSteps(decodeMedium(pack, "image", condition, { seed: 3 }));
    const motion = runs.filter(({ session }) => session === graphOf(pack, "decoder.video.denoiser"));
    const frame = motion[0]?.feeds.first_frame;
    expect(motion).toHaveLength(2);
    expect(frame?.shape).toEqual([2, 3, 32, 32]);
    expect(Math.abs((Number(frame?.data[0]) + 1) * 127.5 - Number(picture.data[0]))).toBeLessThanOrEqual(1);
  });

  test("is what the latent decoder moves, and stays as it is", async () => {
    const film = await runSteps(decodeMedium(pack, "video", condition, { seed: 3, steps: 2 }));
    const picture = await runSteps(decodeMedium(pack, "image", condition, { seed: 3 }));
    const frame = film.data.subarray(0, picture.data.length);
    expect(frame.every((value, at) => Math.abs(Number(value) - Number(picture.data[at])) <= 1)).toBe(true);
    expect(film.data.subarray(picture.data.length, 2 * picture.data.length)).not.toEqual(frame);
  });

  test("takes its own steps, which are counted", () => {
    expect(countSteps(pack, "video", {})).toBe(12 + 16);
    expect(countSteps(pack, "video", { steps: 5 })).toBe(5 + 16);
    expect(countSteps(pack, "image", { steps: 5 })).toBe(5);
  });
});

describe("what cannot be", () => {
  test("nothing runs after a cancel", async () => {
    let progress = 0;
    const steps = decodeMedium(pack, "video", condition, { seed: 3, onStep: () => (progress += 1) });
    const first = steps.next();
    if (!first.done) steps.next(await first.value.session.run(first.value.feeds));
    closeSteps(steps);
    expect(steps.next().done).toBe(true);
    expect(progress).toBe(1);
  });

  test.each([
    ["image", "decoder.image.latent-decoder", "pixels"],
    ["audio", "decoder.audio.vocoder", "waveform"],
    ["video", "decoder.video.latent-decoder", "pixels"],
  ] as const)("%s of numbers that are none is no medium", async (modality, graph, output) => {
    const steps = decodeMedium(pack, modality, condition, { seed: 3, steps: 2 });
    const ending = async () => {
      let next = steps.next();
      while (!next.done) {
        const { session, feeds } = next.value;
        const outputs = await session.run(feeds);
        const [tensor] = session.name === graph ? Object.values(outputs) : [];
        const overflown = tensor && { [output]: float32(tensor.shape, new Float32Array(tensor.data.length).fill(Number.NaN, 7)) };
        next = steps.next(overflown ?? outputs);
      }
      return next.value;
    };
    await expect(ending()).rejects.toThrow(new RegExp(`${modality}.*NaN`));
  });

  test.each([0, -1, 2.5])("%d steps are refused", async (steps) => {
    await expect(decode("image", { steps })).rejects.toThrow(/whole number of steps/);
  });

  test("a condition of another shape is refused before the run", async () => {
    const steps = decodeMedium(pack, "image", float32([1, 4, 8], new Float32Array(32)), { seed: 1, guidance: 1 });
    await expect(runSteps(steps)).rejects.toThrow(
      /decoder.image.denoiser, input "condition": expected float32 \[batch, 4, 32\], got float32 \[1, 4, 8\]/,
    );
  });
});
