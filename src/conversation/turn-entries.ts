/** The entries of a log that brought a turn, and whose they are. */

import { type Author, SOMEBODY, type TurnId } from "../turn/turn.ts";
import type { Entry } from "./entry.ts";
import type { LoggedEntry } from "./log.ts";

/** What somebody said, or what was made of it. */
export type TurnEntry = Extract<Entry, { type: "said" | "made" }>;

export function hasTurn(entry: Entry): entry is TurnEntry {
  return entry.type === "said" || entry.type === "made";
}

/** Said by the person, or answered to them. */
export function isOf(entry: Entry, authorId: Author["id"]): boolean {
  return entry.type === "said" ? entry.turn.author.id === authorId : entry.type === "made" && entry.askedBy === authorId;
}

export function turnsIn(entries: readonly LoggedEntry[]): ReadonlySet<TurnId> {
  return new Set(entries.flatMap(({ entry }) => (hasTurn(entry) ? [entry.turn.id] : [])));
}

/** Who said it, or was answered. */
export function authorsIn(entries: readonly LoggedEntry[]): ReadonlySet<Author["id"]> {
  const ids = entries.flatMap(({ entry }) => (entry.type === "said" ? [entry.turn.author.id] : entry.type === "made" ? [entry.askedBy] : []));
  return new Set(ids.filter((id) => id !== SOMEBODY.id));
}

/** Changes of these turns' words. */
export function editsOf(entries: readonly LoggedEntry[], turns: ReadonlySet<TurnId>): readonly LoggedEntry[] {
  return entries.filter(({ entry }) => entry.type === "edited" && turns.has(entry.turnId));
}
