/** The operator's door on a whole Quartet: alive, ready only when every part is well, and figures without a single id. */

import { rmSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { Metrics } from "../../src/ops/metrics.ts";
import { Gate, type Readiness } from "../../src/ops/readiness.ts";
import { serveOps } from "../../src/ops/serve.ts";
import { createLogger } from "../../src/logger.ts";
import { type RunOptions, runQuartet } from "../support/running-quartet.ts";
import { makeTalkativePack, SCRIPTED_ASK, SCRIPTED_SEED } from "../support/talkative-pack.ts";

async function run(options: Omit<RunOptions, "metrics"> = {}) {
  const [gate, metrics] = [new Gate(), new Metrics()];
  const door = await serveOps({ host: "127.0.0.1", port: 0 }, { gate, metrics, logger: createLogger({ level: "silent", format: "json" }) });
  onTestFinished(() => door[Symbol.asyncDispose]());
  const ask = (path: string, method = "GET") => fetch(new URL(path, door.url), { method });
  const readiness = async () => {
    const response = await ask("readyz");
    const said = (await response.json()) as Readiness;
    expect(response.status).toBe(said.isReady ? 200 : 503);
    return said;
  };
  const before = await readiness();
  const running = await runQuartet({ ...options, metrics });
  gate.open(running.quartet.checks());
  const until = async (isMeant: (said: Readiness) => boolean) => {
    for (;;) {
      const said = await readiness();
      if (isMeant(said)) return said;
    }
  };
  const read = async () => {
    const response = await ask("metrics");
    expect(response.headers.get("content-type")).toContain("text/plain; version=0.0.4");
    return await response.text();
  };
  return { ...running, gate, ask, readiness, until, read, before };
}

const WELL = { store: true, core: true, media: true, web: true };

test("Quartet is ready once everything is started, and not any more when it stops", async () => {
  const { before, readiness, gate, ask } = await run();
  expect(before).toEqual({ isReady: false, phase: "starting", parts: {} });
  expect(await readiness()).toEqual({ isReady: true, phase: "running", parts: WELL });
  gate.close();
  expect(await readiness()).toEqual({ isReady: false, phase: "stopping", parts: WELL });
  expect((await ask("healthz")).status).toBe(200);
  expect((await ask("nowhere")).status).toBe(404);
  expect((await ask("readyz", "POST")).status).toBe(405);
});

test("a part that is not well is named until it is well again", async () => {
  const { quartet, until, log, readiness, read } = await run();
  quartet.store.database.exec("PRAGMA query_only = ON");
  expect(await readiness()).toMatchObject({ isReady: false, parts: { ...WELL, store: false } });
  quartet.store.database.exec("PRAGMA query_only = OFF");
  expect(await readiness()).toMatchObject({ isReady: true });
  process.kill(Number(/"pid":(\d+)/.exec(log.join(""))?.[1]), "SIGKILL");
  expect(await until(({ isReady }) => !isReady)).toMatchObject({ parts: { ...WELL, core: false } });
  await until(({ isReady }) => isReady);
  expect(valuesOf(await read(), "quartet_process_crashes")).toEqual({ 'process="core"': 1, 'process="media"': 0 });
});

test("figures tell of queue, waits, runs, tokens, memory and disk, and hold no word and no id", async () => {
  const { adapter, read } = await run({ packFolder: await makeTalkativePack(["image", "audio"]), settings: { MEDIA_BUDGET: "5MB" } });
  await adapter.until(await adapter.say(SCRIPTED_ASK, { wish: { seed: SCRIPTED_SEED } }));
  await adapter.until(await adapter.say("a blue boat", { wish: { modalities: [] } }));
  const text = await read();
  expect(sum(text, "quartet_run_seconds_count")).toBe(2);
  expect(valuesOf(text, "quartet_wait_seconds_count")).toEqual({ 'kind="any"': 1, 'kind="text"': 1 });
  expect(valuesOf(text, "quartet_queue_jobs")).toMatchObject({ 'kind="any",state="waiting"': 0, 'kind="video",state="running"': 0 });
  for (const name of ["quartet_tokens_total", "quartet_tokens_per_second", "quartet_decode_seconds_count", "quartet_media_store_bytes"])
    expect(sum(text, name), name).toBeGreaterThan(0);
  expect(valuesOf(text, "quartet_media_budget_bytes")).toEqual({ "": 5_000_000 });
  expect(valuesOf(text, "quartet_platform_connected")).toEqual({ 'platform="web"': 1 });
  expect(valuesOf(text, "quartet_process_up")).toEqual({ 'process="core"': 1, 'process="media"': 1 });
  const { 'process="core"': coreBytes = 0 } = valuesOf(text, "quartet_process_resident_bytes");
  if (process.platform === "linux") expect(coreBytes).toBeGreaterThan(20e6);
  const { 'state="free"': free = 0, 'state="all"': all = 0 } = valuesOf(text, "quartet_disk_bytes");
  expect(free).toBeGreaterThan(0);
  expect(free).toBeLessThan(all);
  expect(sum(text, "process_resident_memory_bytes")).toBeGreaterThan(20e6);
  for (const secret of ["ana", "room", "boat", "m1"]) expect(text.toLowerCase(), secret).not.toMatch(new RegExp(`\\b${secret}\\b`));
});

test("a figure that cannot be had takes no other with it", async () => {
  const { quartet, folder, read } = await run();
  rmSync(join(folder, "data"), { recursive: true });
  quartet.store.close();
  const text = await read();
  expect(valuesOf(text, "quartet_disk_bytes")).toEqual({});
  expect(valuesOf(text, "quartet_media_store_bytes")).toEqual({ "": Number.NaN });
  expect(valuesOf(text, "quartet_process_up")).toEqual({ 'process="core"': 1, 'process="media"': 1 });
});

/** By the labels as they stand there. */
function valuesOf(text: string, name: string): Record<string, number> {
  const lines = [...text.matchAll(new RegExp(`^${name}(?:\\{(.*)\\})? (\\S+)$`, "gm"))];
  return Object.fromEntries(lines.map(([, labels = "", value]) => [labels, Number(value)]));
}

function sum(text: string, name: string): number {
  return Object.values(valuesOf(text, name)).reduce((total, value) => total + value, 0);
}
