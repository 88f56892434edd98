/** The media process from outside: how it is started without environment and network, measured, and ended with all its children. */

import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { residentBytesOf } from "../ops/process-health.ts";
import { type ChildSettings, type JobReply, type JobRequest, replySchema } from "./protocol.ts";

export interface ProcessEvents {
  readonly onReply: (reply: JobReply) => void;
  /** Once, when it is gone for whatever reason; its children are gone too. It may never have begun, for want of memory or of file descriptors. */
  readonly onEnd: (reason: string, hasBegun: boolean) => void;
}

export interface MediaProcess {
  send(request: JobRequest): void;
  /** Memory of the process and its children; 0 where the system does not tell. */
  residentBytes(): Promise<number>;
  /** Resolves when it is gone. */
  end(): Promise<void>;
}

/** A network namespace of its own, with nothing in it; Linux gives it to everybody, unless the operator or a container forbids it. */
const DENY_NETWORK = ["unshare", "--user", "--map-root-user", "--net"] as const;
const MAX_SCRIPT_MEGABYTES = 512;
const KEPT_ERROR_CHARACTERS = 2000;

export async function canDenyNetwork(): Promise<boolean> {
  if (process.platform !== "linux") return false;
  const [unshare, ...options] = DENY_NETWORK;
  return promisify(execFile)(unshare, [...options, "true"], { timeout: 5000, env: {} }).then(
    () => true,
    () => false,
  );
}

/** The environment is empty, the pack of processes a group of its own, so that one signal ends ffmpeg too. */
export function startProcess(settings: ChildSettings, withoutNetwork: boolean, events: ProcessEvents): MediaProcess {
  const script = fileURLToPath(new URL("./child.ts", import.meta.url));
  const { ffmpeg, ffprobe, limits } = settings;
  const node = [process.execPath, `--max-old-space-size=${MAX_SCRIPT_MEGABYTES}`, script, JSON.stringify({ ffmpeg, ffprobe, limits })];
  const [command = process.execPath, ...options] = withoutNetwork ? [...DENY_NETWORK, ...node] : node;
  const child = spawn(command, options, {
    env: {},
    detached: process.platform !== "win32",
    stdio: ["ignore", "ignore", "pipe", "ipc"],
    windowsHide: true,
  });
  let lastErrors = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    lastErrors = (lastErrors + text).slice(-KEPT_ERROR_CHARACTERS);
  });
  child.on("message", (message) => {
    const reply = replySchema.safeParse(message);
    if (!reply.success) endGroup(child.pid);
    else events.onReply(reply.data as JobReply);
  });
  const gone = Promise.race([once(child, "exit"), once(child, "error")]).catch((error: unknown) => [error]);
  void gone.then(([code, signal]) => {
    endGroup(child.pid);
    const reason = [code instanceof Error ? code.message : `exit ${signal ?? code}`, lastErrors.trim()].filter(Boolean).join(": ");
    events.onEnd(reason, child.pid !== undefined);
  });
  return {
    // Without a process there may be no `send` either.
    send: (request) => child.pid !== undefined && child.send(request, () => {}),
    residentBytes: () => residentBytesOf(child.pid),
    end: async () => {
      endGroup(child.pid);
      await gone;
    },
  };
}

function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === "win32" ? pid : -pid, "SIGKILL");
  } catch {
    // It is gone already, which is what was wanted.
  }
}
