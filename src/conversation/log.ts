/** The logs of all conversations on Keyv: one key an entry, `<conversation>:<zero-padded sequence>`. */

import Keyv from "keyv";
import { createKeyvStore } from "../store/keyv-store.ts";
import type { Store } from "../store/store.ts";
import type { ConversationId } from "../turn/turn.ts";
import type { Entry, Sequence } from "./entry.ts";

export interface LoggedEntry {
  readonly sequence: Sequence;
  readonly entry: Entry;
}

export class ConversationLogs {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** In the order of their sequences. */
  async read(conversationId: ConversationId): Promise<readonly LoggedEntry[]> {
    const entries: LoggedEntry[] = [];
    for await (const [key, entry] of iterate(this.#open(conversationId))) entries.push({ sequence: Number(key) as Sequence, entry });
    return entries.sort((one, other) => one.sequence - other.sequence);
  }

  async get(conversationId: ConversationId, sequence: Sequence): Promise<Entry | undefined> {
    return await this.#open(conversationId).get(keyOf(sequence));
  }

  /** Overwrites what stands there: the same event, handled again after a crash. */
  async put(conversationId: ConversationId, sequence: Sequence, entry: Entry): Promise<void> {
    await this.#open(conversationId).set(keyOf(sequence), entry);
  }

  async remove(conversationId: ConversationId, sequences: readonly Sequence[]): Promise<void> {
    await this.#open(conversationId).deleteMany(sequences.map(keyOf));
  }

  async clear(conversationId: ConversationId): Promise<void> {
    await this.remove(
      conversationId,
      (await this.read(conversationId)).map(({ sequence }) => sequence),
    );
  }

  async list(): Promise<readonly ConversationId[]> {
    const all = new Keyv<Entry>({ store: createKeyvStore(this.#store, SPACE), useKeyPrefix: false, throwOnErrors: true });
    // Keyv names it "keyv" otherwise, and iterates that namespace only.
    all.namespace = undefined;
    const found = new Set<ConversationId>();
    for await (const [key] of iterate(all)) found.add(decodeURIComponent(key.slice(0, key.indexOf(":"))) as ConversationId);
    return [...found];
  }

  #open(conversationId: ConversationId): Keyv<Entry> {
    // Encoded, because Keyv takes a key's first colon for the end of its namespace.
    const namespace = encodeURIComponent(conversationId);
    return new Keyv<Entry>({ store: createKeyvStore(this.#store, SPACE), namespace, throwOnErrors: true });
  }
}

const SPACE = "conversations";

function keyOf(sequence: Sequence): string {
  return String(sequence).padStart(12, "0");
}

async function* iterate(keyv: Keyv<Entry>): AsyncGenerator<[string, Entry], void> {
  if (keyv.iterator) yield* keyv.iterator(keyv.namespace) as AsyncGenerator<[string, Entry], void>;
}
