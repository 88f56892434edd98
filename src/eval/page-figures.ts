/** The figures at the head of the eval's page. */

import { percent } from "./markup.ts";
import type { Report } from "./report.ts";

export function figures(report: Report): string {
  const { matrix, multiTurn, honestBorder, handwritten, halfKnown, foreign, helpful, afterwards } = report;
  const asked = report.counts.matrix;
  const shares: readonly (readonly [string, number, number])[] = [
    ["matrix, mean of the cells", matrix.mean, asked],
    ["weakest cell", matrix.min, asked],
    ["wholly right", matrix.allRight, asked],
    ["chance", matrix.chance, asked],
    ["ceiling", matrix.ceiling, asked],
    ["exactly the asked media", report.exactModalities, asked],
    ["several turns", multiTurn.accuracy, multiTurn.n],
    ["honest at the border", honestBorder.accuracy, honestBorder.n],
    ["people's own words", handwritten.accuracy, handwritten.n],
    ["half-known wishes", halfKnown.accuracy, halfKnown.n],
    ["media from elsewhere called unknown", foreign.accuracy, foreign.n],
    ["greetings, thanks, help", helpful.accuracy, helpful.n],
    ["said to a piece", afterwards.accuracy, afterwards.n],
  ];
  const cards = [
    ...shares.map(([name, share, n]) => figure(name, n === 0 ? undefined : percent(share))),
    figure("sharpness, made to real", report.quality.sharpness?.ratio.toFixed(2)),
    figure("flicker, made to real", report.quality.flicker?.ratio.toFixed(2)),
    figure("sounds with clicks", report.quality.clicks === null ? undefined : percent(report.quality.clicks.above)),
  ];
  return `<div class="figures numbers">${cards.join("")}</div>`;
}

function figure(name: string, value: string | undefined): string {
  return `<div class="figure"><b>${value ?? "–"}</b><small>${name}</small></div>`;
}
