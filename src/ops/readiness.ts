/** Whether Quartet can take work: started, not stopping, and every part of it well. */

export type Check = () => boolean | Promise<boolean>;

export interface Readiness {
  readonly isReady: boolean;
  readonly phase: Phase;
  /** By the part's name; empty until everything is started. */
  readonly parts: Readonly<Record<string, boolean>>;
}

type Phase = "starting" | "running" | "stopping";

export class Gate {
  #phase: Phase = "starting";
  #checks: Readonly<Record<string, Check>> = {};

  /** Everything is started. */
  open(checks: Readonly<Record<string, Check>>): void {
    this.#phase = "running";
    this.#checks = checks;
  }

  /** Nothing new is to come, although what runs is not ended yet. */
  close(): void {
    this.#phase = "stopping";
  }

  async ask(): Promise<Readiness> {
    const asked = await Promise.all(Object.entries(this.#checks).map(async ([name, check]) => [name, await check()] as const));
    const phase = this.#phase;
    return { isReady: phase === "running" && asked.every(([, isWell]) => isWell), phase, parts: Object.fromEntries(asked) };
  }
}
