/** Decides which graph runs next: text before media, text in turns, media of the conversation served least, and messages between any two runs. */

import { performance } from "node:perf_hooks";
import { setImmediate as nextEvents } from "node:timers/promises";
import type { GraphRun } from "./runtime/graph-run.ts";
import type { Outputs } from "./runtime/session.ts";
import type { Unit } from "./task.ts";

interface Medium {
  readonly conversationId: string;
  readonly unit: Unit;
}

export class WorkLoop {
  #texts: Unit[] = [];
  /** Oldest first. */
  #media: Medium[] = [];
  /** What each conversation with waiting media was given. */
  readonly #servedMs = new Map<string, number>();
  #modelTimeMs = 0;
  #isDriving = false;

  /** Time spent inside graph runs since the start, whoever they were for. */
  get modelTimeMs(): number {
    return this.#modelTimeMs;
  }

  addText(unit: Unit): void {
    this.#texts.push(unit);
    this.#wake();
  }

  /** Who comes later begins level with whoever was served least, so that nobody is owed the past. */
  addMedium(conversationId: string, unit: Unit): void {
    const least = this.#servedMs.size === 0 ? 0 : Math.min(...this.#servedMs.values());
    if (!this.#servedMs.has(conversationId)) this.#servedMs.set(conversationId, least);
    this.#media.push({ conversationId, unit });
    this.#wake();
  }

  #wake(): void {
    if (this.#isDriving) return;
    this.#isDriving = true;
    void this.#drive();
  }

  async #drive(): Promise<void> {
    // A step reports its own failures; nothing is thrown here.
    for (;;) {
      await nextEvents();
      this.#dropEnded();
      const text = this.#texts.shift();
      const medium = this.#leastServed();
      if (text !== undefined) {
        this.#texts.push(text);
        await text.step(this.#perform);
      } else if (medium !== undefined) {
        await this.#serve(medium);
      } else {
        this.#isDriving = false;
        return;
      }
    }
  }

  async #serve({ conversationId, unit }: Medium): Promise<void> {
    const startedAt = performance.now();
    await unit.step(this.#perform);
    this.#servedMs.set(conversationId, (this.#servedMs.get(conversationId) ?? 0) + performance.now() - startedAt);
  }

  readonly #perform = async ({ session, feeds }: GraphRun): Promise<Outputs> => {
    const startedAt = performance.now();
    try {
      return await session.run(feeds);
    } finally {
      this.#modelTimeMs += performance.now() - startedAt;
    }
  };

  #leastServed(): Medium | undefined {
    const served = ({ conversationId }: Medium) => this.#servedMs.get(conversationId) ?? 0;
    return this.#media.reduce<Medium | undefined>(
      (least, medium) => (least === undefined || served(medium) < served(least) ? medium : least),
      undefined,
    );
  }

  #dropEnded(): void {
    this.#texts = this.#texts.filter((unit) => !unit.isOver);
    this.#media = this.#media.filter(({ unit }) => !unit.isOver);
    for (const conversationId of this.#servedMs.keys()) {
      if (!this.#media.some((medium) => medium.conversationId === conversationId)) this.#servedMs.delete(conversationId);
    }
  }
}
