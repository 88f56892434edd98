/** What a person's list of conversations says of one: their first words there, and when they last spoke. */

import type { Turn, TurnId } from "../turn/turn.ts";
import { textOf } from "./memory.ts";
import type { Spoken } from "./people.ts";

const TITLE_LENGTH = 60;

export function titleOf(turn: Turn): string {
  const words = textOf(turn).replaceAll(/\s+/g, " ").trim();
  return words.length > TITLE_LENGTH ? `${words.slice(0, TITLE_LENGTH - 1)}…` : words;
}

/** `theirs`: what the person said and what was answered to it, even to what was deleted. Undefined where nothing of that is left. */
export function spokenBy(turns: readonly Turn[], authorId: string, theirs: ReadonlySet<TurnId>): Spoken | undefined {
  const own = turns.filter(({ role, author }) => role === "user" && author.id === authorId);
  const updatedAt = (own.at(-1) ?? turns.findLast(({ id }) => theirs.has(id)))?.createdAt;
  return updatedAt === undefined ? undefined : { title: own.map(titleOf).find((words) => words !== "") ?? "", updatedAt };
}
