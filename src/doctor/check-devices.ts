/** Where graphs can run: each device is tried, and an NVIDIA GPU that nothing uses gets the command that changes this. */

import { execFile } from "node:child_process";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { DeviceName } from "../config.ts";
import type { Check } from "./check.ts";

/**
 * The install step of onnxruntime-node that `npm ci` skips: it fetches the CUDA provider of the same version. Run directly, because
 * `npm rebuild` obeys the `allowScripts` that skips it.
 */
export const ADD_CUDA = "ONNXRUNTIME_NODE_INSTALL=true node node_modules/onnxruntime-node/script/install.js";

/** What became of a try: undefined where the device works, else the reason. */
export type Probe = (device: string) => Promise<string | undefined>;

export async function checkDevices(wish: DeviceName, probe: Probe = probeInChild, findGpus = findNvidiaGpus): Promise<Check[]> {
  const cudaName = wish.startsWith("cuda:") ? wish : "cuda:0";
  const [cpu, cuda, webgpu, gpus] = await Promise.all([probe("cpu"), probe(cudaName), probe("webgpu"), findGpus()]);
  const asked = (name: string, fault: string | undefined) => wish.split(":")[0] === name && fault !== undefined;
  return [
    cpu === undefined
      ? { state: "ok", name: "CPU", found: "works" }
      : { state: "fault", name: "CPU", found: cpu, todo: 'Run "npm ci" again on a supported machine.' },
    checkCuda(cuda, gpus, asked("cuda", cuda)),
    checkWebgpu(webgpu, asked("webgpu", webgpu)),
  ];
}

function checkCuda(fault: string | undefined, gpus: readonly string[], asked: boolean): Check {
  const name = "CUDA";
  if (fault === undefined) return { state: "ok", name, found: gpus.join(", ") || "works" };
  if (gpus.length > 0) {
    const todo = canAddCuda()
      ? `Add the provider: ${ADD_CUDA} (it also needs CUDA 12 and cuDNN 9).`
      : "No CUDA provider exists for this system; try DEVICE=webgpu.";
    return { state: "advice", name, found: `${gpus.join(", ")} seen, but unused: ${fault}`, todo };
  }
  if (asked)
    return { state: "advice", name, found: fault, todo: "DEVICE asks for CUDA and no NVIDIA GPU is seen: install its driver, or set DEVICE=auto." };
  return { state: "ok", name, found: "no NVIDIA GPU seen" };
}

function checkWebgpu(fault: string | undefined, asked: boolean): Check {
  const name = "WebGPU";
  if (fault === undefined) return { state: "ok", name, found: "works" };
  if (!asked) return { state: "ok", name, found: "not here, and not asked for" };
  return { state: "advice", name, found: fault, todo: "DEVICE asks for WebGPU: install a Vulkan driver (libvulkan1 on Debian), or set DEVICE=auto." };
}

/** onnxruntime-node's own list of what its install step can fetch (script/install-metadata.js) has this one entry. */
function canAddCuda(): boolean {
  return process.platform === "linux" && process.arch === "x64";
}

async function probeInChild(device: string): Promise<string | undefined> {
  try {
    const program = join(import.meta.dirname, "probe-device.ts");
    const { stdout } = await promisify(execFile)(process.execPath, [program, device], { timeout: 60_000 });
    return stdout.trim() || undefined;
  } catch (error) {
    const { signal, code } = error as { signal?: string; code?: number };
    return `the try ended with ${signal ?? `exit code ${code}`}`;
  }
}

/** Names of the cards, by nvidia-smi or, without it, one a folder in the driver's part of /proc. */
async function findNvidiaGpus(): Promise<string[]> {
  try {
    const { stdout } = await promisify(execFile)("nvidia-smi", ["--query-gpu=name", "--format=csv,noheader"], { timeout: 10_000 });
    return stdout.split("\n").flatMap((line) => line.trim() || []);
  } catch {
    const folders = await readdir("/proc/driver/nvidia/gpus").catch(() => []);
    return folders.map((folder) => `NVIDIA GPU ${folder}`);
  }
}
