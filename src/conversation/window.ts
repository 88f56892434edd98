/** Which turns the model is shown, and which of their media: newest first, old media giving way to their captions, then old turns to nothing. */

export interface TurnCost {
  /** Tokens with every medium shown. */
  readonly shown: number;
  /** Tokens with every medium as its caption. */
  readonly captioned: number;
  /** Whether a window may begin here: with somebody's words, not with an answer to what is no longer seen. */
  readonly mayBegin: boolean;
}

export interface Window {
  /** Index of the first turn that is shown. */
  readonly begin: number;
  /** Index of the first turn whose media are shown; those before have captions. */
  readonly mediaFrom: number;
}

/**
 * Where not everything fits, media are shown in the newest half of the budget, so that captions of older ones and words have the rest.
 * The last turn is shown whole whatever it costs. What gives way does so in steps of a quarter of the budget, counted from the
 * conversation's beginning: most turns then only add to the prompt before, and the core computes their new tokens alone.
 */
export function fitWindow(costs: readonly TurnCost[], budgetTokens: number): Window {
  const shown = costs.map((cost) => cost.shown);
  if (sum(shown) <= budgetTokens) return { begin: 0, mediaFrom: 0 };
  const last = Math.max(0, costs.length - 1);
  const stepTokens = Math.max(1, Math.floor(budgetTokens / 4));
  const excess = (tokens: number, roomTokens: number) => Math.ceil(Math.max(0, tokens - roomTokens) / stepTokens) * stepTokens;
  const mediaFrom = skip(shown, excess(sum(shown), budgetTokens / 2), last);
  const mixed = costs.map((cost, index) => (index < mediaFrom ? cost.captioned : cost.shown));
  const enough = skip(mixed, excess(sum(mixed), budgetTokens), last);
  const begin = costs.findIndex((cost, index) => index >= enough && (cost.mayBegin || index === last));
  return { begin, mediaFrom };
}

/** Index of the first turn behind at least `tokens`, at most `last`. */
function skip(costs: readonly number[], tokens: number, last: number): number {
  let index = 0;
  for (let skipped = 0; skipped < tokens && index < last; index++) skipped += costs[index] ?? 0;
  return index;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
