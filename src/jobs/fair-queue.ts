/** Who is answered next: people take turns, a conversation's answers come one after another, and only so many at a time. */

export interface QueuedJob {
  /** Unique among those that wait or run. */
  readonly id: string;
  /** Jobs of one lane run one after another, in the order in which they came. */
  readonly lane: string;
  readonly person: string;
  /** Aborted where it is cancelled while it runs. Its failures are its own affair: it must not reject. */
  run(signal: AbortSignal): Promise<void>;
  /** Cancelled before it began: called instead of `run`. */
  drop(reason: unknown): Promise<void>;
}

interface Running<Job> {
  readonly job: Job;
  readonly abort: AbortController;
  readonly done: Promise<void>;
}

export class FairQueue<Job extends QueuedJob = QueuedJob> {
  readonly #maxRunning: number;
  #waiting: readonly Job[] = [];
  readonly #running = new Map<string, Running<Job>>();
  /** The count of jobs begun when each person was served last. */
  readonly #servedAt = new Map<string, number>();
  #begun = 0;
  #isOpen = true;

  constructor(maxRunning: number) {
    this.#maxRunning = maxRunning;
  }

  /** Returns how many jobs begin before it, as things stand: 0 where it began at once. */
  enter(job: Job): number {
    this.#waiting = [...this.#waiting, job];
    this.#advance();
    return this.position(job.id) ?? 0;
  }

  /** How many waiting jobs begin before this one, plus one for what it waits for; undefined where it does not wait. */
  position(id: string): number | undefined {
    const job = this.#waiting.find((candidate) => candidate.id === id);
    if (job === undefined) return undefined;
    const order = this.#order();
    return order.indexOf(job) + 1;
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
    while (this.#isOpen && this.#running.size < this.#maxRunning) {
      const busyLanes = new Set([...this.#running.values()].map(({ job }) => job.lane));
      const next = pickNext(this.#waiting, busyLanes, this.#servedAt);
      if (next === undefined) return;
      this.#begin(next);
    }
  }

  #begin(job: Job): void {
    this.#waiting = this.#waiting.filter((candidate) => candidate !== job);
    this.#servedAt.set(job.person, ++this.#begun);
    const abort = new AbortController();
    const done = job.run(abort.signal).finally(() => {
      this.#running.delete(job.id);
      this.#forgetIdlePeople();
      this.#advance();
    });
    this.#running.set(job.id, { job, abort, done });
  }

  /** As if what runs ended now, and each job before the next began. */
  #order(): readonly Job[] {
    const servedAt = new Map(this.#servedAt);
    const order: Job[] = [];
    for (let waiting = this.#waiting, begun = this.#begun; waiting.length > 0; ) {
      const next = pickNext(waiting, new Set(), servedAt);
      if (next === undefined) break;
      order.push(next);
      servedAt.set(next.person, ++begun);
      waiting = waiting.filter((job) => job !== next);
    }
    return order;
  }

  /** Who neither waits nor runs is as new. */
  #forgetIdlePeople(): void {
    const busy = new Set([...this.#waiting, ...[...this.#running.values()].map(({ job }) => job)].map((job) => job.person));
    for (const person of this.#servedAt.keys()) if (!busy.has(person)) this.#servedAt.delete(person);
  }
}

/** The person served longest ago; among a person's jobs, and among people never served, the first that came. */
function pickNext<Job extends QueuedJob>(
  waiting: readonly Job[],
  busyLanes: ReadonlySet<string>,
  servedAt: ReadonlyMap<string, number>,
): Job | undefined {
  const seen = new Set(busyLanes);
  const ready = waiting.filter((job) => {
    const isHead = !seen.has(job.lane);
    seen.add(job.lane);
    return isHead;
  });
  const rank = (job: Job) => servedAt.get(job.person) ?? 0;
  return ready.reduce<Job | undefined>((best, job) => (best === undefined || rank(job) < rank(best) ? job : best), undefined);
}
