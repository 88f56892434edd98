/** NumPy's .npy files, version 1, in C order: tensors that Python and the core hand each other. */

import { readFileSync, writeFileSync } from "node:fs";
import { endianness } from "node:os";
import { ModelError } from "../errors.ts";
import { elementCount } from "../core/runtime/tensor.ts";

export interface NpyArray {
  readonly shape: readonly number[];
  readonly data: Float32Array | BigInt64Array | Uint8Array;
}

const MAGIC = "\x93NUMPY\x01\x00";
const HEADER = /^\{'descr': '([^']+)', 'fortran_order': (True|False), 'shape': \(([\d, ]*)\),? \}\s*$/;
/** The header's end falls on a multiple of it, so that data can be mapped. */
const ALIGNMENT = 64;

/** @throws ModelError where the file is no .npy of one of the three types. */
export function readNpy(path: string): NpyArray {
  const bytes = readBytes(path);
  const [, type = "", order, sizes = ""] = HEADER.exec(bytes.subarray(10, dataStart(bytes)).toString("latin1")) ?? [];
  if (bytes.subarray(0, 8).toString("latin1") !== MAGIC || order !== "False") throw fault(path, "an .npy file of version 1 in C order");
  const shape = sizes.split(",").flatMap((size) => (size.trim() === "" ? [] : [Number(size)]));
  const data = dataOf(type, new Uint8Array(bytes.subarray(dataStart(bytes))).buffer);
  if (data?.length !== elementCount(shape)) throw fault(path, "whole little-endian data of type <f4, <i8 or |u1");
  return { shape, data };
}

export function writeNpy(path: string, { shape, data }: NpyArray): void {
  const type = data instanceof Float32Array ? "<f4" : data instanceof BigInt64Array ? "<i8" : "|u1";
  const sizes = shape.length === 1 ? `${shape[0]},` : shape.join(", ");
  const header = `{'descr': '${type}', 'fortran_order': False, 'shape': (${sizes}), }`;
  const length = Math.ceil((10 + header.length + 1) / ALIGNMENT) * ALIGNMENT - 10;
  const start = Buffer.from(`${MAGIC}\0\0${header.padEnd(length - 1)}\n`, "latin1");
  start.writeUInt16LE(length, 8);
  writeFileSync(path, Buffer.concat([start, littleEndian(Buffer.from(data.slice().buffer), data.BYTES_PER_ELEMENT)]));
}

function readBytes(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new ModelError(`${path}: the tensor cannot be read.`, cause);
  }
}

function dataStart(bytes: Buffer): number {
  return bytes.length < 10 ? bytes.length : 10 + bytes.readUInt16LE(8);
}

function dataOf(type: string, buffer: ArrayBuffer): NpyArray["data"] | undefined {
  const size = Number(type.slice(2));
  if (buffer.byteLength % size !== 0) return undefined;
  littleEndian(Buffer.from(buffer), size);
  if (type === "<f4") return new Float32Array(buffer);
  if (type === "<i8") return new BigInt64Array(buffer);
  return type === "|u1" ? new Uint8Array(buffer) : undefined;
}

/** Swaps in place on machines that need it. */
function littleEndian(bytes: Buffer, size: number): Buffer {
  if (endianness() === "LE" || size === 1) return bytes;
  return size === 4 ? bytes.swap32() : bytes.swap64();
}

function fault(path: string, expected: string): ModelError {
  return new ModelError(`${path}: expected ${expected}; write it with numpy.save.`);
}
