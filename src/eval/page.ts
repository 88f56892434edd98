/** Writes a report as a page to read: the matrix as a heat map in the manner of NExT-GPT's figure of human ratings, and samples to look at and listen to. */

import type { MediaModality } from "../turn/modality.ts";
import { escapeHtml, percent, whole } from "./markup.ts";
import { figures } from "./page-figures.ts";
import { PAGE_STYLE } from "./page-style.ts";
import { attributeTable, otherSuites, qualityTable } from "./page-tables.ts";
import type { Cell, Report } from "./report.ts";
import type { Score } from "./score.ts";

/** One case to show: files are paths relative to the page. */
export interface Sample {
  readonly group: string;
  /** With the answers to all but the last. */
  readonly sayings: readonly { readonly text: string; readonly files: readonly ShownFile[]; readonly answer: string | undefined }[];
  readonly answer: string;
  readonly files: readonly ShownFile[];
  readonly score?: Score;
}

export interface ShownFile {
  readonly modality: MediaModality;
  readonly path: string;
  readonly caption: string;
}

export function makePage(report: Report, samples: readonly Sample[]): string {
  const { matrix, pack } = report;
  const sections = [
    figures(report),
    ...(report.counts.matrix === 0 ? [] : [heatMap(report), attributeTable(report)]),
    otherSuites(report),
    qualityTable(report),
    `<h2>Samples</h2><div class="samples">${samples.map(sampleCard).join("")}</div>`,
  ];
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Any to any: ${escapeHtml(pack.name)}</title><style>${PAGE_STYLE}</style></head><body>
<h1>Any to any: ${escapeHtml(pack.name)}</h1>
<p class="note">Automatic attribute accuracy of ${matrix.cells.reduce((sum, { n }) => sum + n, 0)} answers, not a human rating. Every case fixes at least three attributes of a scene by words and
media; judge networks, trained on real renders only, and a fixed parser read them back from what the pack made, after encoding. A missing or an extra medium scores 0.
Manifest <code>${escapeHtml(pack.sha256.slice(0, 16))}</code>.</p>
${sections.join("\n")}
</body></html>
`;
}

function heatMap({ matrix }: Report): string {
  const rows = matrix.inputs.map((inputs) => {
    const cells = matrix.cells.filter((cell) => cell.inputs === inputs).map(heatCell);
    return `<tr><th scope="row">${spelled(inputs)}</th>${cells.join("")}</tr>`;
  });
  const heads = matrix.outputs.map((outputs) => `<th scope="col">${spelled(outputs)}</th>`);
  return `<h2>The matrix</h2><div class="scroll"><table class="heat"><caption>Rows: what was sent. Columns: what was asked for. In each cell the accuracy with its 95 % interval,
then in percent: all, the share of wholly right answers; ch, chance (the same answers against other targets); top, the ceiling (real renders through the same judges).</caption>
<thead><tr><th></th>${heads.join("")}</tr></thead><tbody>${rows.join("")}</tbody></table></div>`;
}

function heatCell({ n, accuracy, allRight, interval, chance, ceiling }: Cell): string {
  if (accuracy === null) return `<td class="none">–</td>`;
  const [low, high] = interval ?? [accuracy, accuracy];
  const title = `${n} answers, 95 % interval ${percent(low)} to ${percent(high)}`;
  const more = [`all ${whole(allRight ?? 0)}`, `ch ${whole(chance ?? 0)}`, `top ${whole(ceiling ?? 0)}`];
  return `<td class="${accuracy > 0.7 ? "deep" : ""}" style="--share:${accuracy.toFixed(3)}" title="${title}"><b>${percent(accuracy)}</b><small>${percent(low)}–${percent(high)}<br>${more.join(" · ")}</small></td>`;
}

function sampleCard({ group, sayings, answer, files, score }: Sample): string {
  const asked = sayings.map(
    ({ text, files: sent, answer: between }) =>
      `${sent.map(player).join("")}<p class="asked">${escapeHtml(text)}</p>${between === undefined ? "" : `<p>${escapeHtml(between)}</p>`}`,
  );
  const marks =
    score?.marks.map(
      ({ output, attribute, right }) => `<span class="${right ? "right" : "wrong"}">${right ? "✓" : "✗"} ${output} ${attribute}</span>`,
    ) ?? [];
  return `<article class="sample"><span class="tag">${escapeHtml(group)}${score === undefined ? "" : ` · ${percent(score.accuracy)}`}</span>${asked.join("")}<p>${escapeHtml(answer)}</p>${files.map(player).join("")}<p><small>${marks.join(" ")}</small></p></article>`;
}

function player({ modality, path, caption }: ShownFile): string {
  const [source, label] = [escapeHtml(path), escapeHtml(caption)];
  switch (modality) {
    case "image":
      return `<img src="${source}" alt="${label}" loading="lazy">`;
    case "audio":
      return `<audio src="${source}" aria-label="${label}" controls preload="none"></audio>`;
    case "video":
      return `<video src="${source}" aria-label="${label}" controls loop muted playsinline preload="metadata"></video>`;
    default:
      return modality satisfies never;
  }
}

const LETTERS: Readonly<Record<string, string>> = { T: "text", I: "image", A: "audio", V: "video" };

function spelled(set: string): string {
  return [...set].map((letter) => LETTERS[letter]).join(" + ");
}
