/** The door to onnxruntime, with a graph of one node, and what it refuses before anything native sees it. */

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { bindSizes, checkTensors } from "../../../src/core/runtime/check-tensors.ts";
import { closeSteps, runGraph, runSteps, type Steps } from "../../../src/core/runtime/graph-run.ts";
import { PROBE_GRAPH } from "../../../src/core/runtime/probe-graph.ts";
import { openSession } from "../../../src/core/runtime/session.ts";
import { float32, int64, type Tensor } from "../../../src/core/runtime/tensor.ts";
import { CancelledError, ModelError } from "../../../src/errors.ts";

const folder = mkdtempSync(join(tmpdir(), "quartet-session-"));
const path = join(folder, "square.onnx");
writeFileSync(path, PROBE_GRAPH);
afterAll(() => rmSync(folder, { recursive: true }));

const open = () => openSession(path, { type: "cpu" }, { name: "square", threads: 1 });

function* powers(session: Awaited<ReturnType<typeof open>>, times: number): Steps<number[]> {
  let values = float32([2], Float32Array.of(2, 3));
  for (let i = 0; i < times; i += 1) values = yield* runGraph(session, { x: values }, "y");
  return [...values.data];
}

describe("a session", () => {
  test("says what it takes and gives, and runs", async () => {
    await using session = await open();
    expect(session.inputs).toEqual([{ name: "x", dtype: "float32", shape: [2] }]);
    expect(session.unitLimitMs).toBe(2000);
    const { y } = await session.run({ x: float32([2], Float32Array.of(3, 4)) });
    expect(y).toEqual({ dtype: "float32", shape: [2], data: Float32Array.of(9, 16) });
  });

  test.each<[string, Record<string, Tensor>, RegExp]>([
    ["a missing input", {}, /input "x": expected float32 \[2\], got nothing/],
    ["another name", { z: float32([2], new Float32Array(2)) }, /expected x, got also "z"/],
    ["another type", { x: int64([2], new BigInt64Array(2)) }, /expected float32 \[2\], got int64/],
    ["another size", { x: float32([3], new Float32Array(3)) }, /axis 0 must be 2/],
    ["another rank", { x: float32([1, 2], new Float32Array(2)) }, /got float32 \[1, 2\]/],
    ["fewer values than the shape says", { x: float32([2], new Float32Array(1)) }, /of 1 values/],
  ])("refuses %s", async (_, feeds, message) => {
    await using session = await open();
    await expect(session.run(feeds)).rejects.toThrow(message);
    await expect(session.run(feeds)).rejects.toBeInstanceOf(ModelError);
  });

  test("a file that is no graph is a clear fault", async () => {
    const broken = join(folder, "broken.onnx");
    writeFileSync(broken, PROBE_GRAPH.subarray(0, 30));
    await expect(openSession(broken, { type: "cpu" }, { name: "broken" })).rejects.toThrow(/Graph broken cannot be opened on cpu/);
  });
});

describe("symbolic sizes", () => {
  const specs = [
    { name: "embeds", dtype: "float32" as const, shape: [1, "tokens"] },
    { name: "key", dtype: "float32" as const, shape: ["past"] },
    { name: "value", dtype: "float32" as const, shape: ["past"] },
  ];
  const vector = (size: number) => float32([size], new Float32Array(size));
  const check = (tokens: number, key: number, value: number) => () =>
    checkTensors(
      "Graph",
      specs,
      { embeds: float32([1, tokens], new Float32Array(tokens)), key: vector(key), value: vector(value) },
      bindSizes({ tokens: 8, past: 8 }),
    );

  test("may vary, and only the past may be empty", () => {
    expect(check(8, 0, 0)).not.toThrow();
    expect(check(1, 8, 8)).not.toThrow();
    expect(check(0, 1, 1)).toThrow(/must not be empty/);
  });

  test("must agree within a run and stay under their limit", () => {
    expect(check(1, 2, 3)).toThrow(/must be 2 like every past of this run/);
    expect(check(9, 0, 0)).toThrow(/must be at most 8/);
  });
});

describe("steps", () => {
  test("run one graph after another to their result", async () => {
    await using session = await open();
    expect(await runSteps(powers(session, 3))).toEqual([256, 6561]);
  });

  test("stop after the run in flight once the signal is aborted", async () => {
    await using session = await open();
    const abort = new AbortController();
    let runs = 0;
    const counting = {
      ...session,
      run: (feeds: Parameters<typeof session.run>[0]) => {
        runs += 1;
        if (runs === 2) abort.abort();
        return session.run(feeds);
      },
    };
    await expect(runSteps(powers(counting, 5), { signal: abort.signal })).rejects.toBeInstanceOf(CancelledError);
    expect(runs).toBe(2);
  });

  test("closing them runs nothing more", async () => {
    await using session = await open();
    const steps = powers(session, 5);
    expect(steps.next().done).toBe(false);
    closeSteps(steps);
    expect(steps.next()).toEqual({ done: true, value: undefined });
  });
});
