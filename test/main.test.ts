/** The program itself: it starts, says where it is, and ends in good order; faults are one clear sentence. */

import { execFile } from "node:child_process";
import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { freshFolder } from "./support/fresh-folder.ts";
import { runProgram } from "./support/running-program.ts";
import { TINY_PACK } from "./support/scripted-pack.ts";

function settings(folder: string): NodeJS.ProcessEnv {
  return { DATA_DIR: join(folder, "data"), PACK: TINY_PACK, DEVICE: "cpu", WEB_PORT: "0", LOG_LEVEL: "silent" };
}

test.each(["SIGTERM", "SIGINT"] as const)("prints the address where the page answers, and ends on %s", async (signal) => {
  const program = runProgram("src/main.ts", [], settings(freshFolder()));
  const { value: line = "" } = await program.lines.next();
  const [url = ""] = /http:\S+/.exec(line) ?? expect.unreachable(`expected an address, got: ${line}`);
  expect((await fetch(url)).status).toBe(200);
  program.process.kill(signal);
  expect(await program.ended).toBe(0);
});

test("the operator's door tells that it is ready once the page answers, and is gone with the program", async () => {
  const program = runProgram("src/main.ts", [], { ...settings(freshFolder()), OPS_PORT: "0", LOG_LEVEL: "info", LOG_FORMAT: "json" });
  let door: string | undefined;
  for await (const line of program.lines) {
    door ??= /"address":"(http[^"]+)"/.exec(line)?.[1];
    if (line.startsWith("Quartet is at")) break;
  }
  expect((await fetch(`${door}readyz`)).status).toBe(200);
  program.process.kill("SIGTERM");
  expect(await program.ended).toBe(0);
  await expect(fetch(`${door}healthz`)).rejects.toThrow();
});

test("a pack with a damaged graph ends the start with a sentence that names the file", async () => {
  const folder = freshFolder();
  const pack = join(folder, "pack");
  cpSync(TINY_PACK, pack, { recursive: true });
  rmSync(join(pack, "unconditional.f32"));
  const { code, errors } = await runToEnd({ ...settings(folder), PACK: pack });
  expect(errors).toMatch(/^unconditional\.f32: .*\n$/);
  expect(code).toBe(1);
});

test("every fault of the settings is named, and nothing starts", async () => {
  const { code, errors } = await runToEnd({ ...settings(freshFolder()), WEB_PORT: "door", LOG_LEVEL: "loud" });
  expect(errors).toMatch(/WEB_PORT[\s\S]*LOG_LEVEL/);
  expect(code).toBe(1);
});

function runToEnd(environment: NodeJS.ProcessEnv): Promise<{ code: number | undefined; errors: string }> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, ["src/main.ts"], { env: environment }, (_, _output, errors) =>
      resolve({ code: child.exitCode ?? undefined, errors }),
    );
  });
}
