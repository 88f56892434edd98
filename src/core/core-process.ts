/** One life of the core's process, seen from the bot: started, heard, listened to for a heartbeat, ended. */

import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { CoreCrashedError, PackError, QuartetError } from "../errors.ts";
import type { Logger } from "../logger.ts";
import { Heartbeat } from "./heartbeat.ts";
import type { CoreEvent, CoreReply, CoreRequest, PackSummary } from "./protocol.ts";

export interface CoreProcessOptions {
  readonly packFolder: string;
  /** As in DEVICE: "auto", "cpu", "cuda:1", "webgpu". */
  readonly device: string;
  /** Threads of one graph run; one per core when left out. */
  readonly threads?: number;
  /** All of the environment that the process gets; none when left out. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly logger: Logger;
}

export interface CoreProcessListener {
  onEvent(id: string, event: CoreEvent): void;
  /** Only of a process that was ready before; in words. */
  onExit(reason: string): void;
}

export class CoreProcess {
  readonly pack: PackSummary;
  readonly #child: ChildProcess;
  readonly #heartbeat: Heartbeat;

  private constructor(child: ChildProcess, pack: PackSummary, logger: Logger, listener: CoreProcessListener) {
    this.#child = child;
    this.pack = pack;
    this.#heartbeat = new Heartbeat(
      (at) => this.send({ type: "ping", at }),
      (silentMs) => {
        logger.error({ silentMs }, "the core does not answer; it is killed");
        child.kill("SIGKILL");
      },
    );
    child.on("message", (reply: CoreReply) => {
      if (reply.type === "event") listener.onEvent(reply.id, reply.event);
      if (reply.type === "pong") this.#heartbeat.heard(reply.longestUnitMs);
    });
    child.on("exit", (code, signal) => {
      this.#heartbeat.stop();
      listener.onExit(signal ?? `exit code ${code}`);
    });
  }

  /**
   * Resolves once the pack is open.
   * @throws PackError or another QuartetError with the core's own words, CoreCrashedError where it died without any.
   */
  static async start(
    { packFolder, device, threads, environment = {}, logger }: CoreProcessOptions,
    listener: CoreProcessListener,
  ): Promise<CoreProcess> {
    const args = ["--pack", packFolder, "--device", device, ...(threads === undefined ? [] : ["--threads", String(threads)])];
    const child = fork(join(import.meta.dirname, "child.ts"), args, { env: environment, execArgv: [], stdio: ["ignore", "ignore", "pipe", "ipc"] });
    if (child.stderr) createInterface(child.stderr).on("line", (line) => logger.warn({ line }, "core"));
    const reply = await firstReply(child);
    if (reply.type !== "ready") {
      child.kill("SIGKILL");
      throw faultOf(reply);
    }
    // Who asked for a device by name is warned; "auto" only looked.
    for (const reason of reply.passedOver) logger[device === "auto" ? "info" : "warn"]({ reason }, "another device runs the pack");
    return new CoreProcess(child, reply.pack, logger, listener);
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  send(request: CoreRequest): void {
    // A process that just died reports itself by its exit.
    if (this.#child.connected) this.#child.send(request, () => {});
  }

  /** Asks it to end and kills it where it does not. */
  async stop(timeoutMs: number): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const exited = once(this.#child, "exit");
    const timer = setTimeout(() => this.#child.kill("SIGKILL"), timeoutMs);
    this.send({ type: "stop" });
    await exited;
    clearTimeout(timer);
  }
}

type FirstReply = CoreReply | { readonly type: "died"; readonly reason: string };

function firstReply(child: ChildProcess): Promise<FirstReply> {
  return new Promise((resolve) => {
    child.once("message", (reply: CoreReply) => resolve(reply));
    child.once("exit", (code, signal) => resolve({ type: "died", reason: signal ?? `exit code ${code}` }));
    child.once("error", (error) => resolve({ type: "died", reason: error.message }));
  });
}

function faultOf(reply: FirstReply): QuartetError {
  if (reply.type === "fault") return reply.code === "pack" ? packErrorOf(reply.message) : new QuartetError("model", reply.message);
  const reason = reply.type === "died" ? reply.reason : `first reply "${reply.type}"`;
  return new CoreCrashedError(`The core ended before it was ready (${reason}); \`npm run doctor\` says what this machine lacks.`);
}

/** PackError writes "file: message"; over the process boundary it comes as one string. */
function packErrorOf(message: string): PackError {
  const [, file = "manifest.json", words = message] = /^([^:\s]+): (.*)$/s.exec(message) ?? [];
  return new PackError(file, words);
}
