import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { ModelError } from "../../src/errors.ts";
import type { Steps } from "../../src/core/runtime/graph-run.ts";
import { PROBE_GRAPH } from "../../src/core/runtime/probe-graph.ts";
import { openSession, type Session } from "../../src/core/runtime/session.ts";
import { float32 } from "../../src/core/runtime/tensor.ts";
import { Heartbeat } from "../../src/core/heartbeat.ts";
import { Task } from "../../src/core/task.ts";
import { WorkLoop } from "../../src/core/work-loop.ts";
import { freshFolder } from "../support/fresh-folder.ts";

let square: Session;

beforeEach(async () => {
  const path = join(freshFolder(), "square.onnx");
  writeFileSync(path, PROBE_GRAPH);
  const session = await openSession(path, { type: "cpu" }, { name: "square" });
  onTestFinished(() => session[Symbol.asyncDispose]());
  square = session;
});

/** `runs` runs of a graph, each noted by name; a slow one keeps the thread for so long after each. */
function* work(name: string, runs: number, order: string[], busyMs = 0): Steps<string> {
  for (let run = 0; run < runs; run++) {
    const { y } = yield { session: square, feeds: { x: float32([2], Float32Array.from([run, 2])) } };
    expect([...(y?.data ?? [])]).toEqual([run * run, 4]);
    for (const until = performance.now() + busyMs; performance.now() < until; );
    order.push(name);
  }
  return name;
}

function start<R>(steps: Steps<R>, add: (task: Task<R>) => void): { task: Task<R>; ended: Promise<R> } {
  const { promise, resolve, reject } = Promise.withResolvers<R>();
  const task = new Task(steps, (end) => (end.type === "done" ? resolve(end.value) : reject(end.error)));
  add(task);
  return { task, ended: promise };
}

test("text takes turns and goes before media", async () => {
  const [loop, order]: [WorkLoop, string[]] = [new WorkLoop(), []];
  const all = [
    start(work("medium", 2, order), (task) => loop.addMedium("a", task)),
    start(work("one", 3, order), (task) => loop.addText(task)),
    start(work("two", 2, order), (task) => loop.addText(task)),
  ];
  expect(await Promise.all(all.map(({ ended }) => ended))).toEqual(["medium", "one", "two"]);
  expect(order).toEqual(["one", "two", "one", "two", "one", "medium", "medium"]);
  expect(loop.modelTimeMs).toBeGreaterThan(0);
});

test("the oldest medium of the conversation served least comes next", async () => {
  const [loop, order]: [WorkLoop, string[]] = [new WorkLoop(), []];
  const first = ["a1", "a2", "a3"].map((name) => start(work(name, 4, order, 3), (task) => loop.addMedium("a", task)));
  const other = start(work("b1", 4, order, 3), (task) => loop.addMedium("b", task));
  await other.ended;
  const before = order.slice(0, order.lastIndexOf("b1") + 1);
  expect(before.filter((name) => name === "b1")).toHaveLength(4);
  expect(before.filter((name) => name.startsWith("a")).length).toBeLessThanOrEqual(6);
  expect(order).not.toContain("a3");
  await Promise.all(first.map(({ ended }) => ended));
});

test("a failing run ends its own task only", async () => {
  const [loop, order]: [WorkLoop, string[]] = [new WorkLoop(), []];
  const closed: string[] = [];
  const failing = start(
    (function* (): Steps<void> {
      try {
        yield { session: square, feeds: { x: float32([3], new Float32Array(3)) } };
      } finally {
        closed.push("failing");
      }
    })(),
    (task) => loop.addText(task),
  );
  const good = start(work("good", 2, order), (task) => loop.addText(task));
  await expect(failing.ended).rejects.toThrow(ModelError);
  expect(await good.ended).toBe("good");
  expect(closed).toEqual(["failing"]);
});

test("messages are served between runs, and a cancel takes effect before the next one", async () => {
  const [loop, order]: [WorkLoop, string[]] = [new WorkLoop(), []];
  const endless = start(work("endless", Number.POSITIVE_INFINITY, order), (task) => loop.addMedium("a", task));
  await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
  endless.task.cancel();
  const runs = order.length;
  const after = start(work("after", 1, order), (task) => loop.addMedium("b", task));
  await after.ended;
  expect(endless.task.isOver).toBe(true);
  expect(order.slice(runs)).toEqual(["after"]);
});

test("a silent core is noticed after five seconds, or after the longest run that it declared", () => {
  vi.useFakeTimers();
  const silences: number[] = [];
  let pings = 0;
  const heartbeat = new Heartbeat(
    () => pings++,
    (silentMs) => silences.push(silentMs),
  );
  vi.advanceTimersByTime(4_000);
  heartbeat.heard(8_000);
  vi.advanceTimersByTime(8_000);
  expect([pings, silences]).toEqual([12, []]);
  vi.advanceTimersByTime(10_000);
  expect(silences).toEqual([9_000]);
  vi.useRealTimers();
});
