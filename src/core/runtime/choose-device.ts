/** Which device runs the graphs: what was asked for if it works, else the CPU, and why. */

import type { Device } from "./device.ts";
import { probe } from "./session.ts";

export interface DeviceChoice {
  readonly device: Device;
  /** Every device that was tried before and did not work, in order. */
  readonly tried: readonly { readonly device: Device; readonly reason: string }[];
}

/** Runs a graph of one node on each candidate; the CPU is the last and always works. */
export async function chooseDevice(wish: Device | "auto"): Promise<DeviceChoice> {
  const tried: { device: Device; reason: string }[] = [];
  for (const device of candidates(wish)) {
    const reason = await probe(device);
    if (reason === undefined) return { device, tried };
    tried.push({ device, reason });
  }
  return { device: { type: "cpu" }, tried };
}

/** WebGPU only on request: a software Vulkan driver passes for an adapter and is slower than the CPU itself. */
function candidates(wish: Device | "auto"): Device[] {
  if (wish === "auto") return [{ type: "cuda", id: 0 }];
  return wish.type === "cpu" ? [] : [wish];
}
