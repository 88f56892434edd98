/** Plain tensors: what crosses between our code and a graph. Row-major, owned by JavaScript. */

interface TensorOf<Dtype extends string, Data> {
  readonly dtype: Dtype;
  readonly shape: readonly number[];
  readonly data: Data;
}

/** float16 travels as its 16 bits, bool as 0 or 1. */
export type Tensor =
  | TensorOf<"float32", Float32Array>
  | TensorOf<"float16", Uint16Array>
  | TensorOf<"int64", BigInt64Array>
  | TensorOf<"int32", Int32Array>
  | TensorOf<"uint8", Uint8Array>
  | TensorOf<"bool", Uint8Array>;

export type Float32Tensor = Extract<Tensor, { dtype: "float32" }>;

export function float32(shape: readonly number[], data: Float32Array): Float32Tensor {
  return { dtype: "float32", shape, data };
}

export function int64(shape: readonly number[], data: BigInt64Array): Tensor {
  return { dtype: "int64", shape, data };
}

/** The number of values of a shape; 1 for a scalar. */
export function elementCount(shape: readonly number[]): number {
  return shape.reduce((count, size) => count * size, 1);
}
