/** The unit, the Dockerfile and the compose file name what exists: paths, settings, and one port for health. */

import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { settingNames } from "../src/config.ts";
import { freshFolder } from "./support/fresh-folder.ts";

const read = (path: string) => readFileSync(path, "utf8");
const [unit, dockerfile, compose] = [read("deploy/quartet.service"), read("Dockerfile"), read("compose.yaml")];
const found = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, name = ""]) => name);

test("what they set are settings", () => {
  const inUnit = found(unit, /^Environment=(.+)$/gm).flatMap((line) => found(line, /([A-Z_]+)=/g));
  const inImage = found(dockerfile, /^ENV (.+)$/gm).flatMap((line) => found(line, /([A-Z_]+)=/g));
  const inCompose = found(/ {2}environment:\n((?: {4}.+\n)+)/.exec(compose)?.[1] ?? "", /^ +([A-Z_]+):/gm);
  for (const names of [inUnit, inImage, inCompose]) {
    expect(names).toContain("OPS_PORT");
    expect(names.filter((name) => !settingNames().includes(name))).toEqual([]);
  }
});

test("what they start and copy is here, and goes into the image", () => {
  expect(found(unit, /^ExecStart=\/opt\/quartet\/(\S+) /gm)).toEqual(["node_modules/.bin/node"]);
  const started = [...found(unit, /^ExecStart=.* (\S+\.ts)$/gm), ...found(dockerfile, /^CMD \["(\S+)"\]$/gm)];
  const copied = found(dockerfile, /^COPY (?!--from)(.+) \S+$/gm).flatMap((line) => line.split(" "));
  expect(started).toEqual(["src/main.ts", "src/main.ts"]);
  expect(copied).toContain("src");
  expect([...started, ...copied].filter((path) => !existsSync(path))).toEqual([]);
  const sent = found(read(".dockerignore"), /^!(.+)$/gm);
  expect(copied.filter((path) => !sent.includes(path))).toEqual([]);
});

test("the image runs as nobody in particular, and tells its health by the port that it serves", () => {
  expect(dockerfile).toMatch(/^USER quartet$/m);
  expect(dockerfile).toMatch(/^ENV .*OPS_PORT=\d+/m);
  expect(dockerfile).toMatch(/HEALTHCHECK[\s\S]*process\.env\.OPS_PORT}\/readyz/);
});

test.skipIf(spawnSync("systemd-analyze", ["--version"]).status !== 0)("systemd understands the unit", () => {
  const path = join(freshFolder(), "quartet.service");
  writeFileSync(path, unit.replaceAll("/opt/quartet", process.cwd()));
  const { status, stderr } = spawnSync("systemd-analyze", ["verify", path], { encoding: "utf8" });
  expect(stderr).toBe("");
  expect(status).toBe(0);
});
