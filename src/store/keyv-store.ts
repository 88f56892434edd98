/** A Keyv store over the SQLite file: one space of keys and their serialised values. */

import { EventEmitter } from "node:events";
import type { DatabaseSync } from "node:sqlite";
import type { Store } from "./store.ts";

/** Entries of one `space` never meet those of another. Values are the strings that Keyv serialises; times to live are kept. */
export function createKeyvStore(store: Store, space: string): SqliteKeyvStore {
  return new SqliteKeyvStore(store.database, space);
}

export class SqliteKeyvStore extends EventEmitter {
  /** Keyv offers iterator() only for stores whose options name a `dialect` that it knows. */
  readonly opts = { dialect: "sqlite" } as const;
  namespace?: string;
  readonly #space: string;
  readonly #statements: Statements;

  constructor(database: DatabaseSync, space: string) {
    super();
    this.#space = space;
    this.#statements = statementsOf(database);
  }

  async get(key: string): Promise<string | undefined> {
    return this.#read(key);
  }

  async getMany(keys: readonly string[]): Promise<(string | undefined)[]> {
    return keys.map((key) => this.#read(key));
  }

  async has(key: string): Promise<boolean> {
    return this.#read(key) !== undefined;
  }

  /** `ttlMs`: after that time the entry reads as absent. */
  async set(key: string, value: string, ttlMs?: number): Promise<void> {
    this.#statements.set.run(this.#space, key, value, ttlMs === undefined ? null : Date.now() + ttlMs);
  }

  async delete(key: string): Promise<boolean> {
    return Number(this.#statements.delete.run(this.#space, key).changes) > 0;
  }

  async deleteMany(keys: readonly string[]): Promise<boolean> {
    const deleted = await Promise.all(keys.map((key) => this.delete(key)));
    return deleted.some(Boolean);
  }

  /** Removes the entries of the namespace, or of the whole space without one. */
  async clear(): Promise<void> {
    this.#statements.clear.run(this.#space, ...keyRange(this.namespace));
  }

  /** Keys in ascending order; entries written meanwhile may or may not appear. */
  async *iterator(namespace?: string): AsyncGenerator<[string, string], void> {
    const [first, end] = keyRange(namespace);
    let after: string | undefined;
    for (;;) {
      const page = this.#statements.page.all(this.#space, first, end, after ?? null, Date.now(), PAGE_ROWS);
      for (const row of page) yield [String(row.key), String(row.value)];
      if (page.length < PAGE_ROWS) return;
      after = String(page.at(-1)?.key);
    }
  }

  #read(key: string): string | undefined {
    const row = this.#statements.get.get(this.#space, key, Date.now());
    return row === undefined ? undefined : String(row.value);
  }
}

type Statements = ReturnType<typeof prepare>;

const PAGE_ROWS = 256;

/** One set a database: every conversation has a store of its own, and there may be very many. */
const PREPARED = new WeakMap<DatabaseSync, Statements>();

function statementsOf(database: DatabaseSync): Statements {
  const statements = PREPARED.get(database) ?? prepare(database);
  PREPARED.set(database, statements);
  return statements;
}

function prepare(database: DatabaseSync) {
  return {
    get: database.prepare("SELECT value FROM entries WHERE space = ? AND key = ? AND (expires_at IS NULL OR expires_at > ?)"),
    set: database.prepare("INSERT OR REPLACE INTO entries (space, key, value, expires_at) VALUES (?, ?, ?, ?)"),
    delete: database.prepare("DELETE FROM entries WHERE space = ? AND key = ?"),
    clear: database.prepare("DELETE FROM entries WHERE space = ? AND key >= ? AND key < ?"),
    page: database.prepare(
      `SELECT key, value FROM entries WHERE space = ?1 AND key >= ?2 AND key < ?3 AND (?4 IS NULL OR key > ?4)
       AND (expires_at IS NULL OR expires_at > ?5) ORDER BY key LIMIT ?6`,
    ),
  };
}

/** Keyv writes a key of a namespace as `namespace:key`; SQLite compares texts byte by byte, so U+10FFFF ends every range. */
function keyRange(namespace: string | undefined): [string, string] {
  const prefix = namespace === undefined ? "" : `${namespace}:`;
  return [prefix, `${prefix}\u{10FFFF}`];
}
