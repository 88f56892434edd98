/** What happened in one conversation since it was opened, numbered, so that each browser reads on from where it was. */

import { randomBytes } from "node:crypto";
import type { WireEvent } from "./wire.ts";

interface Entry {
  readonly number: number;
  readonly event: WireEvent;
}

export class EventLog {
  /** Tells this log from one of the same conversation before a restart. */
  readonly #epoch = randomBytes(6).toString("hex");
  readonly #waiting = new Set<() => void>();
  #entries: Entry[] = [];
  #last = 0;
  #firstKept = 1;

  append(event: WireEvent): void {
    if (event.type === "unsaid") this.#remove(new Set([event.turnId]));
    if (event.type === "forgotten") this.#clear();
    if (event.type === "withdrawn") this.#withdraw(event.authorId);
    if (event.type === "media-progress") this.#dropProgress(event.turnId, event.piece);
    if (event.type === "board") this.#entries = this.#entries.filter((entry) => entry.event.type !== "board");
    this.#entries.push({ number: ++this.#last, event });
    if (this.#entries.length > MAX_ENTRIES) this.#compact();
    for (const wake of this.#waiting) wake();
    this.#waiting.clear();
  }

  get last(): number {
    return this.#last;
  }

  /** The id of an event on the wire. */
  idOf(number: number): string {
    return `${this.#epoch}.${number}`;
  }

  /** The number that an id on the wire names, if this log still holds all that follows it. */
  resume(id: string | undefined): number | undefined {
    const [epoch, number] = (id ?? "").split(".");
    const after = Number(number);
    return epoch === this.#epoch && Number.isInteger(after) && after + 1 >= this.#firstKept && after <= this.#last ? after : undefined;
  }

  /** Whether it was said already: a message that a browser sends twice is shown once. */
  hasSaid(turnId: string): boolean {
    return this.#entries.some(({ event }) => event.type === "said" && event.turnId === turnId);
  }

  after(number: number): readonly Entry[] {
    return this.#entries.filter((entry) => entry.number > number);
  }

  /** Resolves when something follows that number, or when the signal aborts. */
  async changed(number: number, signal: AbortSignal): Promise<void> {
    if (this.#last > number || signal.aborted) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#waiting.add(resolve);
    signal.addEventListener("abort", () => resolve(), { once: true });
    await promise;
    this.#waiting.delete(resolve);
  }

  /** The events that the remembered turns do not tell already. Turns that were read after event `known` lack what was forgotten until then. */
  beside(remembered: ReadonlySet<string>, known: number): readonly WireEvent[] {
    const isTold = ({ number, event }: Entry) =>
      "turnId" in event ? remembered.has(event.turnId) : number <= known && (event.type === "forgotten" || event.type === "withdrawn");
    return this.#entries.flatMap((entry) => (isTold(entry) ? [] : [entry.event]));
  }

  /** Streamed words of the older half become one event a stretch; who read only half of a stretch gets a snapshot. */
  #compact(): void {
    const older = this.#entries.slice(0, -MAX_ENTRIES / 2);
    const merged: Entry[] = [];
    for (const entry of older) {
      const joined = joinWords(merged.at(-1), entry);
      if (joined !== undefined) merged.pop();
      merged.push(joined ?? entry);
    }
    this.#entries = [...merged.slice(-MAX_ENTRIES / 2), ...this.#entries.slice(-MAX_ENTRIES / 2)];
    this.#firstKept = (older.at(-1)?.number ?? 0) + 1;
  }

  #clear(): void {
    this.#entries = [];
    this.#firstKept = this.#last + 1;
  }

  #withdraw(authorId: string): void {
    const events = this.#entries.map(({ event }) => event);
    const said = new Set(events.flatMap((event) => (event.type === "said" && event.author.id === authorId ? [event.turnId] : [])));
    const answers = events.flatMap((event) => (event.type === "answer-start" && said.has(event.askedTurn) ? [event.turnId] : []));
    this.#remove(new Set([...said, ...answers]));
  }

  #remove(turnIds: ReadonlySet<string>): void {
    this.#entries = this.#entries.filter(({ event }) => !("turnId" in event && turnIds.has(event.turnId)));
  }

  /** Of a medium's progress only the newest is worth keeping: each carries a picture. */
  #dropProgress(turnId: string, piece: number): void {
    this.#entries = this.#entries.filter(({ event }) => event.type !== "media-progress" || event.turnId !== turnId || event.piece !== piece);
  }
}

const MAX_ENTRIES = 4000;

function joinWords(before: Entry | undefined, { number, event }: Entry): Entry | undefined {
  if (before?.event.type !== "text-delta" || event.type !== "text-delta" || before.event.turnId !== event.turnId) return undefined;
  return { number, event: { ...event, text: before.event.text + event.text } };
}
