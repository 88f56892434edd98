/** The whole program in a process of its own, to be killed: the bot, or only its core. */

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { DatabaseSync } from "node:sqlite";
import { NO_LIMITS } from "../support/no-limits.ts";

const MAIN = join(import.meta.dirname, "../../src/main.ts");
const MACHINE = { DEVICE: "cpu", THREADS: "1", WEB_PORT: "0", ALLOW_BUNDLED_FFMPEG: "1", MEDIA_HOSTS: "127.0.0.1", LOG_FORMAT: "json", ...NO_LIMITS };

export class Bot implements AsyncDisposable {
  readonly #environment: NodeJS.ProcessEnv;
  #child: ChildProcess | undefined;
  #corePid: number | undefined;
  #mayEnd = false;
  /** What it complained about, for whoever has to find out why. */
  readonly complaints: string[] = [];
  /** How often it ended by itself. */
  crashes = 0;

  constructor(environment: NodeJS.ProcessEnv) {
    this.#environment = { PATH: process.env.PATH, ...MACHINE, LOG_LEVEL: "info", ...environment };
  }

  /** Resolves when it serves. */
  async start(): Promise<void> {
    const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", MAIN], {
      stdio: ["ignore", "pipe", "inherit"],
      env: this.#environment,
    });
    this.#child = child;
    this.#mayEnd = false;
    const ready = Promise.withResolvers<void>();
    createInterface({ input: child.stdout }).on("line", (line) => this.#read(line, ready.resolve));
    child.once("exit", () => {
      if (!this.#mayEnd) this.crashes += 1;
      ready.resolve();
    });
    await ready.promise;
  }

  async kill(): Promise<void> {
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    this.#mayEnd = true;
    child.kill("SIGKILL");
    await once(child, "exit");
  }

  /** Asks it to end, as systemd does; does not wait. */
  askToStop(): void {
    this.#mayEnd = true;
    this.#child?.kill("SIGTERM");
  }

  killCore(): void {
    if (this.#corePid !== undefined) process.kill(this.#corePid, "SIGKILL");
    this.#corePid = undefined;
  }

  /** Whether everything that it heard is handled to its end, and its core could do more. */
  get isIdle(): boolean {
    if (this.#corePid === undefined) return false;
    using store = new DatabaseSync(join(String(this.#environment.DATA_DIR), "quartet.sqlite"), { readOnly: true });
    return store.prepare("SELECT 1 FROM inbox WHERE state = 'waiting'").get() === undefined;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
  }

  #read(line: string, onReady: () => void): void {
    if (line.startsWith("Quartet is at")) onReady();
    if (!line.startsWith("{")) return;
    const { level, msg, pid } = JSON.parse(line) as { level: string | number; msg?: string; pid?: number };
    if (msg === "the core is ready") this.#corePid = pid;
    if (level === "error" || level === "warn" || Number(level) >= 40) this.complaints.push(line.slice(0, 2_000));
  }
}
