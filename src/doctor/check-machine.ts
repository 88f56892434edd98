/** Node, npm, the data folder and its disk. */

import { execFile } from "node:child_process";
import { access, constants, statfs } from "node:fs/promises";
import { dirname, join } from "node:path";
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

/** The folder itself, or the one that it would be made in, and the store in it. */
export async function checkDataFolder(dataFolder: string): Promise<Check> {
  const folder = await nearestFolder(dataFolder);
  const name = "data folder";
  if (!(await allows(folder, constants.R_OK | constants.W_OK | constants.X_OK))) {
    const todo = `Give this user the right to write in ${folder}, or set DATA_DIR to another folder.`;
    return { state: "fault", name, found: `${dataFolder} cannot be written`, todo };
  }
  for (const file of STORE_FILES.map((each) => join(dataFolder, each))) {
    if (!(await allows(file, constants.F_OK)) || (await allows(file, constants.R_OK | constants.W_OK))) continue;
    const todo = `Give ${dataFolder} with everything in it to this user: another one, perhaps root, started Quartet before.`;
    return { state: "fault", name, found: `${file} cannot be written`, todo };
  }
  return { state: "ok", name, found: `${dataFolder} can be written` };
}

const STORE_FILES = ["quartet.sqlite", "quartet.sqlite-wal", "quartet.sqlite-shm", "in-use.sqlite", "files", "samples", "scratch", "uploads"];

/** `mode`: of fs.constants. */
async function allows(path: string, mode: number): Promise<boolean> {
  return await access(path, mode).then(
    () => true,
    () => false,
  );
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
  return (await allows(path, constants.F_OK)) || dirname(path) === path ? path : nearestFolder(dirname(path));
}
