/** The tables of the eval's page beneath the matrix: attributes with the judges' own error, the other suites, and the quality of what was made. */

import { escapeHtml, percent, tenths } from "./markup.ts";
import type { Compared, Faults, QualityReport } from "./report-quality.ts";
import type { Report } from "./report.ts";
import { ATTRIBUTES, type Attribute } from "./world.ts";

export function attributeTable({ attributes, judges }: Report): string {
  const names = ATTRIBUTES.filter((name) => Object.values(attributes).some((own) => name in own));
  const rows = Object.entries(attributes).flatMap(([output, own]) => {
    const read = Object.entries(judges).find(([modality]) => modality === output)?.[1];
    const made = row(
      output,
      cells(names, (name) => own[name] && percent(own[name].accuracy)),
    );
    if (read === undefined) return [made];
    const held = (name: Attribute) => (typeof own[name]?.judgeError === "number" ? `${tenths(own[name].judgeError)} %` : undefined);
    const here = (name: Attribute) => (read.attributes[name] === undefined ? undefined : `${tenths(1 - read.attributes[name])} %`);
    return [
      made,
      row("<small>judge's own error, held-out renders</small>", cells(names, held)),
      row(`<small>judge's own error, this eval's renders (${percent(read.combined)} wholly right)</small>`, cells(names, here)),
    ];
  });
  const heads = names.map((name) => `<th>${name}</th>`).join("");
  return `<h2>By attribute</h2><p class="note">Share of the matrix's determined attributes that are read right in what was made. Beneath it the share of real renders
that the judge itself reads wrong: as many points of what is missing may be the judge's error and not the pack's. Words are read by a parser without error.</p>
<div class="scroll"><table class="plain"><thead><tr><th>output</th>${heads}</tr></thead><tbody>${rows.join("")}</tbody></table></div>`;
}

export function otherSuites({ multiTurn, honestBorder, handwritten, halfKnown, foreign, helpful }: Report): string {
  const kinds = Object.entries(multiTurn.kinds).map(([kind, tally]) =>
    row(escapeHtml(kind), [String(tally.n), percent(tally.accuracy), percent(tally.allRight)]),
  );
  return `<h2>Several turns</h2><table class="plain"><thead><tr><th>kind</th><th>n</th><th>accuracy</th><th>wholly right</th></tr></thead><tbody>${kinds.join("")}</tbody></table>
<h2>People's own words</h2><p class="note">${handwritten.n} requests written by hand: exactly the asked media in ${percent(handwritten.exactModalities)}, the right thing in ${percent(handwritten.thing)}, both in ${percent(handwritten.accuracy)}.</p>
<h2>Honest at the border</h2><p class="note">${honestBorder.n} messages that are no business of this world: no medium made, and a plain no, in ${percent(honestBorder.accuracy)}; with what can be asked for instead in ${percent(honestBorder.saysWhatItCan)}.</p>
${byKind(honestBorder.kinds)}
<h2>Half-known wishes</h2><p class="note">${halfKnown.n} wishes with one part that is not of this world ("a red dragon in the rain"), by what is unknown: right from end to end in ${percent(halfKnown.accuracy)}.
The unknown was named in ${percent(halfKnown.namesUnknown)}, the rest offered in ${percent(halfKnown.offersKnown)}, nothing made before the answer in ${percent(halfKnown.waits)}.
After a yes to an offer (${halfKnown.yes.n}) just what was offered was made in ${percent(halfKnown.yes.kept)}, its attributes right in ${percent(halfKnown.yes.attributes)}; after a no (${halfKnown.no.n}) nothing was made in ${percent(halfKnown.no.kept)}.</p>
${byKind(halfKnown.kinds)}
<h2>Media from elsewhere</h2><p class="note">${foreign.n} photo-like pictures, charts, screens, voices, pieces of music and clips: called unknown, with no thing named and nothing made, in ${percent(foreign.accuracy)}; nothing made in ${percent(foreign.nothingMade)}.</p>
${byKind(foreign.kinds)}
<h2>Small talk and help</h2><p class="note">${helpful.n} greetings, thanks and questions about the assistant, answered in kind in ${percent(helpful.accuracy)}.</p>
${byKind(helpful.kinds)}`;
}

export function qualityTable({ sharpness, flicker, clicks, buzz }: QualityReport): string {
  const rows = [
    compared("sharpness of pictures (variance of the Laplacian, median)", sharpness, 0),
    compared("flicker of clips where nothing moves (grey levels a frame)", flicker, 2),
    compared("clicks in sounds (largest jump to those around it, median)", clicks, 2, clicks),
    compared("buzz in sounds (loudness that repeats with the vocoder's frames, median)", buzz, 4, buzz),
  ];
  return `<h2>Clean media</h2><p class="note">What was made of scenes that were wholly described, beside the real renders of the same scenes. Of real sounds one in a hundred is above
the limit by definition.</p><div class="scroll"><table class="plain"><thead><tr><th>measure</th><th>n</th><th>made</th><th>real</th><th>ratio</th><th>above the limit of real ones</th></tr></thead><tbody>${rows.join("")}</tbody></table></div>`;
}

function compared(name: string, found: Compared | null, digits: number, faults: Faults | null = null): string {
  if (found === null) return row(name, ["0", "–", "–", "–", "–"]);
  const above = faults === null ? "" : `${percent(faults.above)} above ${faults.limit.toFixed(digits)}`;
  return row(name, [String(found.n), found.made.toFixed(digits), found.real.toFixed(digits), found.ratio.toFixed(2), above]);
}

function byKind(kinds: Readonly<Record<string, number>>): string {
  const rows = Object.entries(kinds).map(([kind, share]) => row(escapeHtml(kind), [percent(share)]));
  return `<table class="plain"><tbody>${rows.join("")}</tbody></table>`;
}

function row(head: string, values: readonly string[]): string {
  return `<tr><th scope="row">${head}</th>${values.map((value) => `<td>${value}</td>`).join("")}</tr>`;
}

function cells(names: readonly Attribute[], show: (name: Attribute) => string | undefined): string[] {
  return names.map((name) => show(name) ?? "");
}
