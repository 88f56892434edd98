/** Tensors survive the way through a file, and files that are none are refused. */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { type NpyArray, readNpy, writeNpy } from "../../src/trace/npy.ts";

const folder = mkdtempSync(join(tmpdir(), "npy-"));
const path = join(folder, "tensor.npy");
afterAll(() => rmSync(folder, { recursive: true }));

const arrays: NpyArray[] = [
  { shape: [2, 3], data: Float32Array.of(1.5, -2, 0, Number.NaN, 1e-40, 3) },
  { shape: [2], data: BigInt64Array.of(-1n, 2n ** 40n) },
  { shape: [1, 2, 1], data: Uint8Array.of(0, 255) },
  { shape: [], data: Float32Array.of(7) },
  { shape: [0, 4], data: new Float32Array() },
];

test.each(arrays.map((array) => ({ name: `[${array.shape}]`, array })))("$name comes back as written", ({ array }) => {
  writeNpy(path, array);
  expect(readNpy(path)).toEqual(array);
  expect((10 + readFileSync(path).readUInt16LE(8)) % 64).toBe(0);
});

test("a view is written without what lies around it", () => {
  writeNpy(path, { shape: [2], data: Float32Array.of(1, 2, 3, 4).subarray(1, 3) });
  expect(readNpy(path).data).toEqual(Float32Array.of(2, 3));
});

const header = (text: string) =>
  Buffer.concat([Buffer.from("\x93NUMPY\x01\x00", "latin1"), Buffer.of(text.length, 0), Buffer.from(text), Buffer.alloc(16)]);

test.each([
  ["nothing", Buffer.alloc(0)],
  ["text", Buffer.from("this is no tensor at all")],
  ["Fortran order", header("{'descr': '<f4', 'fortran_order': True, 'shape': (4,), }")],
  ["doubles", header("{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }")],
  ["big-endian numbers", header("{'descr': '>f4', 'fortran_order': False, 'shape': (4,), }")],
  ["a file that is cut off", header("{'descr': '<f4', 'fortran_order': False, 'shape': (5,), }")],
])("%s is refused with the file's name", (_what, bytes) => {
  writeFileSync(path, bytes);
  expect(() => readNpy(path)).toThrow(/tensor\.npy: expected/);
});

test("a missing file is named", () => {
  expect(() => readNpy(join(folder, "absent.npy"))).toThrow(/absent\.npy: the tensor cannot be read/);
});
