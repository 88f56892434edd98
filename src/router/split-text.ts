/** Text that is longer than one message becomes several: cut at the best place, never inside a character, with code fences closed and opened again. */

export interface Room {
  /** At least 100, so that the lines which mend a code fence leave space for words. */
  readonly maxLength: number;
  /** How the platform counts; a longer text never counts less, and each mark of a fence counts one. UTF-16 code units by default. */
  readonly lengthOf?: (text: string) => number;
}

/** A piece of the text: the bodies of all pieces together are the text; `open` and `close` mend a code fence that the cut goes through. */
export interface Cut {
  readonly open: string;
  readonly body: string;
  readonly close: string;
}

/** No text, no messages. All but the last stay as they are when the text grows, so that a stream can be cut as it comes. */
export function splitText(text: string, room: Room): readonly string[] {
  return cutText(text, room).map(({ open, body, close }) => open + body + close);
}

export function cutText(text: string, { maxLength, lengthOf = (part) => part.length }: Room): readonly Cut[] {
  const cuts: Cut[] = [];
  let open = "";
  for (let rest = text; rest !== ""; ) {
    const fits = (body: string) => lengthOf(open + body) + (hasFence(open + body) ? CLOSING_ROOM : 0) <= maxLength;
    const body = fits(rest) ? rest : rest.slice(0, bestCut(open, longestPrefix(rest, fits)));
    const fence = openFence(open + body);
    cuts.push({ open, body, close: closingOf(body, fence) });
    open = openingOf(fence);
    rest = rest.slice(body.length);
  }
  return cuts;
}

/** A line such as "```ts" whose code block the text does not end. */
export interface Fence {
  readonly marks: string;
  readonly language: string;
}

export function openFence(text: string): Fence | undefined {
  let open: Fence | undefined;
  for (const [, marks = "", info = ""] of text.matchAll(FENCE_LINES)) {
    if (open === undefined) open = { marks, language: /^[^\s~]*/.exec(info.trim())?.[0] ?? "" };
    else if (info.trim() === "" && marks.startsWith(open.marks)) open = undefined;
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
  return `${fence.marks}${fence.language.length > MAX_LANGUAGE ? "" : fence.language}\n`;
}

const MAX_LANGUAGE = 24;
/** Longer ones are taken for words: there would be no room to keep them whole and to repeat them. https://spec.commonmark.org/0.31.2/#fenced-code-blocks */
const FENCE_LINES = /^ {0,3}(`{3,12}|~{3,12}(?!~))([^`\n]{0,40})$/gm;
const MAX_FENCE = 3 + 12 + 40;
const CLOSING_ROOM = 1 + 12;
/** At the beginning of a text that may go on: its first line is a fence, or could become one. */
const MAYBE_FENCE = /^ {0,3}(?:`{3}|~{3}|(?:`{0,2}|~{0,2})$)/;

/** Stays true when the text grows. */
function hasFence(text: string): boolean {
  return text.includes("```") || text.includes("~~~");
}

/** Paragraph, line, sentence, word. */
const ENDINGS = [/\n{2,}/g, /\n/g, /(?:[.!?…]["'”’)\]]*\s|[。！？]["”’」』）]*)\s*/g, /\s+/g];
/** A cut before this share of what fits would waste the message. */
const EARLIEST = 1 / 2;
const CHARACTERS = new Intl.Segmenter(undefined, { granularity: "grapheme" });

function longestPrefix(text: string, fits: (prefix: string) => boolean): string {
  let [most, tooLong] = [0, text.length];
  while (tooLong - most > 1) {
    const middle = (most + tooLong) >> 1;
    if (fits(text.slice(0, middle))) most = middle;
    else tooLong = middle;
  }
  const isInPair = /[\uD800-\uDBFF]/.test(text.charAt(most - 1)) && most > 1;
  return text.slice(0, Math.max(1, isInPair ? most - 1 : most));
}

/** Where to cut the text that begins with `window`, by nothing but the window, for what follows may not be known yet. */
function bestCut(open: string, window: string): number {
  const characters = CHARACTERS.segment(window);
  const isWhole = (at: number) => characters.containing(at)?.index === at;
  const isGood = (at: number) => isWhole(at) && keepsFences(window, at) && !leavesEmptyCode(open + window.slice(0, at), window.slice(at));
  for (const ending of ENDINGS) {
    const ends = [...window.matchAll(ending)].map((match) => match.index + match[0].length).reverse();
    const best = ends.find((at) => at >= window.length * EARLIEST && isGood(at));
    if (best !== undefined) return best;
  }
  const starts = [...characters].map(({ index }) => index).filter((index) => index > 0);
  return starts.findLast((at) => keepsFences(window, at)) ?? starts.at(-1) ?? window.length;
}

/** Whether the cut neither breaks a fence's line nor makes one of words. */
function keepsFences(window: string, at: number): boolean {
  const line = window.lastIndexOf("\n", at - 1) + 1;
  if (at === line) return true;
  const isInFence = at - line <= MAX_FENCE && MAYBE_FENCE.test(window.slice(line));
  return !isInFence && !MAYBE_FENCE.test(window.slice(at));
}

/** Whether a code block that the cut goes through would have no line on one of its sides. */
function leavesEmptyCode(before: string, next: string): boolean {
  if (openFence(before) === undefined) return false;
  const lastLine = before.slice(before.lastIndexOf("\n", before.length - 2) + 1);
  return MAYBE_FENCE.test(lastLine) || MAYBE_FENCE.test(next);
}
