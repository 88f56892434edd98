/** Node, npm, the data folder and its disk. */

import { execFile } from "node:child_process";
import { access, constants, statfs } from "node:fs/promises";
import { dirname } from "node:path";
import { promisify } from "node:util";
import type { Check } from "./check.ts";

export function checkNode(version: string): Check {
  const todo = 'Run "npm ci" without --ignore-scripts, which brings Node 24, or install Node 24 yourself.';
  return Number.parseInt(version, 10) >= 24
    ? { state: "ok", name: "Node", found: version }
    : { state: "fault", name: "Node", found: `${version}, expected 24 or newer`, todo };
}

export async function checkNpm(): Promise<Check> {
  const todo = "Install npm 10 or newer, which comes with Node; a Quartet that is installed runs without it.";
  try {
    // Only Windows needs a shell, because npm is a batch file there.
    const { stdout } = await promisify(execFile)("npm", ["--version"], { timeout: 30_000, shell: process.platform === "win32" });
    const version = stdout.trim();
    if (Number.parseInt(version, 10) >= 10) return { state: "ok", name: "npm", found: version };
    return { state: "advice", name: "npm", found: `${version}, expected 10 or newer`, todo };
  } catch {
    return { state: "advice", name: "npm", found: "not found", todo };
  }
}

/** The folder itself, or the one that it would be made in. */
export async function checkDataFolder(dataFolder: string): Promise<Check> {
  const folder = await nearestFolder(dataFolder);
  try {
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    return { state: "ok", name: "data folder", found: `${dataFolder} can be written` };
  } catch {
    const todo = `Give this user the right to write in ${folder}, or set DATA_DIR to another folder.`;
    return { state: "fault", name: "data folder", found: `${dataFolder} cannot be written`, todo };
  }
}

/** `usedBytes` of the budget are on the disk already. */
export async function checkDisk(dataFolder: string, budgetBytes: number, usedBytes: number): Promise<Check> {
  const { bavail, bsize } = await statfs(await nearestFolder(dataFolder));
  return judgeDisk(bavail * bsize, budgetBytes - usedBytes);
}

/** `wantedBytes`: how much media may still grow. */
export function judgeDisk(freeBytes: number, wantedBytes: number): Check {
  const found = `${gigabytes(freeBytes)} free`;
  if (freeBytes < LEAST_FREE_BYTES) {
    return { state: "fault", name: "disk", found, todo: `Make room for at least ${gigabytes(LEAST_FREE_BYTES)}, or set DATA_DIR to another disk.` };
  }
  if (freeBytes >= wantedBytes) return { state: "ok", name: "disk", found };
  return { state: "advice", name: "disk", found, todo: `MEDIA_BUDGET lets media grow by ${gigabytes(wantedBytes)}: lower it, or make room.` };
}

/** The store, drafts and samples of a few answers. */
const LEAST_FREE_BYTES = 0.5e9;

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`;
}

async function nearestFolder(path: string): Promise<string> {
  const exists = await access(path).then(
    () => true,
    () => false,
  );
  return exists || dirname(path) === path ? path : nearestFolder(dirname(path));
}
