/** Newest first; media give way before words; most turns leave the beginning where it was. */

import { expect, test } from "vitest";
import { fitWindow, type TurnCost } from "../../src/conversation/window.ts";

const said = (shown: number, captioned = shown): TurnCost => ({ shown, captioned, mayBegin: true });
const answered = (tokens: number): TurnCost => ({ shown: tokens, captioned: tokens, mayBegin: false });

function costIn(costs: readonly TurnCost[], { begin, mediaFrom }: { begin: number; mediaFrom: number }): number {
  return costs.reduce((total, cost, index) => total + (index < begin ? 0 : index < mediaFrom ? cost.captioned : cost.shown), 0);
}

test("what fits is shown whole", () => {
  expect(fitWindow([said(40, 10), answered(20), said(40, 10)], 100)).toEqual({ begin: 0, mediaFrom: 0 });
  expect(fitWindow([said(400)], 100)).toEqual({ begin: 0, mediaFrom: 0 });
  expect(fitWindow([], 100)).toEqual({ begin: 0, mediaFrom: 0 });
});

test("old media become captions before any turn goes", () => {
  const { begin, mediaFrom } = fitWindow([said(50, 5), answered(10), said(50, 5), answered(10), said(50, 5)], 120);
  expect(begin).toBe(0);
  expect(mediaFrom).toBeGreaterThan(0);
  expect(mediaFrom).toBeLessThanOrEqual(4);
});

test("a window never begins with an answer, and the last turn is always in it", () => {
  const costs = [said(50), answered(50), said(50), answered(50), said(30)];
  const { begin } = fitWindow(costs, 140);
  expect(costs[begin]?.mayBegin).toBe(true);
  expect(fitWindow([said(10), answered(10), said(500)], 100).begin).toBe(2);
});

test("growing turn by turn it always fits, and seldom moves", () => {
  const costs: TurnCost[] = [];
  const begins = new Set<number>();
  for (let turn = 0; turn < 400; turn++) {
    costs.push(turn % 2 === 0 ? said(20 + (turn % 7), 12) : answered(15));
    if (turn % 2 === 1) continue;
    const window = fitWindow(costs, 500);
    expect(costIn(costs, window)).toBeLessThanOrEqual(500);
    begins.add(window.begin);
  }
  expect(begins.size).toBeLessThan(70);
});
