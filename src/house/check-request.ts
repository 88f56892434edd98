/** What the house says of one request before anything is made for it: whether it may be asked, and which media may be made. */

import { captionOf } from "../conversation/captions.ts";
import type { Conversations } from "../conversation/conversations.ts";
import type { Heard } from "../conversation/heard.ts";
import { findPiece, mediaOf, type RememberedTurn, textOf } from "../conversation/memory.ts";
import { parentsOf } from "../conversation/references.ts";
import type { AnswerOptions } from "../core/protocol.ts";
import { HouseRuleError } from "../errors.ts";
import type { Ask } from "../jobs/ask.ts";
import type { Telling } from "../language/language.ts";
import { screen } from "../screen/screen.ts";
import { MEDIA_MODALITIES } from "../turn/modality.ts";
import type { Part } from "../turn/part.ts";
import type { Asking, House } from "./house.ts";

/** So many of the person's own turns are read with the last one. */
const TURNS_BEFORE = 2;

export interface CheckParts {
  readonly conversations: Conversations;
  /** Absent: everybody may ask everything. */
  readonly house?: House;
}

/** A request, heard in its style, that is refused leaves memory, so that nothing later is made of it; so does what waited while the place or the person was shut out. @throws HouseRuleError */
export async function checkRequest({ house, conversations }: CheckParts, ask: Ask, { memory, asked }: Heard): Promise<void> {
  if (house === undefined) return;
  const { source, conversationId } = ask.target;
  const shut = house.shuts(askingOf(ask));
  if (shut !== undefined) {
    if (ask.said !== undefined) await conversations.withdraw(conversationId, asked.id);
    throw shut;
  }
  const own = memory.turns.filter((turn) => turn.role === "user" && turn.author.id === asked.author.id && turn.sequence < asked.sequence);
  const pieces = parentsOf(memory, asked).flatMap((piece) => findPiece(memory, piece) ?? []);
  const before = [...own.slice(-TURNS_BEFORE).map(textOf), ...pieces.map(captionOf)];
  const hasPictures = [...mediaOf(asked), ...pieces].some(({ type }) => type !== "audio");
  const verdict = screen({ type: "prompt", text: textOf(asked), before, hasPictures }, source);
  if (verdict.type !== "refuse") return;
  house.note("prompt-refused", askingOf(ask), verdict.rule);
  await conversations.withdraw(conversationId, asked.id);
  throw new HouseRuleError(`The request broke the rule "${verdict.rule}".`, verdict.telling);
}

/** Why words that everything in a place shall bear, such as a title or a style, may not stand there; undefined where they may. */
export function refusalOfWords(house: House, text: string, { source, author }: Asking): Telling | undefined {
  const verdict = screen({ type: "prompt", text }, source);
  if (verdict.type !== "refuse") return undefined;
  house.note("prompt-refused", { source, author }, verdict.rule);
  return verdict.telling;
}

export function askingOf({ target: { source }, asker: author }: Ask): Asking {
  return { source, author };
}

/** What was wished, less what is not made there for that person. */
export function optionsFor(house: House | undefined, ask: Ask, asked: RememberedTurn, outputFolder: string): AnswerOptions {
  const { seed, modalities: wished = asked.modalities } = ask.wish ?? {};
  const allowed = house?.modalitiesFor(askingOf(ask)) ?? MEDIA_MODALITIES;
  const modalities = (wished ?? MEDIA_MODALITIES).filter((modality) => allowed.includes(modality));
  const isAnything = wished === undefined && modalities.length === MEDIA_MODALITIES.length;
  return { outputFolder, ...(seed === undefined ? {} : { seed }), ...(isAnything ? {} : { modalities }) };
}

export function videoSecondsOf(parts: readonly Part[]): number {
  return parts.reduce((sum, part) => sum + (part.type === "video" ? part.durationMs / 1000 : 0), 0);
}
