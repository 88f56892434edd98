/** The program itself: it starts, says where it is, and ends in good order; faults are one clear sentence. */

import { execFile } from "node:child_process";
import { once } from "node:events";
import { cpSync, rmSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { expect, test } from "vitest";
import { WebClient } from "./adapters/web/web-client.ts";
import { freshFolder } from "./support/fresh-folder.ts";
import { runProgram } from "./support/running-program.ts";
import { TINY_PACK } from "./support/scripted-pack.ts";

const NON_COMMERCIAL_PACK = join(import.meta.dirname, "fixtures/next-gpt/pack");

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

test("that a pack is not for commercial use is logged at the start and told by the page's help, in the language that is set", async () => {
  const asked = { PACK: NON_COMMERCIAL_PACK, LANGUAGE: "de", LOG_LEVEL: "warn", LOG_FORMAT: "json" };
  const program = runProgram("src/main.ts", [], { ...settings(freshFolder()), ...asked });
  const logged: string[] = [];
  let url = "";
  for await (const line of program.lines) {
    url = /^Quartet is at (\S+)/.exec(line)?.[1] ?? "";
    if (url !== "") break;
    logged.push(line);
  }
  expect(logged.filter((line) => /CC-BY-NC-SA-4\.0.*non-commercial use only/.test(line))).toHaveLength(1);
  const client = new WebClient(() => url);
  await client.post("/api/person", { name: "Ana" });
  const lines: string[] = JSON.parse((await client.say("/help")).text).text.split("\n");
  expect(lines.filter((line) => line.startsWith("/queue: "))).toHaveLength(1);
  expect(lines.at(-1)).toBe("Was ich mache, darf nicht kommerziell genutzt werden: Meine Modelle stehen unter der Lizenz CC-BY-NC-SA-4.0.");
  program.process.kill("SIGTERM");
  expect(await program.ended).toBe(0);
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

test.each([
  ["Discord", (url: string) => ({ DISCORD_TOKEN: "t", DISCORD_API_URL: url })],
  ["Slack", (url: string) => ({ SLACK_BOT_TOKEN: "xoxb-t", SLACK_APP_TOKEN: "xapp-t", SLACK_API_URL: `${url}/` })],
])("where %s cannot be reached the start ends with a sentence that names it, and no setting", async (name, platformAt) => {
  const nobody = createServer().listen(0, "127.0.0.1");
  await once(nobody, "listening");
  const { port } = nobody.address() as AddressInfo;
  nobody.close();
  const platform = platformAt(`http://127.0.0.1:${port}/api`);
  const { code, errors } = await runToEnd({ ...settings(freshFolder()), ...platform, ALLOW_BUNDLED_FFMPEG: "1" });
  expect(errors).toMatch(new RegExp(`^${name} cannot be reached \\(ECONNREFUSED\\): .*\n$`, "m"));
  expect(errors).not.toMatch(/ {4}at |TOKEN/);
  expect(code).toBe(1);
});

function runToEnd(environment: NodeJS.ProcessEnv): Promise<{ code: number | undefined; errors: string }> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, ["src/main.ts"], { env: environment }, (_, _output, errors) =>
      resolve({ code: child.exitCode ?? undefined, errors }),
    );
  });
}
