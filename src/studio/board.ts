/** The board: what everybody in a group session should see at a glance, as data and as Markdown that fits where it goes. */

import type { CommandButton } from "../commands/command.ts";
import type { Sentences } from "../language/language.ts";
import type { MediaModality } from "../turn/modality.ts";
import type { Studio, StudioPiece } from "./studio.ts";
import { captionOf } from "../conversation/captions.ts";

export interface BoardPiece {
  readonly number: number;
  readonly modality: MediaModality;
  readonly caption: string;
  readonly author: string;
  readonly parents: readonly number[];
  readonly votes: number;
  /** Ids of who likes it. */
  readonly voters: readonly string[];
  readonly isChosen: boolean;
}

export interface Board {
  readonly title: string;
  readonly openedBy: string;
  readonly style: string;
  readonly isOpen: boolean;
  readonly roster: readonly { readonly name: string; readonly pieces: number }[];
  readonly pieces: readonly BoardPiece[];
  /** Whether members are heard without addressing Quartet. */
  readonly hearsWords: boolean;
  readonly sentences: Sentences["studio"];
}

export function boardOf(studio: Studio, hearsWords: boolean, { studio: sentences }: Sentences): Board {
  const { title, openedBy, style, isOpen, roster, pieces } = studio;
  return {
    title: title || sentences.untitled,
    openedBy: openedBy.name,
    style,
    isOpen,
    roster: roster.map(({ name, pieces: count }) => ({ name, pieces: count })),
    pieces: pieces.map((piece) => boardPieceOf(piece, studio)),
    hearsWords,
    sentences,
  };
}

function boardPieceOf({ number, part, author, words, parents, voters }: StudioPiece, { chosen }: Studio): BoardPiece {
  return {
    number,
    modality: part.type,
    caption: part.caption || words || captionOf(part),
    author: author.name,
    parents,
    votes: voters.length,
    voters: voters.map(({ id }) => id),
    isChosen: chosen.includes(number),
  };
}

/** How a platform writes what the board says. */
export interface BoardDialect {
  readonly maxLength: number;
  /** Makes words that people or the model wrote harmless there. */
  tame(words: string): string;
  small(line: string): string;
}

export const MODALITY_SIGNS: Readonly<Record<MediaModality, string>> = { image: "🖼️", audio: "🔊", video: "🎬" };
const MAX_CAPTION = 90;
const MAX_MEMBERS = 20;

/** The newest pieces stay where not all have room. */
export function boardMarkdown(board: Board, dialect: BoardDialect): string {
  const { tame, small, maxLength } = dialect;
  const { sentences, roster, style, isOpen, hearsWords } = board;
  const names = roster.slice(0, MAX_MEMBERS).map(({ name, pieces }) => (pieces === 0 ? tame(name) : `${tame(name)} (${pieces})`));
  const head = [
    `## 📖 ${tame(shorten(board.title, 200))}`,
    small(isOpen ? sentences.openedBy(tame(board.openedBy)) : sentences.isClosed),
    `**${sentences.roster}** ${names.join(" · ")}${roster.length > MAX_MEMBERS ? " …" : ""}`,
    ...(style === "" ? [] : [`**${sentences.style}** ${tame(shorten(style, 300))}`]),
    "",
  ];
  const foot = isOpen ? ["", small(hearsWords ? sentences.hearsWords : sentences.hearsMentions), small(sentences.howToBuild)] : [];
  const lines = board.pieces.map((piece) => pieceLine(piece, board, dialect));
  for (let from = 0; ; from++) {
    const hidden = from === 0 ? [] : [small(sentences.earlier(from))];
    const shown = lines.length === 0 ? [small(sentences.noPieces)] : lines.slice(from);
    const text = [...head, ...hidden, ...shown, ...foot].join("\n");
    if (text.length <= maxLength || from >= lines.length) return text.slice(0, maxLength).toWellFormed();
  }
}

function pieceLine(piece: BoardPiece, { sentences }: Board, { tame }: BoardDialect): string {
  const from = piece.parents.length === 0 ? "" : ` · ${sentences.from(piece.parents.map((parent) => `#${parent}`))}`;
  const votes = piece.votes === 0 ? "" : ` · ♥ ${piece.votes}`;
  const caption = tame(shorten(piece.caption.replaceAll(/\s+/g, " ").trim(), MAX_CAPTION));
  return `**#${piece.number}** ${MODALITY_SIGNS[piece.modality]} ${caption} · ${tame(piece.author)}${from}${votes}${piece.isChosen ? " · ★" : ""}`;
}

/** What can be done at once with an open session; `within` names its thread where the board stands outside of it. */
export function boardButtons({ isOpen, sentences }: Board, within: string | undefined): readonly CommandButton[] {
  const options = (action: string) => ({ action, ...(within === undefined ? {} : { in: within }) });
  const { add, style, export: make, close } = sentences.buttons;
  if (!isOpen) return [{ label: make, command: "studio", options: options("export") }];
  return [
    { label: add, command: "studio", options: options("add"), asksForRest: true },
    { label: style, command: "studio", options: options("style"), asksForRest: true },
    { label: make, command: "studio", options: options("export") },
    { label: close, command: "studio", options: options("close") },
  ];
}

export function shorten(words: string, maxLength: number): string {
  return words.length > maxLength ? `${words.slice(0, maxLength - 1).toWellFormed()}…` : words;
}
