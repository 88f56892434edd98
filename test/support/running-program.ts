/** A TypeScript program of the tests in a process of its own, so that it can be killed or watched. */

import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { onTestFinished } from "vitest";

export interface RunningProgram {
  readonly process: ChildProcess;
  /** The lines of its standard output, as they come. */
  readonly lines: AsyncIterableIterator<string>;
  /** Resolves with the exit code, or the name of the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals | null>;
}

/** Starts `path` with this Node; whatever happens, it is gone when the test ends. */
export function runProgram(path: string, programArguments: readonly string[] = [], environment: NodeJS.ProcessEnv = {}): RunningProgram {
  const child = spawn(process.execPath, [path, ...programArguments], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { PATH: process.env.PATH, ...environment },
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const ended = new Promise<number | NodeJS.Signals | null>((resolve) => child.once("close", (code, signal) => resolve(code ?? signal)));
  return { process: child, lines: createInterface({ input: child.stdout })[Symbol.asyncIterator](), ended };
}
