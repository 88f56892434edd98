/** The conversations that are open in browsers: their logs, the files that answers have just brought, and the way to Quartet. */

import type { Delivery } from "../../src/adapter.ts";
import type { Language } from "../../src/language/language.ts";
import type { Inbound } from "../../src/turn/inbound.ts";
import type { FileId } from "../../src/turn/part.ts";
import type { ConversationId } from "../../src/turn/turn.ts";
import { wireEventsOf } from "./deliver.ts";
import { EventLog } from "./event-log.ts";
import type { House } from "./house.ts";
import type { History, StoredMedium } from "./history.ts";
import type { WireEvent } from "./wire.ts";

export type OnInbound = (inbound: Inbound) => Promise<void>;

export class Conversations {
  readonly history: History;
  readonly #stopped = new AbortController();
  readonly #logs = new Map<ConversationId, EventLog>();
  readonly #delivered = new Map<string, StoredMedium>();
  #onInbound: OnInbound | undefined;
  #house: House | undefined;

  constructor(history: History) {
    this.history = history;
  }

  start(onInbound: OnInbound, house: House): void {
    this.#onInbound = onInbound;
    this.#house = house;
  }

  get house(): House | undefined {
    return this.#house;
  }

  /** Where no conversation is meant. */
  get language(): Language {
    return this.#house?.languageAt({ channelId: "" }) ?? "en";
  }

  /** Ends every open stream. */
  stop(): void {
    this.#stopped.abort();
    this.#house?.stop();
  }

  get stopped(): AbortSignal {
    return this.#stopped.signal;
  }

  logOf(id: ConversationId): EventLog {
    const log = this.#logs.get(id) ?? new EventLog();
    // Set again, so that the map is in the order of use and the first is the one to let go.
    this.#logs.delete(id);
    this.#logs.set(id, log);
    if (this.#logs.size > MAX_LOGS) this.#logs.delete(firstKeyOf(this.#logs));
    return log;
  }

  async deliver(delivery: Delivery): Promise<void> {
    const { conversationId } = delivery.target;
    if (delivery.type === "media-end") this.#keep(conversationId, delivery.part.file.id, delivery.file);
    for (const event of await wireEventsOf(delivery, this.history)) this.logOf(conversationId).append(event);
  }

  /** Resolves when the event is stored. Everybody sees at once what was said, and that it was not taken if it was not. */
  async tell(inbound: Inbound, shown?: Extract<WireEvent, { type: "said" }>): Promise<void> {
    const log = this.logOf(inbound.conversationId);
    if (shown && !log.hasSaid(shown.turnId)) log.append(shown);
    try {
      await this.#onInbound?.(inbound);
    } catch (error) {
      if (shown) log.append({ type: "unsaid", turnId: shown.turnId });
      throw error;
    }
    if (inbound.type !== "pressed" || inbound.action.type !== "forget") return;
    if (inbound.action.scope === "conversation") return log.append({ type: "forgotten" });
    for (const each of this.#logs.values()) each.append({ type: "withdrawn", authorId: inbound.author.id });
  }

  /** A file that the conversation shows, or that an answer has brought and the history does not know yet. */
  async file(id: ConversationId, fileId: FileId): Promise<StoredMedium | undefined> {
    return (await this.history.file(id, fileId)) ?? this.#delivered.get(`${id} ${fileId}`);
  }

  #keep(id: ConversationId, fileId: FileId, medium: StoredMedium): void {
    this.#delivered.set(`${id} ${fileId}`, { path: medium.path, mediaType: medium.mediaType });
    if (this.#delivered.size > MAX_DELIVERED) this.#delivered.delete(firstKeyOf(this.#delivered));
  }
}

const MAX_LOGS = 500;
const MAX_DELIVERED = 500;

function firstKeyOf<Key>(map: ReadonlyMap<Key, unknown>): Key {
  const [first] = map.keys();
  return first as Key;
}
