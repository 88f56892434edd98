/** `npm run doctor [-- --json]`: what this machine offers and what to do about the rest; exit code 1 only where Quartet cannot do its main job. */

import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Config, loadConfig } from "../config.ts";
import { ConfigError } from "../errors.ts";
import { type Check, formatChecks } from "./check.ts";
import { checkDevices } from "./check-devices.ts";
import { checkFfmpeg } from "./check-ffmpeg.ts";
import { checkDataFolder, checkDisk, checkNode, checkNpm } from "./check-machine.ts";
import { checkPack } from "./check-pack.ts";

const { values } = parseArgs({ options: { json: { type: "boolean", default: false } } });
const checks = await examine();
console.log(values.json ? JSON.stringify({ checks }) : formatChecks(checks));
process.exitCode = checks.some((check) => check.state === "fault") ? 1 : 0;

async function examine(): Promise<Check[]> {
  const { config, check } = readSettings();
  const { dataFolder } = config;
  const rest = await Promise.all([
    checkNpm(),
    checkDataFolder(dataFolder),
    checkDisk(dataFolder, config.store.mediaBudgetBytes, await sizeOf(join(dataFolder, "files"))),
    checkFfmpeg(config),
    checkPack(config.core.packFolder),
    checkDevices(config.core.device),
  ]);
  return [check, checkNode(process.versions.node), ...rest.flat()];
}

/** With faults in the settings, the rest is examined as they would be without any. */
function readSettings(): { config: Config; check: Check } {
  try {
    return { config: loadConfig(), check: { state: "ok", name: "settings", found: "read" } };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const check: Check = {
      state: "fault",
      name: "settings",
      found: error.faults.join("; "),
      todo: "Correct them in .env or the environment; .env.example explains each.",
    };
    return { config: loadConfig({}), check };
  }
}

async function sizeOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  // What Quartet removes while it is counted counts no more.
  const sizeOfFile = (path: string) =>
    stat(path).then(
      ({ size }) => size,
      () => 0,
    );
  const sizes = entries.filter((entry) => entry.isFile()).map((entry) => sizeOfFile(join(entry.parentPath, entry.name)));
  return (await Promise.all(sizes)).reduce((total, size) => total + size, 0);
}
