/** The settings: defaults, forms, faults all at once, and that .env.example tells the truth. */

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseEnv } from "node:util";
import { expect, test } from "vitest";
import { loadConfig, settingNames } from "../src/config.ts";
import { ConfigError } from "../src/errors.ts";
import { freshFolder } from "./support/fresh-folder.ts";
import { runProgram } from "./support/running-program.ts";

const example = readFileSync(".env.example", "utf8");

function faultsOf(environment: Record<string, string>): readonly string[] {
  try {
    loadConfig(environment);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
}

test("an empty environment gives a machine that serves its own person", () => {
  const config = loadConfig({});
  expect(config.dataFolder).toBe(resolve("data"));
  expect(config.store).toEqual({ mediaBudgetBytes: 10e9 });
  expect(config.core).toEqual({ packFolder: resolve("models/storybook"), device: "auto", environment: {} });
  expect(config.web).toEqual({ host: "127.0.0.1", port: 4747 });
});

test("the core's process gets what drivers need, and no secret", () => {
  const { environment } = loadConfig({ CUDA_VISIBLE_DEVICES: "1", WEB_TOKEN: "a-long-enough-secret", HOME: "/home/somebody" }).core;
  expect(environment).toEqual({ CUDA_VISIBLE_DEVICES: "1" });
});

test(".env.example lists exactly the settings, with their defaults", () => {
  const listed = example.split("\n").flatMap((line) => /^([A-Z_]+)=/.exec(line)?.[1] ?? []);
  expect(listed).toEqual(settingNames());
  expect(loadConfig(parseEnv(example))).toEqual(loadConfig({}));
});

test(".env.example explains each setting in one comment line", () => {
  const lines = example.trimEnd().split("\n");
  expect(lines.map((line) => line.startsWith("# "))).toEqual(lines.map((_, index) => index % 2 === 0));
});

test.each([
  ["25MB", 25_000_000],
  ["10GB", 10_000_000_000],
  ["1.5 GiB", 1_610_612_736],
  ["512b", 512],
])("a budget of %s is %d bytes", (text, size) => {
  expect(loadConfig({ MEDIA_BUDGET: text }).store.mediaBudgetBytes).toBe(size);
});

test.each(["auto", "cpu", "webgpu", "cuda", "cuda:1"])("DEVICE=%s is taken as it is", (device) => {
  expect(loadConfig({ DEVICE: device }).core.device).toBe(device);
});

test("SHARDS is a number of connections, or left to Discord", () => {
  const shardsOf = (SHARDS: string) => loadConfig({ DISCORD_TOKEN: "t", SHARDS }).discord?.shards;
  expect([shardsOf("auto"), shardsOf("3"), loadConfig({ DISCORD_TOKEN: "t" }).discord?.shards]).toEqual(["auto", 3, "auto"]);
  expect(faultsOf({ SHARDS: "many" })).toEqual(['SHARDS: expected auto or a whole number from 1 to 999, got "many"']);
});

test("every fault is told at once, with what was expected and what came", () => {
  const faults = faultsOf({ MEDIA_BUDGET: "lots", DEVICE: "cuda:x", WEB_PORT: "70000", LOG_LEVEL: "loud", WEB_HOST: "0.0.0.0" });
  expect(faults).toEqual([
    'MEDIA_BUDGET: expected a size such as "25MB" or "10GB", got "lots"',
    'DEVICE: expected auto, cpu, webgpu, cuda or cuda:N, got "cuda:x"',
    'WEB_PORT: expected a whole number from 0 to 65535, got "70000"',
    'LOG_LEVEL: expected one of trace, debug, info, warn, error, fatal, silent, got "loud"',
    'WEB_TOKEN: expected a token of at least 16 characters, because WEB_HOST "0.0.0.0" opens the page to other machines',
  ]);
});

test("the operator's door is shut until it gets a port, and stays on loopback until it is told otherwise", () => {
  expect(loadConfig({}).ops).toBeUndefined();
  expect(loadConfig({ OPS_PORT: "9464" }).ops).toEqual({ host: "127.0.0.1", port: 9464 });
  expect(loadConfig({ OPS_PORT: "0", OPS_HOST: "10.0.0.1" }).ops).toEqual({ host: "10.0.0.1", port: 0 });
});

test("a fault never repeats a secret", () => {
  const faults = faultsOf({ WEB_TOKEN: "hunter2" });
  expect(faults).toHaveLength(1);
  expect(faults.join()).not.toContain("hunter2");
});

test("an open page with a token, and hosts in a list", () => {
  const config = loadConfig({ WEB_HOST: "0.0.0.0", WEB_TOKEN: "0123456789abcdef", MEDIA_HOSTS: "a.example, b.example," });
  expect(config.web).toEqual({ host: "0.0.0.0", port: 4747, token: "0123456789abcdef" });
  expect(config.media.hosts).toEqual(["a.example", "b.example"]);
});

/** What a program that is started beside such a `.env` reads there, or the faults that it finds. */
async function readBeside(write: (path: string) => void, LANGUAGE = "de"): Promise<unknown> {
  const folder = freshFolder();
  write(join(folder, ".env"));
  const program = join(folder, "read.ts");
  const [config, errors] = ["config", "errors"].map((name) => join(import.meta.dirname, `../src/${name}.ts`));
  writeFileSync(
    program,
    `import { loadConfig } from "${config}";\nimport { ConfigError } from "${errors}";\nprocess.chdir(import.meta.dirname);\nlet said;\n` +
      "try { const { web, language } = loadConfig(); said = [web.port, language]; } catch (error) { said = error instanceof ConfigError ? error.faults : String(error); }\n" +
      "console.log(JSON.stringify(said));\n",
  );
  const { lines } = runProgram(program, [], { LANGUAGE });
  return JSON.parse((await lines.next()).value);
}

test("beneath the environment lies .env, also with the mark that Windows puts before its first setting", async () => {
  expect(await readBeside((path) => writeFileSync(path, "WEB_PORT=4800\nLANGUAGE=en\n"))).toEqual([4800, "de"]);
  expect(await readBeside((path) => writeFileSync(path, "\uFEFFWEB_PORT=4800\r\nLANGUAGE=en\r\n"))).toEqual([4800, "de"]);
});

test("a .env that cannot be read is a fault of the settings, and no riddle", async () => {
  expect(await readBeside((path) => mkdirSync(path))).toEqual([expect.stringMatching(/^\.env: cannot be read \(EISDIR\)/)]);
  const inTwoBytes = Buffer.from("\uFEFFWEB_PORT=4800\r\n", "utf16le");
  expect(await readBeside((path) => writeFileSync(path, inTwoBytes))).toEqual([expect.stringMatching(/^\.env: expected .*UTF-8/)]);
});

test("the LANGUAGE that a desktop sets for gettext prevents no start, and gives way to that of .env", async () => {
  const languageOf = (LANGUAGE: string) => loadConfig({ LANGUAGE }).language;
  expect(["en_US:en", "de_AT:de", "fr_FR:de:en", "fr_FR.UTF-8", "pt:pt_BR", "C"].map(languageOf)).toEqual(["en", "de", "de", "en", "en", "en"]);
  expect(faultsOf({ LANGUAGE: "german" })).toEqual(['LANGUAGE: expected one of en, de, got "german"']);
  expect(await readBeside((path) => writeFileSync(path, "LANGUAGE=de\n"), "en_US:en")).toEqual([4747, "de"]);
});
