/** One of Quartet's other processes, as an operator asks about it. */

import { readFile } from "node:fs/promises";

export interface ProcessHealth {
  readonly isUp: boolean;
  /** How often it ended without being told to. */
  readonly crashes: number;
  /** Memory of the process and its children; 0 where it is not up, or where the system does not tell. */
  residentBytes(): Promise<number>;
}

/** VmRSS of the process and its direct children, from /proc. */
export async function residentBytesOf(pid: number | undefined): Promise<number> {
  if (pid === undefined || process.platform !== "linux") return 0;
  const read = (path: string) => readFile(path, "utf8").catch(() => "");
  const children = (await read(`/proc/${pid}/task/${pid}/children`)).split(" ").filter(Boolean);
  const states = await Promise.all([String(pid), ...children].map((id) => read(`/proc/${id}/status`)));
  return states.reduce((sum, state) => sum + Number(/VmRSS:\s+(\d+) kB/.exec(state)?.[1] ?? 0) * 1024, 0);
}
