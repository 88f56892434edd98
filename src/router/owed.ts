/** What is owed of an answer, in the order in which it is told, and how far each of it has come. */

import type { Owed } from "../adapter.ts";
import { isMediaPart, type MediaPart, type Part } from "../turn/part.ts";

/** `sending`: it was begun and never confirmed. `unconfirmed`: nobody could find out. */
export type OwedState = "queued" | "sending" | "sent" | "unconfirmed" | "failed";

/** Is told of every change. */
export type Ledger = (name: string, state: OwedState, fault?: string) => void;

export type OwedEntry = Owed & { readonly state: OwedState };

export class OwedList {
  readonly #states = new Map<string, OwedState>();
  readonly #entries: { readonly name: string; content: Owed["content"] }[] = [];
  readonly #counts = { text: 0, notice: 0 };
  #ledger: Ledger | undefined;

  get entries(): readonly OwedEntry[] {
    return this.#entries.map((entry) => ({ ...entry, state: this.#states.get(entry.name) ?? "queued" }));
  }

  /** From now on every change is told. */
  record(ledger: Ledger): void {
    this.#ledger = ledger;
  }

  /** Words that follow words belong to them. */
  say(text: string): void {
    const last = this.#entries.at(-1);
    if (last?.content.type === "text") last.content = { type: "text", text: last.content.text + text };
    else this.#entries.push({ name: `text-${this.#counts.text++}`, content: { type: "text", text } });
  }

  notice(text: string): string {
    const name = `notice-${this.#counts.notice++}`;
    this.#entries.push({ name, content: { type: "notice", text } });
    return name;
  }

  medium(part: MediaPart): string {
    const name = `piece-${part.piece}`;
    this.#entries.push({ name, content: part });
    return name;
  }

  mark(name: string, state: OwedState, fault?: string): void {
    this.#states.set(name, state);
    this.#ledger?.(name, state, fault);
  }

  /** All words of the answer are one flow, and confirmed together. */
  markWords(state: OwedState, fault?: string): void {
    for (const { name, content } of this.#entries) if (content.type === "text") this.mark(name, state, fault);
  }
}

/** Of an answer that is remembered. */
export function owedOf(notices: readonly string[], parts: readonly Part[]): readonly OwedEntry[] {
  const list = new OwedList();
  for (const text of notices) list.notice(text);
  for (const part of parts) {
    if (isMediaPart(part)) list.medium(part);
    else list.say(part.text);
  }
  return list.entries;
}
