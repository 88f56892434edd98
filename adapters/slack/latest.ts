/** What came last, by key, as much of it as there is room for: the oldest gives way to what is new. */

export class Latest<Value> {
  readonly #room: number;
  readonly #values = new Map<string, Value>();

  constructor(room: number) {
    this.#room = room;
  }

  has(key: string): boolean {
    return this.#values.has(key);
  }

  get(key: string): Value | undefined {
    return this.#values.get(key);
  }

  /** What comes again counts as new. */
  set(key: string, value: Value): void {
    this.#values.delete(key);
    this.#values.set(key, value);
    const [oldest] = this.#values.keys();
    if (oldest !== undefined && this.#values.size > this.#room) this.#values.delete(oldest);
  }

  delete(key: string): void {
    this.#values.delete(key);
  }
}
