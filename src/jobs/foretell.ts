/** What will begin when, as things stand: the queue played forward with the times that answers have been taking. */

export interface WaitingJob {
  readonly id: string;
  readonly lane: string;
  readonly person: string;
}

/** What is worked on: for how long it still keeps its place at words and its lane. */
export interface BusyJob {
  readonly lane: string;
  /** Absent where it keeps no place at words. */
  readonly wordsLeftMs?: number;
  readonly laneLeftMs: number;
}

export interface Foretold {
  /** How many waiting jobs begin before it, plus one for what it waits for. */
  readonly position: number;
  readonly beginsInMs: number;
}

export interface Standing<Job extends WaitingJob> {
  readonly waiting: readonly Job[];
  readonly busy: readonly BusyJob[];
  readonly maxAtWords: number;
  /** The count of jobs begun when each person was served last. */
  readonly servedAt: ReadonlyMap<string, number>;
  readonly begun: number;
  expect(job: Job): { readonly wordsMs: number; readonly makingMs: number };
}

/** Of every waiting job, by its id. */
export function foretell<Job extends WaitingJob>({
  waiting,
  busy,
  maxAtWords,
  servedAt,
  begun,
  expect,
}: Standing<Job>): ReadonlyMap<string, Foretold> {
  const foretold = new Map<string, Foretold>();
  const served = new Map(servedAt);
  let left = waiting;
  let atWords = busy.flatMap(({ wordsLeftMs }) => wordsLeftMs ?? []);
  let lanes = busy.map(({ lane, laneLeftMs }) => ({ lane, untilMs: laneLeftMs }));
  for (let nowMs = 0, count = begun; left.length > 0; ) {
    atWords = atWords.filter((untilMs) => untilMs > nowMs);
    lanes = lanes.filter(({ untilMs }) => untilMs > nowMs);
    const next = atWords.length < maxAtWords ? pickNext(left, new Set(lanes.map(({ lane }) => lane)), served) : undefined;
    if (next === undefined) {
      nowMs = Math.min(...atWords, ...lanes.map(({ untilMs }) => untilMs));
      continue;
    }
    const { wordsMs, makingMs } = expect(next);
    foretold.set(next.id, { position: foretold.size + 1, beginsInMs: nowMs });
    served.set(next.person, ++count);
    atWords.push(nowMs + Math.max(1, wordsMs));
    lanes.push({ lane: next.lane, untilMs: nowMs + Math.max(1, wordsMs) + makingMs });
    left = left.filter((job) => job !== next);
  }
  return foretold;
}

/** The person served longest ago; among a person's jobs, and among people never served, the first that came. */
export function pickNext<Job extends WaitingJob>(
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
