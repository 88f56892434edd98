/** One opened graph: what it takes, what it gives, and how to run it. The only door to onnxruntime-node; knows nothing of what a graph means. */

import { env, InferenceSession, Tensor as OrtTensor } from "onnxruntime-node";
import { ModelError } from "../../errors.ts";
import type { TensorSpec } from "../packs/manifest.ts";
import { bindSizes, checkTensors } from "./check-tensors.ts";
import { type Device, describeDevice } from "./device.ts";
import { PROBE_GRAPH } from "./probe-graph.ts";
import type { Tensor } from "./tensor.ts";

// Every fault is thrown with the same words; that a machine has no CUDA is none.
env.logLevel = "fatal";

/** By the graph's input names. */
export type Feeds = Readonly<Record<string, Tensor>>;

/** By the graph's output names; every output of the graph is present. */
export type Outputs = Readonly<Record<string, Tensor>>;

export interface Session extends AsyncDisposable {
  /** The role in the pack ("encoder.image"), for messages. */
  readonly name: string;
  readonly inputs: readonly TensorSpec[];
  readonly outputs: readonly TensorSpec[];
  /** The longest that one run may take, in ms; 2000 unless the manifest declares more. */
  readonly unitLimitMs: number;
  /**
   * Runs the graph once; it cannot be interrupted. Feeds are checked before anything native sees them.
   * @throws ModelError where a feed is not what the graph declares, or the run fails.
   */
  run(feeds: Feeds): Promise<Outputs>;
}

export interface SessionOptions {
  readonly name: string;
  /** Threads of one run; onnxruntime takes one per core when left out. */
  readonly threads?: number;
  readonly unitLimitMs?: number;
  /** Largest size of a symbolic dimension, by its name; beyond it a run is refused. */
  readonly limits?: Readonly<Record<string, number>>;
}

/** @throws ModelError where the file is no graph that onnxruntime can open on this device. */
export async function openSession(path: string, device: Device, options: SessionOptions): Promise<Session> {
  const native = await create(path, device, options);
  const inputs = native.inputMetadata.map(toSpec);
  const outputs = native.outputMetadata.map(toSpec);
  return {
    name: options.name,
    inputs,
    outputs,
    unitLimitMs: options.unitLimitMs ?? 2000,
    run: async (feeds) => {
      const sizes = bindSizes(options.limits);
      checkTensors(`Graph ${options.name}, input`, inputs, feeds, sizes);
      const results = await runNative(native, options.name, feeds);
      checkTensors(`Graph ${options.name}, output`, outputs, results, sizes);
      return results;
    },
    [Symbol.asyncDispose]: () => native.release(),
  };
}

/** Why the device does not work, or undefined where it does. */
export async function probe(device: Device): Promise<string | undefined> {
  try {
    const native = await InferenceSession.create(PROBE_GRAPH, { ...sessionOptions(device), logSeverityLevel: 4 });
    const { y } = await native.run({ x: new OrtTensor("float32", Float32Array.of(2, 3), [2]) });
    await native.release();
    return String(y?.data) === "4,9" ? undefined : `expected 2 * 2, 3 * 3 = 4,9, it computed ${y?.data}`;
  } catch (error) {
    return firstLine(error);
  }
}

async function create(path: string, device: Device, options: SessionOptions): Promise<InferenceSession> {
  try {
    return await InferenceSession.create(path, sessionOptions(device, options.threads));
  } catch (error) {
    throw new ModelError(`Graph ${options.name} cannot be opened on ${describeDevice(device)}: ${firstLine(error)}`, error);
  }
}

/** `force_spinning_stop`: several sessions take turns; threads of one that spin on would slow the next four- to fivefold. */
function sessionOptions(device: Device, threads?: number): InferenceSession.SessionOptions {
  return {
    executionProviders:
      device.type === "cpu" ? ["cpu"] : [device.type === "cuda" ? { name: "cuda", deviceId: device.id } : { name: "webgpu" }, "cpu"],
    graphOptimizationLevel: "all",
    executionMode: "sequential",
    interOpNumThreads: 1,
    ...(threads === undefined ? {} : { intraOpNumThreads: threads }),
    extra: { session: { force_spinning_stop: "1" } },
    logSeverityLevel: 3,
  };
}

async function runNative(native: InferenceSession, name: string, feeds: Feeds): Promise<Outputs> {
  const ortFeeds = Object.fromEntries(Object.entries(feeds).map(([key, { dtype, data, shape }]) => [key, new OrtTensor(dtype, data, shape)]));
  try {
    const results = await native.run(ortFeeds);
    return Object.fromEntries(Object.entries(results).map(([key, result]) => [key, fromOrt(result)]));
  } catch (error) {
    throw new ModelError(`Graph ${name} failed: ${firstLine(error)}`, error);
  }
}

/** Parse point: that the type is one of ours was seen when the session was opened. */
function fromOrt(tensor: OrtTensor): Tensor {
  return { dtype: tensor.type, shape: tensor.dims, data: tensor.data } as Tensor;
}

/** Parse point: a type that no manifest can name is compared with the manifest, and refused there. */
function toSpec(metadata: InferenceSession.ValueMetadata): TensorSpec {
  if (!metadata.isTensor) throw new ModelError(`"${metadata.name}" is no tensor; only tensors can cross.`);
  return { name: metadata.name, dtype: metadata.type as TensorSpec["dtype"], shape: [...metadata.shape] };
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).trim().split("\n", 1)[0] ?? "";
}
