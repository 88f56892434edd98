/** One line that says how far a long run is and when it will end. */

import type { Writable } from "node:stream";

export interface Terminal extends Pick<Writable, "write"> {
  readonly isTTY?: boolean;
}

export class Progress {
  readonly #output: Terminal;
  readonly #now: () => number;
  #label = "";
  #startedAt = 0;
  #skipped = 0;
  #shownAt = Number.NEGATIVE_INFINITY;

  constructor(output: Terminal, now: () => number = () => performance.now()) {
    this.#output = output;
    this.#now = now;
  }

  /** `wasKnown` steps cost no time and do not count towards the rate. On a terminal the line is overwritten, elsewhere there is one every half minute. */
  show(label: string, done: number, all: number, wasKnown = false): void {
    if (label !== this.#label) [this.#label, this.#startedAt, this.#skipped] = [label, this.#now(), 0];
    if (wasKnown) this.#skipped = done;
    const elapsedMs = this.#now() - this.#startedAt;
    const asked = done - this.#skipped;
    const left = asked === 0 || done === all ? "" : `, about ${duration((elapsedMs / asked) * (all - done))} left`;
    const line = `${label} ${done}/${all}${left}`;
    if (this.#output.isTTY === true) this.#output.write(`\r\x1b[K${line}`);
    else if (this.#now() - this.#shownAt >= 30_000 || done === all) {
      this.#shownAt = this.#now();
      this.#output.write(`${line}\n`);
    }
  }

  end(line: string): void {
    this.#output.write(`${this.#output.isTTY === true ? "\r\x1b[K" : ""}${line}\n`);
  }
}

function duration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  return seconds < 90 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}
