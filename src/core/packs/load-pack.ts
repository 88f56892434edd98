/** Opens a pack: every file checked, every graph opened and compared with the manifest, constants read. */

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { ModelError, PackError } from "../../errors.ts";
import { MEDIA_MODALITIES, type MediaModality } from "../../turn/modality.ts";
import type { Device } from "../runtime/device.ts";
import { openSession, type Session } from "../runtime/session.ts";
import { type Float32Tensor, float32 } from "../runtime/tensor.ts";
import type { GraphSpec, Manifest, TensorSpec } from "./manifest.ts";
import type { Pack } from "./pack.ts";
import { type GraphRole, isGraphRole } from "./roles.ts";
import { describeTensors, sameTensor } from "./same-tensor.ts";
import { type VerifiedPack, verifyPack } from "./verify-pack.ts";

export interface LoadOptions {
  readonly device?: Device;
  /** Threads of one graph run; one per core when left out. */
  readonly threads?: number;
}

/** @throws PackError for the first fault, naming the file. Whatever was opened by then is closed. */
export async function loadPack(folder: string, options: LoadOptions = {}): Promise<Pack> {
  const verified = await verifyPack(folder);
  const device = options.device ?? { type: "cpu" };
  await using opening = new AsyncDisposableStack();
  const graphs = new Map<GraphRole, Session>();
  for (const [role, spec] of Object.entries(verified.manifest.graphs)) {
    if (!isGraphRole(role)) continue;
    graphs.set(role, opening.use(await openGraph(verified, role, spec, device, options.threads)));
  }
  const unconditional = await readConstants(verified);
  const open = opening.move();
  return {
    ...verified,
    device,
    graphs,
    unconditional,
    [Symbol.asyncDispose]: () => open.disposeAsync(),
  };
}

async function openGraph({ folder, manifest }: VerifiedPack, role: GraphRole, spec: GraphSpec, device: Device, threads?: number): Promise<Session> {
  const session = await openSession(join(folder, spec.file), device, {
    name: role,
    limits: { tokens: manifest.llm.contextTokens, past: manifest.llm.contextTokens },
    ...(threads === undefined ? {} : { threads }),
    ...(spec.unitLimitMs === undefined ? {} : { unitLimitMs: spec.unitLimitMs }),
  }).catch((error: unknown) => {
    throw new PackError(spec.file, error instanceof ModelError ? error.message : `cannot be opened: ${error}`, error);
  });
  const fault = differs("input", spec.inputs, session.inputs) ?? differs("output", spec.outputs, session.outputs);
  if (fault === undefined) return session;
  await session[Symbol.asyncDispose]();
  throw new PackError(spec.file, fault);
}

function differs(kind: "input" | "output", expected: readonly TensorSpec[], actual: readonly TensorSpec[]): string | undefined {
  const fits = expected.length === actual.length && expected.every((spec) => actual.some((other) => sameTensor(kind, spec, other)));
  return fits ? undefined : `its ${kind}s differ from the manifest: expected ${describeTensors(expected)}; got ${describeTensors(actual)}.`;
}

async function readConstants({ folder, manifest }: VerifiedPack): Promise<Partial<Record<MediaModality, Float32Tensor>>> {
  const unconditional: Partial<Record<MediaModality, Float32Tensor>> = {};
  for (const modality of MEDIA_MODALITIES) {
    const constant = manifest.outputs[modality]?.unconditional;
    if (constant) unconditional[modality] = await readConstant(folder, constant);
  }
  return unconditional;
}

/** Raw little-endian 32-bit floats; their number was checked with the file's size. */
async function readConstant(folder: string, constant: NonNullable<Manifest["outputs"]["image"]>["unconditional"]): Promise<Float32Tensor> {
  const bytes = await readFile(join(folder, constant.file));
  const values = new Float32Array(bytes.length / 4);
  for (let i = 0; i < values.length; i += 1) values[i] = bytes.readFloatLE(4 * i);
  return float32(constant.shape, values);
}
