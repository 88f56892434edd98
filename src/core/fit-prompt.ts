/** Makes a conversation fit the context: the oldest media become captions, then the oldest turns go; the last turn of a person stays. */

import { QuartetError } from "../errors.ts";
import { countPositions, modalityOf, type PromptItem, type PromptRenderer } from "./prompt.ts";
import type { PromptTurn } from "./protocol.ts";

/**
 * The items of the prompt, at most `maxPositions` positions of them.
 * @throws QuartetError where the last turn alone does not fit.
 */
export function fitPrompt(renderer: PromptRenderer, given: readonly PromptTurn[], maxPositions: number): PromptItem[] {
  const begin = renderer.begin();
  const end = renderer.botOpens();
  const room = maxPositions - countPositions(begin) - countPositions(end);
  const turns = renderer.arrange(given);
  let rendered = turns.map((turn) => ({ turn, items: renderer.turn(turn) }));
  const excess = () => rendered.reduce((total, { items }) => total + countPositions(items), -room);
  const last = turns.findLastIndex((turn) => turn.role === "user");
  for (const [index, { turn }] of rendered.entries()) {
    if (excess() <= 0 || index >= last) break;
    const captioned = withCaptions(turn);
    rendered[index] = { turn: captioned, items: renderer.turn(captioned) };
  }
  while (excess() > 0 && rendered.length > turns.length - last) rendered = rendered.slice(nextExchange(rendered.map(({ turn }) => turn)));
  if (excess() > 0) throw tooLong(room + excess(), room);
  return renderer.whole(rendered.map(({ turn }) => turn));
}

function withCaptions(turn: PromptTurn): PromptTurn {
  const parts = turn.parts.map((part) =>
    part.type === "medium" ? ({ type: "caption", piece: part.piece, modality: modalityOf(part), caption: part.caption ?? "" } as const) : part,
  );
  return { ...turn, parts };
}

/** An answer without its question would puzzle the model: both go together. */
function nextExchange(turns: readonly PromptTurn[]): number {
  const next = turns.findIndex((turn, index) => index > 0 && turn.role === "user");
  return next === -1 ? turns.length : next;
}

function tooLong(positions: number, room: number): QuartetError {
  return new QuartetError(
    "model",
    `The last turn takes ${positions} positions of the context, ${room} are free; send less text or fewer media, or lower maxTokens.`,
    {
      told: ["tooMuchAtOnce"],
    },
  );
}
