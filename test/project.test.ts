/** What the repository says about itself: the lock file's platforms, third parties, scripts and the ways into the project. */

import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { makeThirdParty } from "../bin/third-party.ts";

const lock = z.object({
  packages: z.record(z.string(), z.looseObject({ hasInstallScript: z.boolean().optional(), resolved: z.string().optional() })),
});
const packages = Object.keys(lock.parse(JSON.parse(readFileSync("package-lock.json", "utf8"))).packages).map((path) =>
  path.replace(/^node_modules\//, ""),
);

const manifest = z
  .object({ scripts: z.record(z.string(), z.string()), allowScripts: z.record(z.string(), z.boolean()) })
  .parse(JSON.parse(readFileSync("package.json", "utf8")));

/** Every supported platform, as the packages with binaries spell it. */
const PLATFORMS = [
  { name: "linux x64", sharp: "linux-x64", biome: "linux-x64", rolldown: "linux-x64-gnu" },
  { name: "linux arm64", sharp: "linux-arm64", biome: "linux-arm64", rolldown: "linux-arm64-gnu" },
  { name: "macOS arm64", sharp: "darwin-arm64", biome: "darwin-arm64", rolldown: "darwin-arm64" },
  { name: "Windows x64", sharp: "win32-x64", biome: "win32-x64", rolldown: "win32-x64-msvc" },
];

test.each(PLATFORMS)("the lock file has every binary for $name", ({ sharp, biome, rolldown }) => {
  const libvips = sharp.startsWith("win32") ? [] : [`@img/sharp-libvips-${sharp}`];
  const wanted = [
    ...[`@img/sharp-${sharp}`, ...libvips, `@ffmpeg-installer/${sharp}`, `@ffprobe-installer/${sharp}`],
    ...[`@biomejs/cli-${biome}`, `@typescript/typescript-${sharp}`, `@rolldown/binding-${rolldown}`, `lightningcss-${rolldown}`],
  ];
  expect(wanted.filter((name) => !packages.includes(name))).toEqual([]);
});

test.each(["linux/x64", "linux/arm64", "darwin/arm64", "win32/x64"])("onnxruntime-node ships its binary for %s", (platform) => {
  expect(existsSync(join("node_modules/onnxruntime-node/bin/napi-v6", platform, "onnxruntime_binding.node"))).toBe(true);
});

test("every package of a supported platform with an install script is allowed or denied by name", () => {
  const { packages: entries } = lock.parse(JSON.parse(readFileSync("package-lock.json", "utf8")));
  const withScript = Object.entries(entries).flatMap(([path, entry]) => (entry.hasInstallScript ? [path.replace(/^node_modules\//, "")] : []));
  const foreign = /-(darwin-x64|linux-arm|linux-ia32|win32-ia32)$|\/(darwin-x64|linux-arm|linux-ia32|win32-ia32)$/;
  expect(withScript.filter((name) => !foreign.test(name)).sort()).toEqual(Object.keys(manifest.allowScripts).sort());
});

test("the lock file names no registry but npm's", () => {
  expect(readFileSync("package-lock.json", "utf8").match(/"resolved": "(?!https:\/\/registry\.npmjs\.org\/)[^"]*"/g)).toBeNull();
});

test("THIRD_PARTY.md is what `npm run third-party` writes", () => {
  expect(readFileSync("THIRD_PARTY.md", "utf8")).toBe(makeThirdParty());
});

test("every npm script makes sure of its Node first", () => {
  for (const [name, script] of Object.entries(manifest.scripts)) expect(script, name).toMatch(/^node bin\/require-node\.cjs && /);
});

test("the Node check lets this Node pass, and tells an older one what to do", () => {
  expect(spawnSync(process.execPath, ["bin/require-node.cjs"]).status).toBe(0);
  const asOlder = 'Object.defineProperty(process.versions, "node", { value: "20.1.0" }); require("./bin/require-node.cjs");';
  const older = spawnSync(process.execPath, ["-e", asOlder], { encoding: "utf8" });
  expect(older.status).toBe(1);
  expect(older.stderr.trim().split("\n")).toHaveLength(1);
  expect(older.stderr).toContain('run "npm ci" again without --ignore-scripts');
});
