/** Every file of the product keeps the rules, and the checker sees each fault that is planted. */

import { expect, test } from "vitest";
import { findFaults, findMissingAdapterFiles, readSources } from "./support/boundary.ts";

const sources = readSources();

test("the product keeps the rules", () => {
  expect(sources.length).toBeGreaterThan(20);
  expect(sources.flatMap(findFaults)).toEqual([]);
});

test("each adapter begins with the same four files", () => {
  expect(findMissingAdapterFiles(sources.map((source) => source.path))).toEqual([]);
});

const header = "/** Planted. */\n";

test.each([
  ["src/pipeline.ts", 'import { createWebAdapter } from "../adapters/web/adapter.ts";', "only src/main.ts may know the adapters"],
  ["src/core/answer.ts", 'const adapter = await import("../../adapters/web/adapter.ts");', "only src/main.ts may know the adapters"],
  ["adapters/web/adapter.ts", 'import { Client } from "discord.js";', "whose only home is adapters/discord/"],
  ["src/router/route.ts", 'import bolt from "@slack/bolt";', "whose only home is adapters/slack/"],
  ["src/core/llm/llm.ts", 'import * as ort from "onnxruntime-node";', "whose only home is src/core/runtime/"],
  ["adapters/web/deliver.ts", 'const sharp = (await import("sharp")).default;', "whose only home is src/media/"],
  ["src/jobs/inbox.ts", 'import { DatabaseSync } from "node:sqlite";', "whose only home is src/store/"],
  ["src/jobs/inbox.ts", 'import Keyv from "keyv";', "whose only home is src/conversation/"],
  ["src/jobs/desk.ts", 'import { Counter } from "prom-client";', "whose only home is src/ops/"],
  ["src/router/route.ts", 'import { request } from "node:https";', "downloads pass src/media/fetch.ts only"],
  ["src/router/route.ts", "const answer = await fetch(url);", "downloads pass src/media/fetch.ts only"],
  ["src/main.ts", "const level = process.env.LOG_LEVEL;", "only src/config.ts may"],
  ["src/main.ts", 'const level = process["env"].LOG_LEVEL;', "only src/config.ts may"],
  ["src/main.ts", 'throw new Error("no");', "throws a bare Error"],
  ["src/main.ts", "const value: any = 1;", "uses any"],
  ["src/main.ts", "const value = other as any;", "uses any"],
  ["src/main.ts", "const value = list[0]!.name;", "non-null assertion"],
  ["src/main.ts", 'export * from "./errors.ts";', "re-exports"],
  ["src/main.ts", "export class QueueManager {}", "Manager, Helper or Service"],
  ["src/main.ts", "switch (part.type) { case 'text': break; }", "satisfies never"],
  ["src/main.ts", "// @ts-ignore", "silences a checker"],
  ["src/main.ts", `// ${"TO"}DO later`, "holds a TODO"],
  ["src/main.ts", "const a = 1;\n".repeat(250), "251 lines"],
  ["src/pipeline.ts", "const a = 1;\n".repeat(80), "81 lines, at most 80"],
  ["src/core/answer.ts", "const a = 1;\n".repeat(80), "81 lines, at most 80"],
  ["src/turn/index.ts", "const a = 1;", "is a barrel"],
  ["src/turn/turnId.ts", "const a = 1;", "kebab-case"],
])("a fault planted in %s is found: %s", (path, text, fault) => {
  const faults = findFaults({ path, text: header + text });
  expect(faults).toHaveLength(1);
  expect(faults[0]).toContain(fault);
});

test("a file without its opening comment is found", () => {
  expect(findFaults({ path: "src/main.ts", text: "const a = 1;" })).toEqual(["src/main.ts: does not open with /** what it knows */"]);
});

test("words in comments and strings, and what has its home, are no faults", () => {
  const text = `${header}// process.env and fetch( and any\nimport { backup } from "node:sqlite";\nconst a = "process.env: any";\nif (a !== "b" && !a) app.fetch(a);\n`;
  expect(findFaults({ path: "src/store/store.ts", text })).toEqual([]);
  expect(findFaults({ path: "src/config.ts", text: `${header}const a = process.env;\n` })).toEqual([]);
  expect(findFaults({ path: "src/main.ts", text: `${header}import { a } from "../adapters/web/adapter.ts";\n` })).toEqual([]);
  expect(findFaults({ path: "src/media/fetch.ts", text: `${header}const a = await fetch("http://a//b");\n` })).toEqual([]);
});

test("an adapter without its four files is found", () => {
  const paths = ["adapters/web/adapter.ts", "adapters/web/parse.ts", "adapters/web/limits.ts", "adapters/web/page/app.ts"];
  expect(findMissingAdapterFiles(paths)).toEqual([expect.stringMatching(/^adapters\/web\/deliver\.ts: expected/)]);
});
