/** The tables of the eval's page beneath the matrix: attributes with the judges' own error, the other suites, and the quality of what was made. */

import { escapeHtml, percent, tenths } from "./markup.ts";
import type { Compared, Faults } from "./report-quality.ts";
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

/** A section for every suite of which something was asked. */
export function otherSuites(report: Report): string {
  const { multiTurn, honestBorder, handwritten, halfKnown, foreign, helpful, afterwards } = report;
  const sections: readonly (readonly [number, string])[] = [
    [multiTurn.n, severalTurns(multiTurn)],
    [handwritten.n, ownWords(handwritten)],
    [honestBorder.n, border(honestBorder)],
    [halfKnown.n, halfKnownWishes(halfKnown)],
    [foreign.n, elsewhere(foreign)],
    [helpful.n, smallTalk(helpful)],
    [afterwards.n, saidToPiece(afterwards)],
  ];
  return sections.flatMap(([n, section]) => (n === 0 ? [] : [section])).join("\n");
}

function severalTurns({ kinds }: Report["multiTurn"]): string {
  const rows = Object.entries(kinds).map(([kind, tally]) =>
    row(escapeHtml(kind), [String(tally.n), percent(tally.accuracy), percent(tally.allRight)]),
  );
  return `<h2>Several turns</h2><table class="plain kinds"><thead><tr><th>kind</th><th>n</th><th>accuracy</th><th>wholly right</th></tr></thead><tbody>${rows.join("")}</tbody></table>`;
}

function ownWords({ n, exactModalities, thing, accuracy }: Report["handwritten"]): string {
  return `<h2>People's own words</h2><p class="note">${n} requests written by hand: exactly the asked media in ${percent(exactModalities)}, the right thing in ${percent(thing)}, both in ${percent(accuracy)}.</p>`;
}

function border({ n, accuracy, saysWhatItCan, kinds }: Report["honestBorder"]): string {
  return `<h2>Honest at the border</h2><p class="note">${n} messages that are no business of this world: no medium made, and a plain no, in ${percent(accuracy)}; with what can be asked for instead in ${percent(saysWhatItCan)}.</p>
${byKind(kinds)}`;
}

function halfKnownWishes({ n, accuracy, namesUnknown, offersKnown, waits, yes, no, kinds }: Report["halfKnown"]): string {
  return `<h2>Half-known wishes</h2><p class="note">${n} wishes with one part that is not of this world ("a red dragon in the rain"), by what is unknown: right from end to end in ${percent(accuracy)}.
The unknown was named in ${percent(namesUnknown)}, the rest offered in ${percent(offersKnown)}, nothing made before the answer in ${percent(waits)}.
After a yes to an offer (${yes.n}) just what was offered was made in ${percent(yes.kept)}, its attributes right in ${percent(yes.attributes)}; after a no (${no.n}) nothing was made in ${percent(no.kept)}.</p>
${byKind(kinds)}`;
}

function elsewhere({ n, accuracy, nothingMade, kinds }: Report["foreign"]): string {
  return `<h2>Media from elsewhere</h2><p class="note">${n} photo-like pictures, charts, screens, voices, pieces of music and clips: called unknown, with no thing named and nothing made, in ${percent(accuracy)}; nothing made in ${percent(nothingMade)}.</p>
${byKind(kinds)}`;
}

function smallTalk({ n, accuracy, kinds }: Report["helpful"]): string {
  return `<h2>Small talk and help</h2><p class="note">${n} greetings, thanks and questions about the assistant, answered in kind in ${percent(accuracy)}.</p>
${byKind(kinds)}`;
}

function saidToPiece({ n, accuracy, nothingMade, kinds }: Report["afterwards"]): string {
  return `<h2>Said to a piece</h2><p class="note">${n} times something was made and then small talk was made, another topic came up, or a change to what is not of this world was asked for: answered in kind in ${percent(accuracy)}, no other medium made in ${percent(nothingMade)}.</p>
${byKind(kinds)}`;
}

export function qualityTable({ quality: { sharpness, flicker, clicks, buzz }, counts }: Report): string {
  if (counts.quality === 0) return "";
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
  return `<table class="plain kinds"><tbody>${rows.join("")}</tbody></table>`;
}

function row(head: string, values: readonly string[]): string {
  return `<tr><th scope="row">${head}</th>${values.map((value) => `<td>${value}</td>`).join("")}</tr>`;
}

function cells(names: readonly Attribute[], show: (name: Attribute) => string | undefined): string[] {
  return names.map((name) => show(name) ?? "");
}
