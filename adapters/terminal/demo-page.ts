/** Writes a conversation as an illustrated page that needs nothing but the files beside it. */

import type { MediaModality } from "../../src/turn/modality.ts";
import type { TerminalAnswer } from "./deliver.ts";

export interface ShownExchange {
  readonly said: string;
  /** File names beside the page. */
  readonly sent: readonly ShownMedium[];
  readonly answer: TerminalAnswer;
  readonly made: readonly ShownMedium[];
}

export interface ShownMedium {
  readonly modality: MediaModality;
  readonly file: string;
  readonly caption: string;
}

export function demoPage(
  pack: { readonly name: string; readonly version: string; readonly device: string },
  exchanges: readonly ShownExchange[],
): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>A conversation with Quartet</title><style>${STYLE}</style></head>
<body><h1>A conversation with Quartet</h1>
<p class="note">Pack ${escapeHtml(`${pack.name} ${pack.version}`)} on ${escapeHtml(pack.device)}. Nothing here was chosen: it is what one run gave.</p>
<main>${exchanges.map(exchangeHtml).join("\n")}</main></body></html>
`;
}

function exchangeHtml({ said, sent, answer, made }: ShownExchange): string {
  const { firstTextMs, totalMs } = answer.timings;
  const times = `${firstTextMs === undefined ? "" : `first words after ${seconds(firstTextMs)}, `}all of it after ${seconds(totalMs)}`;
  const notices = answer.notices.map((notice) => `<p class="notice">${escapeHtml(notice)}</p>`);
  return `<section><div class="said">${sent.map(mediumHtml).join("")}<p>${escapeHtml(said)}</p></div>
<div class="answer"><p>${escapeHtml(answer.text.trim())}</p>${notices.join("")}<div class="media">${made.map(mediumHtml).join("")}</div><small>${times}</small></div></section>`;
}

function mediumHtml({ modality, file, caption }: ShownMedium): string {
  const [source, label] = [escapeHtml(file), escapeHtml(caption)];
  switch (modality) {
    case "image":
      return `<figure><img src="${source}" alt="${label}"><figcaption>${label}</figcaption></figure>`;
    case "audio":
      return `<figure><audio src="${source}" aria-label="${label}" controls></audio><figcaption>${label}</figcaption></figure>`;
    case "video":
      return `<figure><video src="${source}" aria-label="${label}" controls loop muted playsinline></video><figcaption>${label}</figcaption></figure>`;
    default:
      return modality satisfies never;
  }
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

const STYLE = `
:root { color-scheme: light dark; --paper: #faf8f3; --ink: #22252e; --soft: #70758a; --said: #dcebe6; --card: #ffffff; }
@media (prefers-color-scheme: dark) { :root { --paper: #15171d; --ink: #e9e7e1; --soft: #9ba1b3; --said: #1f3a38; --card: #1e212b; } }
body { margin: 0 auto; padding: 2.5rem 1.25rem 5rem; max-width: 46rem; background: var(--paper); color: var(--ink); font: 17px/1.5 Georgia, "Iowan Old Style", serif; }
.note, small, figcaption { color: var(--soft); font-size: .82rem; }
section { display: flex; flex-direction: column; gap: .75rem; margin: 2rem 0; }
.said, .answer { max-width: 85%; padding: .75rem 1.1rem; border-radius: 1.1rem; } .said { align-self: flex-end; background: var(--said); } .answer { background: var(--card); }
p { margin: .3rem 0; } .notice { color: var(--soft); font-style: italic; }
.media { display: flex; flex-wrap: wrap; gap: .75rem; } figure { margin: .4rem 0; max-width: 100%; }
img, video { width: 14rem; max-width: 100%; border-radius: .8rem; display: block; } audio { width: 17rem; max-width: 100%; } figcaption { max-width: 17rem; }
`;
