/** Who spoke in which conversations: an index beside the logs, so that nobody's list needs a walk through all of them. */

import Keyv from "keyv";
import { createKeyvStore } from "../store/keyv-store.ts";
import type { Store } from "../store/store.ts";
import type { ConversationId } from "../turn/turn.ts";

export interface ConversationSummary {
  readonly conversationId: ConversationId;
  /** Its first words; empty where none were said. */
  readonly title: string;
  /** Unix milliseconds. */
  readonly updatedAt: number;
}

export type Spoken = Omit<ConversationSummary, "conversationId">;

export class People {
  readonly #entries: Keyv<Spoken>;

  constructor(store: Store) {
    this.#entries = new Keyv<Spoken>({ store: createKeyvStore(store, "people"), useKeyPrefix: false, throwOnErrors: true });
    // Keyv names it "keyv" otherwise, and iterates that namespace only.
    this.#entries.namespace = undefined;
  }

  /** The first words that a person said there stay the title. */
  async spoke(authorId: string, conversationId: ConversationId, spoken: Spoken): Promise<void> {
    const key = keyOf(authorId, conversationId);
    const known = await this.#entries.get(key);
    await this.#entries.set(key, { ...spoken, title: known?.title || spoken.title });
  }

  /** The latest first. */
  async list(authorId: string): Promise<readonly ConversationSummary[]> {
    const found: ConversationSummary[] = [];
    for await (const [author, conversationId, spoken] of this.#all()) if (author === authorId) found.push({ conversationId, ...spoken });
    return found.sort((one, other) => other.updatedAt - one.updatedAt);
  }

  /** What is left to tell of a conversation in which some of the person's words went; undefined: nothing. */
  async renew(authorId: string, conversationId: ConversationId, spoken: Spoken | undefined): Promise<void> {
    const key = keyOf(authorId, conversationId);
    if (spoken === undefined) await this.#entries.delete(key);
    else await this.#entries.set(key, spoken);
  }

  /** Nobody speaks in these any more. */
  async left(conversationIds: ReadonlySet<ConversationId>): Promise<void> {
    const keys: string[] = [];
    for await (const [author, place] of this.#all()) if (conversationIds.has(place)) keys.push(keyOf(author, place));
    await this.#entries.deleteMany(keys);
  }

  async *#all(): AsyncGenerator<[authorId: string, conversationId: ConversationId, spoken: Spoken], void> {
    if (!this.#entries.iterator) return;
    for await (const [key, spoken] of this.#entries.iterator(undefined) as AsyncGenerator<[string, Spoken], void>) {
      const [author = "", conversation = ""] = key.split(" ");
      yield [decodeURIComponent(author), decodeURIComponent(conversation) as ConversationId, spoken];
    }
  }
}

function keyOf(authorId: string, conversationId: ConversationId): string {
  return `${encodeURIComponent(authorId)} ${encodeURIComponent(conversationId)}`;
}
