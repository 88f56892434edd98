/** When a tensor that was declared is the one that is there. */

import type { TensorSpec } from "./manifest.ts";

/** On outputs, sizes that an exporter could not infer are free; they are known once a run binds them. */
export function sameTensor(kind: "input" | "output", expected: TensorSpec, actual: TensorSpec): boolean {
  if (expected.name !== actual.name || expected.dtype !== actual.dtype || expected.shape.length !== actual.shape.length) return false;
  return expected.shape.every((size, axis) => {
    const other = actual.shape[axis];
    return size === other || (kind === "output" && (typeof size === "string" || typeof other === "string"));
  });
}

export function describeTensors(specs: readonly TensorSpec[]): string {
  return specs.map((spec) => `${spec.name} ${spec.dtype} [${spec.shape.join(", ")}]`).join("; ");
}
