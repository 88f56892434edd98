/** The book of a session: one HTML file with everything inside, which needs no network, runs no script, and prints page by page. */

import { readFile } from "node:fs/promises";
import { captionOf } from "../conversation/captions.ts";
import type { Language, Sentences } from "../language/language.ts";
import { BOOK_STYLE } from "./book-style.ts";
import { depthsOf, MAX_DEPTH, titleOf } from "./credits.ts";
import { bylineOf, captionFor } from "./film.ts";
import { type Page, pagesOf, type Scene } from "./scenes.ts";
import type { Studio, StudioPiece } from "./studio.ts";

export interface BookParts {
  readonly studio: Studio;
  readonly scenes: readonly Scene[];
  readonly pack: string;
  readonly language: Language;
  readonly sentences: Sentences["studio"];
  /** Where the bytes of a piece are; undefined where they are not kept any more. */
  fileOf(piece: StudioPiece): Promise<{ readonly path: string; readonly mediaType: string } | undefined>;
}

const FONT = new URL("../media/fraunces.ttf", import.meta.url);
/** Nothing from anywhere, no script, no form: only what is inside. */
const POLICY = "default-src 'none'; img-src data:; media-src data:; font-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

export async function makeBook(parts: BookParts): Promise<string> {
  const { studio, scenes, language, sentences } = parts;
  const pages = pagesOf(scenes);
  const font = `@font-face{font-family:Fraunces;src:url(data:font/ttf;base64,${(await readFile(FONT)).toString("base64")}) format("truetype");font-weight:100 900}`;
  const bodies: string[] = [];
  for (const [index, page] of pages.entries()) bodies.push(await pageOf(page, index + 1, parts));
  const title = studio.title || sentences.untitled;
  const shown = new Set(pages.flatMap(({ visuals, sounds }) => [...visuals, ...sounds]).map(({ number }) => number));
  return [
    `<!doctype html>\n<html lang="${language}">\n<head>\n<meta charset="utf-8">`,
    `<meta http-equiv="Content-Security-Policy" content="${POLICY}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="generator" content="Quartet">',
    `<title>${html(title)}</title>\n<style>${font}${BOOK_STYLE}</style>\n</head>\n<body>`,
    await coverOf(parts, pages),
    `<main>${bodies.join("\n")}</main>`,
    lineageOf(parts, shown),
    creditsOf(parts, shown),
    "</body>\n</html>\n",
  ].join("\n");
}

/** Whether two lines say the same but for how they end. */
function sameWords(one: string, other: string): boolean {
  const plain = (words: string) =>
    words
      .trim()
      .replace(/[.:;,!]+$/, "")
      .toLowerCase();
  return plain(one) === plain(other);
}

/** Words of people and of the model can never become markup. */
export function html(words: string): string {
  return words
    .toWellFormed()
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

/** The picture that most people like looks out of the cover. */
async function coverOf(parts: BookParts, pages: readonly Page[]): Promise<string> {
  const { studio, sentences } = parts;
  const pictures = pages.flatMap(({ visuals }) => visuals).filter(({ part }) => part.type === "image");
  const [best] = [...pictures].sort((one, other) => other.voters.length - one.voters.length);
  const names = studio.roster.filter(({ pieces }) => pieces > 0).map(({ name }) => name);
  const file = best && (await parts.fileOf(best));
  return [
    '<header class="cover">',
    file ? `<div class="window"><img src="${await dataUrlOf(file)}" alt=""></div>` : "",
    `<h1>${html(studio.title || sentences.untitled)}</h1>`,
    names.length === 0 ? "" : `<p class="by">${html(sentences.book.by(names))}</p>`,
    studio.style === "" ? "" : `<p class="style">${html(studio.style)}</p>`,
    `<p class="day"><time datetime="${new Date(studio.openedAt).toISOString()}">${html(sentences.book.onDay(studio.openedAt))}</time></p>`,
    pages.length < 2 ? "" : contentsOf(pages, sentences),
    "</header>",
  ].join("\n");
}

function contentsOf(pages: readonly Page[], { book }: Sentences["studio"]): string {
  const items = pages.map(({ lead }, index) => `<li><a href="#page-${index + 1}">${html(titleOf(lead))}</a></li>`);
  return `<nav aria-label="${html(book.contents)}"><ol>${items.join("")}</ol></nav>`;
}

async function pageOf({ visuals, sounds, lead }: Page, number: number, parts: BookParts): Promise<string> {
  const figures: string[] = [];
  for (const piece of [...visuals, ...sounds]) figures.push(await figureOf(piece, parts));
  const { words, told, part } = lead;
  const caption = captionFor(lead);
  const asked = words === "" || sameWords(words, caption) ? "" : `<p class="asked">${html(words)}</p>`;
  const heading = part.type === "audio" || visuals.length > 0 ? `<h2>${html(caption)}</h2>` : "";
  return [
    `<article class="page" id="page-${number}">`,
    `<div class="plates plates-${Math.min(3, visuals.length)}">${figures.join("\n")}</div>`,
    `<div class="words">${heading}${told === "" || sameWords(told, caption) ? "" : `<p class="told">${html(told)}</p>`}${asked}`,
    `<p class="byline">${html(bylineOf(lead, parts.sentences))}</p></div>`,
    `<p class="folio" aria-hidden="true">${number}</p>`,
    "</article>",
  ].join("\n");
}

async function figureOf(piece: StudioPiece, parts: BookParts): Promise<string> {
  const { sentences } = parts;
  const { part, number } = piece;
  const file = await parts.fileOf(piece);
  const alt = html(captionFor(piece));
  const id = `id="piece-${number}"`;
  if (file === undefined) return `<figure ${id} class="gone"><p>#${number} ${html(captionOf(part))}</p><p>${html(sentences.book.gone)}</p></figure>`;
  const url = await dataUrlOf(file);
  switch (part.type) {
    case "image":
      return `<figure ${id}><img src="${url}" alt="${alt}" width="${part.width}" height="${part.height}"></figure>`;
    case "audio":
      return `<figure ${id} class="sound"><figcaption>${html(sentences.book.sound)} #${number}</figcaption><audio controls preload="metadata" src="${url}" aria-label="${alt}"></audio></figure>`;
    case "video":
      if (file.mediaType.startsWith("image/")) return `<figure ${id}><img src="${url}" alt="${alt}"></figure>`;
      return `<figure ${id}><video controls loop playsinline preload="metadata" src="${url}" aria-label="${alt}" width="${part.width}" height="${part.height}"></video></figure>`;
    default:
      return part satisfies never;
  }
}

async function dataUrlOf({ path, mediaType }: { readonly path: string; readonly mediaType: string }): Promise<string> {
  const type = /^(image|audio|video)\/[a-z0-9.+-]+$/.test(mediaType) ? mediaType : "application/octet-stream";
  return `data:${type};base64,${(await readFile(path)).toString("base64")}`;
}

/** A family tree by indentation; what stands in the book leads there. */
function lineageOf({ studio: { pieces }, sentences }: BookParts, shown: ReadonlySet<number>): string {
  if (!pieces.some(({ parents }) => parents.length > 0)) return "";
  const depths = depthsOf(pieces);
  const items = pieces.map((piece) => {
    const from = piece.parents.length === 0 ? "" : ` <span class="from">${html(sentences.from(piece.parents.map((parent) => `#${parent}`)))}</span>`;
    return `<li style="--depth:${Math.min(MAX_DEPTH, depths.get(piece.number) ?? 0)}">${numberOf(piece, shown)} ${html(titleOf(piece))} <span class="who">${html(piece.author.name)}</span>${from}</li>`;
  });
  return `<section class="lineage"><h2>${html(sentences.book.lineage)}</h2><ol>${items.join("\n")}</ol></section>`;
}

function numberOf({ number }: StudioPiece, shown: ReadonlySet<number>): string {
  return shown.has(number) ? `<a class="number" href="#piece-${number}">#${number}</a>` : `<span class="number">#${number}</span>`;
}

function creditsOf({ studio, pack, sentences }: BookParts, shown: ReadonlySet<number>): string {
  const { credits, book } = sentences;
  const members = studio.roster.flatMap((member) => {
    const own = studio.pieces.filter(({ author }) => author.id === member.id);
    const links = own.map(
      (piece) =>
        `${numberOf(piece, shown)}${piece.voters.length === 0 ? "" : ` <span class="who">${html(credits.votes(piece.voters.length))}</span>`}`,
    );
    return own.length === 0 ? [] : [`<li><strong>${html(member.name)}</strong> ${links.join(", ")}</li>`];
  });
  return `<footer class="credits"><p class="end">${html(book.end)}</p><h2>${html(credits.title)}</h2><ul>${members.join("\n")}</ul><p class="made">${html(credits.made(pack))}</p></footer>`;
}
