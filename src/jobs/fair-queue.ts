/** Who is answered next: people take turns, a conversation's answers come one after another, and only so many are at words at a time. */

import type { MediaModality } from "../turn/modality.ts";
import { type Foretold, foretell, pickNext } from "./foretell.ts";
import { type Measured, Pace } from "./pace.ts";

export interface QueuedJob {
  /** Unique among those that wait or run. */
  readonly id: string;
  /** Jobs of one lane run one after another, in the order in which they came. */
  readonly lane: string;
  readonly person: string;
  /** What will be made for certain; absent where only the model knows. */
  readonly wished?: readonly MediaModality[];
  /** Its failures are its own affair: it must not reject. */
  run(seat: Seat): Promise<void>;
  /** Cancelled before it began: called instead of `run`. */
  drop(reason: unknown): Promise<void>;
}

/** A running job's place among those at words: whoever only fetches, makes media or uploads gives it to the next. */
export interface Seat {
  /** Aborted where the job is cancelled. */
  readonly signal: AbortSignal;
  leave(): void;
  /** Resolves when it has its place, again or still. @throws the reason of the signal */
  take(): Promise<void>;
  /** Its words may go on, but what counts now is a medium: the place is left. */
  making(modality: MediaModality): void;
}

/** What a waiting job may be told. `beginsInMs`: absent while nothing was measured. */
export interface QueuePlace {
  readonly position: number;
  readonly beginsInMs?: number;
}

interface Running<Job> {
  readonly job: Job;
  readonly abort: AbortController;
  /** When it was seated last. */
  begunAt: number;
  readonly made: MediaModality[];
  hasSeat: boolean;
  wordsMs?: number;
  done: Promise<void>;
}

export class FairQueue<Job extends QueuedJob = QueuedJob> {
  readonly #maxAtWords: number;
  readonly #onMove: () => void;
  readonly #pace = new Pace();
  #waiting: readonly Job[] = [];
  /** Jobs that left their place and want it back come first. */
  #returning: { readonly running: Running<Job>; readonly resolve: () => void }[] = [];
  readonly #running = new Map<string, Running<Job>>();
  /** The count of jobs begun when each person was served last. */
  readonly #servedAt = new Map<string, number>();
  #begun = 0;
  #isOpen = true;

  /** `onMove`: something began or ended, and what was foretold may be different now. */
  constructor(maxAtWords: number, onMove: () => void = () => {}) {
    this.#maxAtWords = maxAtWords;
    this.#onMove = onMove;
  }

  /** Returns whether it has to wait; false where it began at once. */
  enter(job: Job): boolean {
    this.#waiting = [...this.#waiting, job];
    this.#advance();
    return this.#waiting.includes(job);
  }

  /** Of every job that waits, by its id. */
  places(): ReadonlyMap<string, QueuePlace> {
    const foretold = foretell({
      waiting: this.#waiting,
      busy: [...this.#running.values()].map((running) => this.#busyOf(running)),
      maxAtWords: this.#maxAtWords,
      servedAt: this.#servedAt,
      begun: this.#begun,
      expect: ({ wished }) => this.#pace.expect(wished),
    });
    const isMeasured = this.#pace.expect().isMeasured;
    const placeOf = ({ position, beginsInMs }: Foretold): QueuePlace => ({ position, ...(isMeasured ? { beginsInMs } : {}) });
    return new Map([...foretold].map(([id, place]) => [id, placeOf(place)]));
  }

  /** What runs in a lane, and what waits in it, in its order. */
  inLane(lane: string): { readonly running: readonly Job[]; readonly waiting: readonly Job[] } {
    const running = [...this.#running.values()].map(({ job }) => job).filter((job) => job.lane === lane);
    return { running, waiting: this.#waiting.filter((job) => job.lane === lane) };
  }

  /** Everything that waits and runs, in no order that matters. */
  get jobs(): { readonly running: readonly Job[]; readonly waiting: readonly Job[] } {
    return { running: [...this.#running.values()].map(({ job }) => job), waiting: this.#waiting };
  }

  /** Cancels what matches, waiting or running; resolves with how many there were once all of them ended. */
  async cancel(isMeant: (job: Job) => boolean, reason: unknown): Promise<number> {
    const dropped = this.#waiting.filter(isMeant);
    const aborted = [...this.#running.values()].filter(({ job }) => isMeant(job));
    this.#waiting = this.#waiting.filter((job) => !dropped.includes(job));
    for (const { abort } of aborted) abort.abort(reason);
    await Promise.all([...dropped.map((job) => job.drop(reason)), ...aborted.map(({ done }) => done)]);
    return dropped.length + aborted.length;
  }

  /** Begins nothing more and aborts what runs; what waits stays where it was stored. */
  async stop(reason: unknown): Promise<void> {
    this.#isOpen = false;
    this.#waiting = [];
    for (const { abort } of this.#running.values()) abort.abort(reason);
    await Promise.all([...this.#running.values()].map(({ done }) => done));
  }

  #advance(): void {
    while (this.#isOpen && this.#countAtWords() < this.#maxAtWords) {
      const returning = this.#returning.shift();
      const busyLanes = new Set([...this.#running.values()].map(({ job }) => job.lane));
      const next = returning ? undefined : pickNext(this.#waiting, busyLanes, this.#servedAt);
      if (returning) this.#seat(returning.running, returning.resolve);
      else if (next) this.#begin(next);
      else break;
    }
    this.#onMove();
  }

  #countAtWords(): number {
    return [...this.#running.values()].filter(({ hasSeat }) => hasSeat).length;
  }

  #begin(job: Job): void {
    this.#waiting = this.#waiting.filter((candidate) => candidate !== job);
    this.#servedAt.set(job.person, ++this.#begun);
    const running: Running<Job> = {
      job,
      abort: new AbortController(),
      begunAt: performance.now(),
      made: [],
      hasSeat: true,
      done: Promise.resolve(),
    };
    this.#running.set(job.id, running);
    running.done = job.run(this.#seatOf(running)).finally(() => this.#end(running));
  }

  #seatOf(running: Running<Job>): Seat {
    const leave = () => this.#leave(running);
    return {
      signal: running.abort.signal,
      leave,
      take: () => this.#take(running),
      making: (modality) => {
        running.made.push(modality);
        running.wordsMs ??= performance.now() - running.begunAt;
        leave();
      },
    };
  }

  #leave(running: Running<Job>): void {
    if (!running.hasSeat) return;
    running.hasSeat = false;
    this.#advance();
  }

  async #take(running: Running<Job>): Promise<void> {
    if (running.hasSeat) return;
    const { signal } = running.abort;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    if (signal.aborted) reject(signal.reason);
    else this.#returning.push({ running, resolve });
    this.#advance();
    await promise;
  }

  #seat(running: Running<Job>, resolve: () => void): void {
    running.hasSeat = !running.abort.signal.aborted;
    running.begunAt = performance.now();
    resolve();
  }

  #end(running: Running<Job>): void {
    this.#running.delete(running.job.id);
    if (!running.abort.signal.aborted) this.#measure(running);
    this.#forgetIdlePeople();
    this.#advance();
  }

  #measure({ begunAt, made, wordsMs }: Running<Job>): void {
    const wholeMs = performance.now() - begunAt;
    const note = (what: Measured, tookMs: number) => this.#pace.note(what, tookMs);
    note("words", wordsMs ?? wholeMs);
    note("making", wholeMs - (wordsMs ?? wholeMs));
    const [only, ...others] = made;
    if (only !== undefined && wordsMs !== undefined && others.length === 0) note(only, wholeMs - wordsMs);
  }

  #busyOf({ job, begunAt, hasSeat, wordsMs }: Running<Job>) {
    const expected = this.#pace.expect(job.wished);
    const spentMs = performance.now() - begunAt;
    const wordsLeftMs = wordsMs === undefined ? Math.max(1, expected.wordsMs - spentMs) : 0;
    const laneLeftMs = Math.max(1, (wordsMs ?? expected.wordsMs) + expected.makingMs - spentMs);
    return { lane: job.lane, laneLeftMs, ...(hasSeat ? { wordsLeftMs } : {}) };
  }

  /** Who neither waits nor runs is as new, unless somebody who waits was served before: that one comes first, however often others ask again. */
  #forgetIdlePeople(): void {
    const busy = new Set([...this.#waiting, ...[...this.#running.values()].map(({ job }) => job)].map((job) => job.person));
    const longestAgo = this.#waiting.reduce((least, { person }) => Math.min(least, this.#servedAt.get(person) ?? 0), Number.POSITIVE_INFINITY);
    for (const [person, servedAt] of this.#servedAt) if (!busy.has(person) && servedAt < longestAgo) this.#servedAt.delete(person);
  }
}
