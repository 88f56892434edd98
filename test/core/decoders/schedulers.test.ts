/** Schedulers against diffusers' trajectories, the exact solution for Gaussian data, and their orders of convergence. */

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { createNoise } from "../../../src/core/decoders/noise.ts";
import { multistep } from "../../../src/core/decoders/schedulers/dpm-solver.ts";
import { noiseLevels, type VarianceSpec } from "../../../src/core/decoders/schedulers/noise-schedule.ts";
import { createScheduler } from "../../../src/core/decoders/schedulers/scheduler.ts";
import type { SchedulerSpec } from "../../../src/core/packs/manifest.ts";

interface Case {
  readonly spec: Omit<VarianceSpec, "stepsOffset" | "setAlphaToOne" | "eta"> & Partial<VarianceSpec>;
  readonly steps: number;
  readonly timesteps: number[];
  readonly samples: number[][];
}

const cases: Case[] = JSON.parse(readFileSync(new URL("../../fixtures/schedulers.json", import.meta.url), "utf8"));

describe("as diffusers", () => {
  test.each(cases.map((reference) => ({ name: JSON.stringify(reference.spec), ...reference })))("$steps steps of $name", (reference) => {
    const spec: SchedulerSpec = { stepsOffset: 0, setAlphaToOne: false, eta: 0, ...reference.spec };
    const scheduler = createScheduler(spec, reference.steps);
    scheduler.timesteps.forEach((timestep, i) => {
      expect(timestep).toBeCloseTo(reference.timesteps[i] ?? Number.NaN, 5);
    });
    let sample: Float32Array = Float32Array.from({ length: 6 }, (_, i) => -1.5 + 0.6 * i);
    let clean: Float32Array | undefined;
    scheduler.timesteps.forEach((timestep, i) => {
      const prediction = sample.map((value) => 0.8 * Math.sin(value + timestep / 500));
      ({ sample, clean } = scheduler.step(i, sample, prediction, clean));
      reference.samples[i]?.forEach((expected, k) => {
        expect(Math.abs((sample[k] ?? Number.NaN) - expected)).toBeLessThan(1e-4 * (1 + Math.abs(expected)));
      });
    });
  });
});

const SPREAD = 0.5;
const SCHEDULE = {
  trainSteps: 1000,
  betaStart: 0.0001,
  betaEnd: 0.02,
  betaSchedule: "linear",
  prediction: "epsilon",
  stepsOffset: 0,
  setAlphaToOne: false,
  eta: 0,
} as const;

/** Error of the end result for data distributed as N(0, SPREAD^2), whose best predictions are known in closed form. */
function gaussianError(type: "ddim" | "dpm-solver++", steps: number, prediction: VarianceSpec["prediction"] = "epsilon"): number {
  const spec = { ...SCHEDULE, type, prediction };
  const levels = noiseLevels(spec);
  const scheduler = createScheduler(spec, steps);
  const variance = (t: number) => ((levels[t]?.alpha ?? 1) * SPREAD) ** 2 + (levels[t]?.sigma ?? 0) ** 2;
  let sample: Float32Array = Float32Array.of(1);
  let clean: Float32Array | undefined;
  scheduler.timesteps.forEach((t, i) => {
    const { alpha, sigma } = levels[t] ?? { alpha: 1, sigma: 0 };
    const share = { epsilon: sigma, sample: alpha * SPREAD ** 2, velocity: alpha * sigma * (1 - SPREAD ** 2) }[prediction] / variance(t);
    ({ sample, clean } = scheduler.step(
      i,
      sample,
      sample.map((value) => value * share),
      clean,
    ));
  });
  const exact = Math.sqrt(variance(0) / variance(scheduler.timesteps[0] ?? 0));
  return Math.abs((sample[0] ?? Number.NaN) - exact);
}

/** The same for flow matching, where the spread at time t is that of (1 - t) data + t noise. */
function flowError(prediction: "velocity" | "sample", steps: number): number {
  const scheduler = createScheduler({ type: "flow-euler", shift: 2, prediction }, steps);
  let sample: Float32Array = Float32Array.of(1);
  scheduler.timesteps.forEach((t, i) => {
    const variance = ((1 - t) * SPREAD) ** 2 + t ** 2;
    const share = (prediction === "sample" ? (1 - t) * SPREAD ** 2 : t - (1 - t) * SPREAD ** 2) / variance;
    const predicted = sample.map((value) => value * share);
    ({ sample } = scheduler.step(i, sample, predicted));
  });
  return Math.abs((sample[0] ?? Number.NaN) - SPREAD);
}

describe("Gaussian data", () => {
  test.each(["epsilon", "sample", "velocity"] as const)("is reached with predictions of %s", (prediction) => {
    expect(gaussianError("ddim", 250, prediction)).toBeLessThan(0.01);
    expect(gaussianError("dpm-solver++", 250, prediction)).toBeLessThan(0.01);
  });

  test("DDIM is of first order", () => {
    const order = Math.log2(gaussianError("ddim", 50) / gaussianError("ddim", 200)) / 2;
    expect(order).toBeGreaterThan(0.8);
    expect(order).toBeLessThan(1.2);
  });

  test("DPM-Solver++ 2M is of second order where steps are even in lambda", () => {
    const error = (steps: number) => {
      const levels = Array.from({ length: steps + 1 }, (_, i) => {
        const ratio = Math.exp(-4 + (7 * i) / steps); // alpha / sigma
        return { alpha: ratio / Math.hypot(1, ratio), sigma: 1 / Math.hypot(1, ratio) };
      });
      const spreads = levels.map(({ alpha, sigma }) => Math.hypot(alpha * SPREAD, sigma));
      const step = multistep(levels, "sample");
      let sample: Float32Array = Float32Array.of(spreads[0] ?? 0);
      let clean: Float32Array | undefined;
      for (let i = 0; i < steps; i += 1) {
        const share = ((levels[i]?.alpha ?? 0) * SPREAD ** 2) / (spreads[i] ?? 0) ** 2;
        ({ sample, clean } = step(
          i,
          sample,
          sample.map((value) => value * share),
          clean,
        ));
      }
      return Math.abs((sample[0] ?? Number.NaN) - (spreads[steps] ?? 0));
    };
    const order = Math.log2(error(32) / error(128)) / 2;
    expect(order).toBeGreaterThan(1.8);
    expect(order).toBeLessThan(2.2);
  });

  test.each(["velocity", "sample"] as const)("flow matching by %s is of first order", (prediction) => {
    const error = (steps: number) => flowError(prediction, steps);
    expect(error(64)).toBeLessThan(0.02);
    const order = Math.log2(error(32) / error(128)) / 2;
    expect(order).toBeGreaterThan(0.85);
    expect(order).toBeLessThan(1.15);
  });

  test("DDIM at eta 1 keeps the spread of the data by putting noise back", () => {
    const spec = { ...SCHEDULE, type: "ddim", eta: 1 } as const;
    const levels = noiseLevels(spec);
    const scheduler = createScheduler(spec, 250);
    const noise = createNoise(7);
    let sample: Float32Array = noise(4000);
    scheduler.timesteps.forEach((t, i) => {
      const { alpha, sigma } = levels[t] ?? { alpha: 1, sigma: 0 };
      const share = sigma / ((alpha * SPREAD) ** 2 + sigma ** 2);
      ({ sample } = scheduler.step(
        i,
        sample,
        sample.map((value) => value * share),
        undefined,
        () => noise(4000),
      ));
    });
    const spread = Math.sqrt(sample.reduce((sum, value) => sum + value ** 2, 0) / 4000);
    expect(Math.abs(spread - SPREAD)).toBeLessThan(0.03);
  });
});

test("more steps than were trained are refused", () => {
  expect(() => createScheduler({ ...SCHEDULE, type: "ddim" }, 1001)).toThrow(/at most 1000 steps, got 1001/);
});

test("as many steps as there are timesteps, one of them twice, end near the truth", () => {
  expect(gaussianError("dpm-solver++", SCHEDULE.trainSteps)).toBeLessThan(1e-2);
});
