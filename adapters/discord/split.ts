/** Cuts a long text into messages: at paragraphs if possible, never inside a character, and with code fences closed and opened again. */

/** A piece of the text: the bodies of all pieces together are the text; `open` and `close` mend a code fence that the cut goes through. */
export interface Cut {
  readonly open: string;
  readonly body: string;
  readonly close: string;
}

/** Texts of at most `maxLength` (UTF-16 code units). All but the last stay the same when the text grows, so that a stream can be cut as it comes. */
export function splitText(text: string, maxLength: number): readonly string[] {
  return cutText(text, maxLength).map(({ open, body, close }) => open + body + close);
}

export function cutText(text: string, maxLength: number): readonly Cut[] {
  const cuts: Cut[] = [];
  let fence: Fence | undefined;
  for (let rest = text; rest !== ""; ) {
    const open = fence === undefined ? "" : `${fence.marker}${fence.info}\n`;
    const length = bodyLength(rest, fence, maxLength - open.length);
    const body = rest.slice(0, length);
    fence = fenceAfter(body, fence);
    cuts.push({ open, body, close: closeOf(body, fence) });
    rest = rest.slice(length);
  }
  return cuts;
}

interface Fence {
  readonly marker: string;
  readonly info: string;
}

/** Longer markers and language names are taken for plain text: there would be no room to repeat them. */
const FENCE_LINE = /^ {0,3}(`{3,12})([^`\n]{0,40})$/;

function fenceAfter(text: string, before: Fence | undefined): Fence | undefined {
  let fence = before;
  for (const line of text.split("\n")) {
    const [, marker, info = ""] = FENCE_LINE.exec(line) ?? [];
    if (marker === undefined) continue;
    if (fence === undefined) fence = { marker, info: info.trimEnd() };
    else if (marker.length >= fence.marker.length && info.trim() === "") fence = undefined;
  }
  return fence;
}

function closeOf(body: string, fence: Fence | undefined): string {
  if (fence === undefined) return "";
  return body.endsWith("\n") ? fence.marker : `\n${fence.marker}`;
}

/** As much as fits with its closing fence, cut at the best place of the second half. */
function bodyLength(rest: string, fence: Fence | undefined, room: number): number {
  const fits = (length: number) => {
    const body = rest.slice(0, length);
    return length + closeOf(body, fenceAfter(body, fence)).length <= room;
  };
  if (rest.length <= room && fits(rest.length)) return rest.length;
  for (const ending of ENDINGS) {
    const length = lastEnding(rest, ending, room, fits);
    if (length > 0) return length;
  }
  return lastCharacter(rest, room, fits);
}

/** Paragraph, line, sentence, word. */
const ENDINGS = [/\n{2,}/g, /\n/g, /[.!?。！？…]["')\]]*\s+/g, /\s+/g];

function lastEnding(rest: string, ending: RegExp, room: number, fits: (length: number) => boolean): number {
  const ends = [...rest.slice(0, room + 1).matchAll(ending)].map((match) => match.index + match[0].length);
  return (
    ends
      .reverse()
      .find((length) => length >= room / 2 && length <= room && !splitsFenceLine(rest, length) && !splitsCharacter(rest, length) && fits(length)) ?? 0
  );
}

/** White space takes marks and joiners too, and a line's end may be two characters. */
function splitsCharacter(rest: string, length: number): boolean {
  return /^[\p{M}\u200D]/u.test(rest.slice(length, length + 2)) || rest.slice(length - 1, length + 1) === "\r\n";
}

/** A fence line must stay whole, or the piece before would not know of the fence. */
function splitsFenceLine(rest: string, length: number): boolean {
  const start = rest.lastIndexOf("\n", length - 1) + 1;
  const end = rest.indexOf("\n", length);
  const line = rest.slice(start, end === -1 ? undefined : end);
  return length > start && /^ {0,3}`{2,}/.test(line);
}

const characters = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** For one word longer than a message; a "character" that is longer still is cut between code points. */
function lastCharacter(rest: string, room: number, fits: (length: number) => boolean): number {
  const ends = [...characters.segment(rest.slice(0, room + 64))].map(({ index }) => index).filter((index) => index > 0 && index <= room);
  ends.reverse();
  const best = ends.find((length) => !splitsFenceLine(rest, length) && fits(length)) ?? ends.find(fits);
  if (best !== undefined) return best;
  let length = room;
  while (length > 1 && (!fits(length) || /[\uDC00-\uDFFF]/.test(rest.charAt(length)))) length -= 1;
  return length;
}
