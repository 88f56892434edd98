/** Euler's method for flow matching (rectified flow): x_t = (1 - t) x_0 + t noise, followed from t = 1 to 0 along v = noise - x_0. */

import type { SchedulerSpec } from "../../packs/manifest.ts";
import type { Scheduler } from "./scheduler.ts";

/** Even times, moved towards high noise by t = s u / (1 + (s - 1) u) (Esser et al. 2024, equation 23). */
export function createFlowEuler({ shift, prediction }: Extract<SchedulerSpec, { type: "flow-euler" }>, steps: number): Scheduler {
  const times = Array.from({ length: steps + 1 }, (_, i) => {
    const even = 1 - i / steps;
    return (shift * even) / (1 + (shift - 1) * even);
  });
  return {
    timesteps: times.slice(0, steps),
    step: (index, sample, predicted) => {
      const from = times[index] ?? 1;
      const to = times[index + 1] ?? 0;
      if (prediction === "velocity") {
        return {
          sample: sample.map((value, i) => value + (to - from) * (predicted[i] ?? 0)),
          clean: sample.map((value, i) => value - from * (predicted[i] ?? 0)),
        };
      }
      const next = sample.map((value, i) => value + ((to - from) * (value - (predicted[i] ?? 0))) / from);
      return { sample: next, clean: predicted };
    },
  };
}
