/** Tells those who wait where they stand: at once, and again when that has changed, but not all the time. */

import type { Outlet } from "../router/outlet.ts";
import type { QueuePlace } from "./fair-queue.ts";

interface Told {
  readonly outlet: Outlet;
  position: number;
  at: number;
}

/** Each telling is an edit of a message, and platforms count those. */
const LEAST_PAUSE_MS = 4_000;
/** What moves at the same time is told together. */
const SETTLE_MS = 300;

export class Places {
  readonly #places: () => ReadonlyMap<string, QueuePlace>;
  readonly #told = new Map<string, Told>();
  #newcomers = new Map<string, Outlet>();
  #timer: NodeJS.Timeout | undefined;

  /** `places` says of every waiting answer where it stands. */
  constructor(places: () => ReadonlyMap<string, QueuePlace>) {
    this.#places = places;
  }

  /** It waits from now on. Whoever comes in the same moment is told from one look at the queue: a look costs as much as the queue is long. */
  tell(id: string, outlet: Outlet): void {
    if (this.#newcomers.size === 0) setImmediate(() => this.#welcome());
    this.#newcomers.set(id, outlet);
  }

  #welcome(): void {
    const places = this.#places();
    for (const [id, outlet] of this.#newcomers) {
      const place = places.get(id);
      if (place !== undefined) this.#say(id, { outlet, position: 0, at: 0 }, place);
    }
    this.#newcomers = new Map();
  }

  /** Something moved. */
  moved(): void {
    if (this.#told.size > 0) this.#timer ??= setTimeout(() => this.#update(), SETTLE_MS).unref();
  }

  #update(): void {
    this.#timer = undefined;
    const places = this.#places();
    for (const [id, told] of this.#told) {
      const place = places.get(id);
      if (place === undefined) this.#told.delete(id);
      else if (place.position !== told.position && performance.now() - told.at >= LEAST_PAUSE_MS) this.#say(id, told, place);
    }
    const isLate = [...this.#told].some(([id, { position }]) => places.get(id)?.position !== position);
    if (isLate) this.#timer = setTimeout(() => this.#update(), LEAST_PAUSE_MS / 2).unref();
  }

  #say(id: string, { outlet }: Told, { position, beginsInMs }: QueuePlace): void {
    this.#told.set(id, { outlet, position, at: performance.now() });
    outlet.tell({ type: "answer-start", waiting: position, ...(beginsInMs === undefined ? {} : { etaMs: Math.round(beginsInMs) }) });
  }
}
