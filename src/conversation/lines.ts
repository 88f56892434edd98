/** Memory in the order in which a model should read it: each person's turn, its latest answer, and what that answer made. */

import type { CountTokens } from "./count-tokens.ts";
import type { PackSummary, PromptTurn } from "../core/protocol.ts";
import type { MediaPart, Part } from "../turn/part.ts";
import type { Turn } from "../turn/turn.ts";
import { captionOf } from "./captions.ts";
import { findPiece, mediaOf, type Memory, type RememberedTurn } from "./memory.ts";
import { referredPieces } from "./references.ts";
import type { TurnCost } from "./window.ts";

export interface Line {
  readonly role: PromptTurn["role"];
  readonly turn: Turn;
  readonly parts: readonly Part[];
  /** Only where several people speak, so that they are told apart. */
  readonly author?: string;
}

/**
 * Everything up to `asked`, which comes last. An answer given again stands in the place of the one before; an answer whose question
 * is gone is not shown. At most about `maxLines` newest ones, cut in whole blocks so that the beginning seldom moves.
 */
export function linesOf(memory: Memory, asked: RememberedTurn, maxLines: number): readonly Line[] {
  const said = memory.turns.filter((turn) => turn.role === "user" && turn.sequence <= asked.sequence);
  const answers = new Map(
    memory.turns.flatMap((turn) =>
      turn.role === "bot" && turn.replyTo !== undefined && turn.parts.length > 0 ? [[turn.replyTo, turn] as const] : [],
    ),
  );
  const isGroup = new Set(said.map((turn) => turn.author.id)).size > 1;
  const first = Math.max(0, Math.floor((said.length - maxLines) / maxLines) * maxLines);
  return said.slice(first).flatMap((turn) => {
    const chosen = referredPieces(memory, turn).chosen.flatMap((piece) => findPiece(memory, piece) ?? []);
    const line: Line = { role: "user", turn, parts: [...chosen, ...turn.parts], ...(isGroup ? { author: turn.author.name } : {}) };
    const answer = turn === asked ? undefined : answers.get(turn.id);
    return answer === undefined ? [line] : [line, ...answerLines(answer)];
  });
}

/** Tokens that open and close a turn, with some to spare for other templates than the storybook's. */
const TURN_TOKENS = 6;
const CAPTION_FRAME_TOKENS = 8;
const SIGNAL_TOKENS = 8;

export function costOf(line: Line, pack: PackSummary, countTokens: CountTokens): TurnCost {
  const words = line.parts.reduce(
    (total, part) => total + (part.type === "text" ? countTokens(part.text) : 0),
    TURN_TOKENS + countTokens(line.author ?? ""),
  );
  const media = mediaOf(line);
  const captioned = media.reduce((total, part) => total + captionTokens(part, countTokens), 0);
  const shown = media.reduce((total, part) => total + shownTokens(part, pack, countTokens), 0);
  const signals = words + SIGNAL_TOKENS * media.length;
  if (line.role === "bot") return { shown: signals, captioned: signals, mayBegin: false };
  return { shown: words + shown, captioned: words + captioned, mayBegin: line.role === "user" };
}

export function shownTokens(part: MediaPart, pack: PackSummary, countTokens: CountTokens): number {
  return pack.mediaTokens[part.type] ?? captionTokens(part, countTokens);
}

function captionTokens(part: MediaPart, countTokens: CountTokens): number {
  return countTokens(captionOf(part)) + CAPTION_FRAME_TOKENS;
}

/** What an answer made is seen by the model as media too, in a turn of its own behind the answer. */
function answerLines(answer: Turn): readonly Line[] {
  const made = mediaOf(answer);
  const said: Line = { role: "bot", turn: answer, parts: answer.parts };
  return made.length === 0 ? [said] : [said, { role: "made", turn: answer, parts: made }];
}
