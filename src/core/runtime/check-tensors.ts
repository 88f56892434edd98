/** Are these the tensors that a graph declares? Asked before every run, because a wrong shape can end the process natively. */

import { ModelError } from "../../errors.ts";
import type { TensorSpec } from "../packs/manifest.ts";
import { elementCount, type Tensor } from "./tensor.ts";

/** The only dimension that may be empty: the past positions of a decoder that begins. */
const PAST = "past";

/** Sizes of symbolic dimensions, bound by the first tensor that has them. */
export interface Sizes {
  readonly limits: Readonly<Record<string, number>>;
  readonly bound: Map<string, number>;
}

export function bindSizes(limits: Readonly<Record<string, number>> = {}): Sizes {
  return { limits, bound: new Map() };
}

/**
 * Compares names, types and shapes; `sizes` learns what each symbolic dimension is.
 * @throws ModelError that says what was expected and what came.
 */
export function checkTensors(where: string, specs: readonly TensorSpec[], tensors: Readonly<Record<string, Tensor>>, sizes: Sizes): void {
  const names = new Set(specs.map((spec) => spec.name));
  for (const name of Object.keys(tensors)) {
    if (!names.has(name)) throw new ModelError(`${where}: expected ${[...names].join(", ")}, got also "${name}".`);
  }
  for (const spec of specs) checkTensor(where, spec, tensors[spec.name], sizes);
}

function checkTensor(where: string, spec: TensorSpec, tensor: Tensor | undefined, sizes: Sizes): void {
  const came = tensor ? `${tensor.dtype} [${tensor.shape.join(", ")}] of ${tensor.data.length} values` : "nothing";
  const fits =
    tensor !== undefined &&
    tensor.dtype === spec.dtype &&
    tensor.shape.length === spec.shape.length &&
    elementCount(tensor.shape) === tensor.data.length;
  if (!fits) throw new ModelError(`${where} "${spec.name}": expected ${describe(spec)}, got ${came}.`);
  spec.shape.forEach((expected, axis) => {
    const fault = sizeFault(expected, tensor.shape[axis] ?? 0, sizes);
    if (fault) throw new ModelError(`${where} "${spec.name}": expected ${describe(spec)}, got ${came}: axis ${axis} ${fault}.`);
  });
}

function sizeFault(expected: number | string, size: number, { limits, bound }: Sizes): string | undefined {
  if (!Number.isInteger(size) || size < 0) return "is no size";
  if (typeof expected === "number") return size === expected ? undefined : `must be ${expected}`;
  if (size === 0 && expected !== PAST) return "must not be empty";
  if (size > (limits[expected] ?? Number.POSITIVE_INFINITY)) return `must be at most ${limits[expected]}`;
  const before = bound.get(expected) ?? size;
  bound.set(expected, size);
  return before === size ? undefined : `must be ${before} like every ${expected} of this run`;
}

function describe(spec: TensorSpec): string {
  return `${spec.dtype} [${spec.shape.join(", ")}]`;
}
