/** Seeded choices: everything that chance decides in the eval's cases. */

import { seededRandom } from "../core/llm/random.ts";
import { QuartetError } from "../errors.ts";

export class Draw {
  readonly #random: () => number;

  /** The same words and seed give the same choices in every run. */
  constructor(seed: number, name: string) {
    this.#random = seededRandom(hash(`${seed}/${name}`));
  }

  /** A number from 0 up to, but not including, 1. */
  share(): number {
    return this.#random();
  }

  below(count: number): number {
    return Math.floor(this.#random() * count);
  }

  pick<T>(values: readonly T[]): T {
    const value = values[this.below(values.length)];
    if (value === undefined) throw new QuartetError("config", "A choice was asked for among no values; the eval's data lack an entry.");
    return value;
  }

  /** Fisher and Yates. */
  shuffled<T>(values: readonly T[]): T[] {
    const rest = [...values];
    return values.flatMap(() => rest.splice(this.below(rest.length), 1));
  }

  sample<T>(values: readonly T[], count: number): T[] {
    return this.shuffled(values).slice(0, count);
  }
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let state = 0x811c9dc5;
  for (const byte of Buffer.from(text)) state = Math.imul(state ^ byte, 0x01000193);
  return state >>> 0;
}
