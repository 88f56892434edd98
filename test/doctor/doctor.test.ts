/** The doctor as a program, and what it says in cases that this machine is not in. */

import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { formatChecks } from "../../src/doctor/check.ts";
import { ADD_CUDA, checkDevices } from "../../src/doctor/check-devices.ts";
import { checkFfmpeg } from "../../src/doctor/check-ffmpeg.ts";
import { checkDataFolder, checkDisk, checkNode, judgeDisk } from "../../src/doctor/check-machine.ts";
import { checkPack } from "../../src/doctor/check-pack.ts";
import { loadConfig } from "../../src/config.ts";
import { freshFolder } from "../support/fresh-folder.ts";
import { runProgram } from "../support/running-program.ts";

const report = z.object({
  checks: z.array(z.object({ state: z.enum(["ok", "advice", "fault"]), name: z.string(), found: z.string(), todo: z.string().optional() })),
});

async function runDoctor(environment: Record<string, string>) {
  const doctor = runProgram("src/doctor/main.ts", ["--json"], environment);
  const line = await doctor.lines.next();
  const { checks } = report.parse(JSON.parse(line.value));
  return { exitCode: await doctor.ended, checks, named: (name: string) => checks.find((check) => check.name === name) };
}

const works = async () => undefined;
const noCards = async () => [];
const oldOnly = async () => ({ ffmpeg: "/npm/ffmpeg", ffprobe: "/npm/ffprobe", version: "N-92718-g092cb17983", bundled: true });

test("the doctor examines everything here, and exits with 1 exactly for a fault", async () => {
  const { checks, exitCode, named } = await runDoctor({ DATA_DIR: freshFolder() });
  expect(checks.map((check) => check.name)).toEqual(["settings", "Node", "npm", "data folder", "disk", "ffmpeg", "pack", "CPU", "CUDA", "WebGPU"]);
  expect(named("Node")).toEqual({ state: "ok", name: "Node", found: process.versions.node });
  expect(named("CPU")).toEqual({ state: "ok", name: "CPU", found: "works" });
  expect(exitCode).toBe(checks.some((check) => check.state === "fault") ? 1 : 0);
});

test("faults in the settings and a missing pack are told together, each with what to do", async () => {
  const { exitCode, named } = await runDoctor({ WEB_PORT: "high", MEDIA_BUDGET: "much", PACK: freshFolder() });
  expect(exitCode).toBe(1);
  expect(named("settings")?.found).toMatch(/MEDIA_BUDGET.*; WEB_PORT/);
  expect(named("settings")?.todo).toContain(".env.example");
});

test("an NVIDIA GPU that nvidia-smi names gets the command that adds the provider", async () => {
  const folder = freshFolder();
  writeFileSync(join(folder, "nvidia-smi"), '#!/bin/sh\necho "NVIDIA H200"\necho "NVIDIA L4"\n');
  chmodSync(join(folder, "nvidia-smi"), 0o755);
  const { named } = await runDoctor({ PATH: `${folder}:/usr/bin:/bin` });
  expect(named("CUDA")?.found).toMatch(/^NVIDIA H200, NVIDIA L4/);
});

test("a GPU without its provider is advice; with it, it is named as working", async () => {
  const probe = async (device: string) => (device === "cpu" ? undefined : "no such provider");
  const cards = async () => ["NVIDIA H200"];
  const without = (await checkDevices("auto", probe, cards)).find((check) => check.name === "CUDA");
  expect(without).toMatchObject({ state: "advice", found: "NVIDIA H200 seen, but unused: no such provider" });
  if (process.platform === "linux" && process.arch === "x64") expect(without).toMatchObject({ todo: expect.stringContaining(ADD_CUDA) });
  const withIt = (await checkDevices("auto", works, cards)).find((check) => check.name === "CUDA");
  expect(withIt).toEqual({ state: "ok", name: "CUDA", found: "NVIDIA H200" });
});

test("a device that the settings ask for and that does not work is advice, and the asked card is tried", async () => {
  const tried: string[] = [];
  const probe = async (device: string) => {
    tried.push(device);
    return device === "cpu" ? undefined : "missing";
  };
  expect((await checkDevices("cuda:3", probe, noCards)).map((check) => check.state)).toEqual(["ok", "advice", "ok"]);
  expect(tried).toContain("cuda:3");
  expect((await checkDevices("webgpu", probe, noCards)).map((check) => check.state)).toEqual(["ok", "ok", "advice"]);
  expect((await checkDevices("auto", async () => "crashed", noCards)).map((check) => check.state)).toEqual(["fault", "ok", "ok"]);
});

test("an old Node, a full disk and a small disk", async () => {
  expect(checkNode("20.20.2").state).toBe("fault");
  expect(judgeDisk(0.1e9, 1e9)).toMatchObject({ state: "fault", found: "0.1 GB free" });
  expect(judgeDisk(2e9, 10e9)).toMatchObject({ state: "advice", todo: expect.stringContaining("10.0 GB") });
  expect(judgeDisk(20e9, 10e9)).toMatchObject({ state: "ok" });
  expect((await checkDisk(join(freshFolder(), "not", "yet"), 1, 0)).found).toMatch(/GB free$/);
});

test.skipIf(process.getuid?.() === 0)("a data folder without rights is a fault (skipped as root, who may write everywhere)", async () => {
  const folder = join(freshFolder(), "locked");
  mkdirSync(folder, { mode: 0o500 });
  expect((await checkDataFolder(join(folder, "data"))).state).toBe("fault");
});

test.skipIf(process.getuid?.() === 0)(
  "so is one whose store belongs to somebody else, such as root who started it once (skipped as root)",
  async () => {
    const folder = freshFolder();
    writeFileSync(join(folder, "quartet.sqlite"), "", { mode: 0o400 });
    expect(await checkDataFolder(folder)).toMatchObject({ state: "fault", found: expect.stringContaining("quartet.sqlite") });
  },
);

test("a data folder that can be made is fine", async () => {
  expect((await checkDataFolder(join(freshFolder(), "not", "yet"))).state).toBe("ok");
});

test("an ffmpeg that is named and does not work is a fault", async () => {
  const config = loadConfig({ FFMPEG_PATH: "/nowhere/ffmpeg", DATA_DIR: freshFolder() });
  expect(await checkFfmpeg(config)).toMatchObject({ state: "fault", found: expect.stringContaining("/nowhere/ffmpeg") });
});

test("the old ffmpeg of npm is advice on the page, and a fault where Discord or Slack would not start with it", async () => {
  const stateWith = async (settings: Record<string, string>) => (await checkFfmpeg(loadConfig(settings), oldOnly)).state;
  expect(await stateWith({})).toBe("advice");
  expect(await stateWith({ DISCORD_TOKEN: "t" })).toBe("fault");
  expect(await stateWith({ SLACK_BOT_TOKEN: "xoxb", SLACK_APP_TOKEN: "xapp" })).toBe("fault");
  expect(await stateWith({ DISCORD_TOKEN: "t", ALLOW_BUNDLED_FFMPEG: "1" })).toBe("advice");
});

test("a pack with a damaged manifest is a fault that names the file", async () => {
  const folder = freshFolder();
  writeFileSync(join(folder, "manifest.json"), "{");
  expect(await checkPack(folder)).toMatchObject({ state: "fault", found: expect.stringMatching(/^manifest\.json: /) });
});

test("the table has one line a check and says beneath it what to do", () => {
  const text = formatChecks([
    { state: "ok", name: "Node", found: "24" },
    { state: "advice", name: "ffmpeg", found: "old", todo: "install" },
  ]);
  expect(text).toBe("ok      Node    24\nadvice  ffmpeg  old\n                -> install");
});

test("a pack that may not be used commercially is fine, and said to be so", async () => {
  const found = await checkPack(join(import.meta.dirname, "../fixtures/next-gpt/pack"));
  expect(found).toMatchObject({ state: "advice", todo: expect.stringContaining("non-commercial") });
});
