/** Gives jobs to the media process: starts it when there is work, ends it when a job costs too much, repeats what a crash interrupted. */

import { AttachmentError, MediaError, type QuartetError } from "../errors.ts";
import type { Telling } from "../language/language.ts";
import type { ProcessHealth } from "../ops/process-health.ts";
import type { MediaLimits } from "./media.ts";
import type { MediaProcess, ProcessEvents } from "./process.ts";
import { type Job, type JobReply, type JobResults, resultSchemas } from "./protocol.ts";

const MAX_WAITING = 1000;
const MEMORY_CHECK_MS = 200;

interface Task {
  readonly id: number;
  readonly job: Job;
  readonly settle: { resolve(result: unknown): void; reject(error: QuartetError): void };
  /** Set once the process was lost while the task ran; such a task is repeated once. */
  sawCrash: boolean;
  timer?: NodeJS.Timeout;
  /** Why the process is being ended on account of this task. */
  verdict?: QuartetError;
}

interface QueueOptions {
  readonly limits: MediaLimits;
  readonly onCrash: (message: string) => void;
  readonly start: (events: ProcessEvents) => MediaProcess;
}

export class JobQueue {
  readonly #options: QueueOptions;
  readonly #running = new Map<number, Task>();
  readonly #waiting: Task[] = [];
  #process: MediaProcess | undefined;
  #memoryCheck: NodeJS.Timeout | undefined;
  #lastId = 0;
  #crashes = 0;
  #isStopped = false;

  constructor(options: QueueOptions) {
    this.#options = options;
  }

  async run<T extends Job["type"]>(job: Extract<Job, { readonly type: T }>): Promise<JobResults[T]> {
    if (this.#isStopped) throw stopped();
    if (this.#waiting.length >= MAX_WAITING) throw new MediaError(`More than ${MAX_WAITING} media jobs wait.`, { told: ["manyFilesWait"] });
    const result = await new Promise<unknown>((resolve, reject) => {
      this.#waiting.push({ id: ++this.#lastId, job, settle: { resolve, reject }, sawCrash: false });
      this.#startWaiting();
    });
    const checked = resultSchemas[job.type].safeParse(result);
    if (!checked.success) throw new MediaError(`The media process gave no proper result for the ${job.type} job.`, { cause: checked.error });
    return checked.data as JobResults[T];
  }

  /** Starts the process, if there is none, so that the next job need not wait for it. */
  warmUp(): void {
    this.#process ??= this.#options.start({ onReply: (reply) => this.#finish(reply), onEnd: (reason, hasBegun) => this.#lose(reason, hasBegun) });
  }

  /** As things stand; where there is no process, one is started. */
  get health(): ProcessHealth {
    const running = this.#process;
    if (!this.#isStopped) this.warmUp();
    return { isUp: running !== undefined, crashes: this.#crashes, residentBytes: async () => (await running?.residentBytes()) ?? 0 };
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    for (const task of this.#waiting.splice(0)) task.settle.reject(stopped());
    for (const task of this.#running.values()) task.verdict = stopped();
    await this.#process?.end();
  }

  /** A task that saw a crash runs alone, so that the one at fault takes no other with it twice. */
  #startWaiting(): void {
    for (let task = this.#waiting[0]; task !== undefined; task = this.#waiting[0]) {
      const mustBeAlone = [task, ...this.#running.values()].some(({ sawCrash }) => sawCrash);
      if (this.#running.size >= this.#options.limits.maxJobs || (mustBeAlone && this.#running.size > 0)) return;
      this.#waiting.shift();
      this.#begin(task);
    }
  }

  #begin(task: Task): void {
    const { jobTimeoutMs } = this.#options.limits;
    this.warmUp();
    this.#memoryCheck ??= setInterval(() => this.#checkMemory(), MEMORY_CHECK_MS);
    this.#running.set(task.id, task);
    task.timer = setTimeout(() => this.#condemn(task, `took longer than ${jobTimeoutMs} ms`, ["fileTakesTooLong"]), jobTimeoutMs);
    this.#process?.send({ id: task.id, job: task.job });
  }

  #finish(reply: JobReply): void {
    const task = this.#running.get(reply.id);
    if (task === undefined) return;
    this.#release(task);
    if (reply.type === "done") task.settle.resolve(reply.result);
    else
      task.settle.reject(
        reply.fault === "file" ? new AttachmentError(reply.message, reply.told) : new MediaError(reply.message, { told: reply.told }),
      );
    this.#startWaiting();
  }

  #lose(reason: string, hasBegun: boolean): void {
    this.#process = undefined;
    const lost = [...this.#running.values()];
    for (const task of lost.toReversed()) {
      this.#release(task);
      if (task.verdict !== undefined) task.settle.reject(task.verdict);
      else if (!hasBegun) task.settle.reject(new MediaError(`The media process cannot be started: ${reason}`));
      else if (task.sawCrash) task.settle.reject(atFault(task.job, `${reason} twice during this job`, ["fileCrashes"]));
      else this.#waiting.unshift(Object.assign(task, { sawCrash: true }));
    }
    if (this.#isStopped) return;
    this.#crashes++;
    this.#options.onCrash(`The media process ended (${reason}); ${lost.length} job(s) were running. It starts again with the next job.`);
    this.#startWaiting();
  }

  /** With one task running it is clear which one fills the memory; with several, all are repeated alone, and then it is. */
  async #checkMemory(): Promise<void> {
    const { maxMemoryBytes } = this.#options.limits;
    const used = (await this.#process?.residentBytes()) ?? 0;
    if (used <= maxMemoryBytes) return;
    const [task, ...others] = this.#running.values();
    if (task !== undefined && others.length === 0)
      this.#condemn(task, `took ${used} bytes of memory, more than ${maxMemoryBytes}`, ["fileNeedsMemory"]);
    else await this.#process?.end();
  }

  #condemn(task: Task, reason: string, told: Telling): void {
    task.verdict = atFault(task.job, reason, told);
    void this.#process?.end();
  }

  #release(task: Task): void {
    clearTimeout(task.timer);
    this.#running.delete(task.id);
    if (this.#running.size > 0) return;
    clearInterval(this.#memoryCheck);
    this.#memoryCheck = undefined;
  }
}

/** Jobs that read a file of unknown origin blame the file. */
function atFault(job: Job, reason: string, told: Telling): QuartetError {
  const message = `The ${job.type} job ${reason}.`;
  return job.type === "encode" || job.type === "preview" || job.type === "film" ? new MediaError(message) : new AttachmentError(message, told);
}

function stopped(): MediaError {
  return new MediaError("The media process was stopped.");
}
