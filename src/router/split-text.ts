/** Text that is longer than one message becomes several: cut at paragraphs, lines or words, with code fences closed and opened again. */

export interface SplitOptions {
  readonly maxLength: number;
  /** How the platform counts; must grow with the text. UTF-16 code units by default. */
  readonly lengthOf?: (text: string) => number;
}

/**
 * Without code fences the parts put together are the text; a part grows only at its end while the text does, so that it may be shown before the rest is known.
 * No part is longer than `maxLength`, which must leave room for two fences (100 at least).
 */
export function splitText(text: string, { maxLength, lengthOf = (part) => part.length }: SplitOptions): readonly string[] {
  const parts: string[] = [];
  let rest = text;
  while (lengthOf(rest) > maxLength) {
    const cut = findCut(rest, longestPrefix(rest, maxLength - FENCE_ROOM, lengthOf));
    const head = rest.slice(0, cut);
    const fence = openFence(head);
    parts.push(head + closingOf(head, fence));
    rest = openingOf(fence) + rest.slice(cut);
  }
  return rest === "" && parts.length > 0 ? parts : [...parts, rest];
}

/** A line such as "```ts" whose code block the text does not end. */
export interface Fence {
  readonly marks: string;
  readonly language: string;
}

export function openFence(text: string): Fence | undefined {
  let open: Fence | undefined;
  for (const [, marks = "", language = ""] of text.matchAll(/^ {0,3}(`{3,}|~{3,})[ \t]*([^\n`]*)$/gm)) {
    if (open === undefined) open = { marks, language: language.trim() };
    else if (language.trim() === "" && marks.startsWith(open.marks)) open = undefined;
  }
  return open;
}

/** What ends the open code block of `text`; empty where none is open. */
export function closingOf(text: string, fence: Fence | undefined): string {
  if (fence === undefined) return "";
  return `${text.endsWith("\n") ? "" : "\n"}${fence.marks}`;
}

/** What opens the code block again at the beginning of the next part. */
export function openingOf(fence: Fence | undefined): string {
  if (fence === undefined) return "";
  const marks = fence.marks.slice(0, MAX_MARKS);
  return `${marks}${fence.language.length > MAX_LANGUAGE ? "" : fence.language}\n`;
}

const MAX_MARKS = 8;
const MAX_LANGUAGE = 24;
/** For a line that closes, and a little air. */
const FENCE_ROOM = 24;
/** A cut earlier than this share of what fits would waste the message. */
const EARLIEST = 1 / 3;
const CHARACTER_WINDOW = 128;
const CHARACTERS = new Intl.Segmenter(undefined, { granularity: "grapheme" });

function longestPrefix(text: string, maxLength: number, lengthOf: (text: string) => number): number {
  let [fits, tooLong] = [0, text.length + 1];
  while (tooLong - fits > 1) {
    const middle = (fits + tooLong) >> 1;
    if (lengthOf(text.slice(0, middle)) <= maxLength) fits = middle;
    else tooLong = middle;
  }
  return fits;
}

/** The last paragraph, else the last line, else the last word that ends within `fits`; else the last whole character. */
function findCut(text: string, fits: number): number {
  const earliest = fits * EARLIEST;
  const window = text.slice(0, fits);
  const paragraph = window.lastIndexOf("\n\n") + 2;
  if (paragraph - 2 >= earliest && openFence(window.slice(0, paragraph)) === undefined) return paragraph;
  for (const separator of ["\n", " "]) {
    const end = window.lastIndexOf(separator) + 1;
    if (end - 1 >= earliest) return end;
  }
  return wholeCharacter(text, fits);
}

function wholeCharacter(text: string, at: number): number {
  const from = Math.max(0, at - CHARACTER_WINDOW);
  const starts = [...CHARACTERS.segment(text.slice(from, at + CHARACTER_WINDOW))].map(({ index }) => from + index);
  return starts.findLast((start) => start <= at && start > from) ?? at;
}
