/** What stands still in a film: paper, a matted print's place on it, and words beneath, drawn by sharp; hostile words stay words. */

import { join } from "node:path";
import sharp, { type OverlayOptions, type Sharp } from "sharp";

export const FRAME = { width: 1280, height: 720 } as const;
/** The largest picture on a page, its mat not counted. */
const ROOM = { width: 920, height: 492 } as const;
const TOP = 48;
const MAT = 14;
const PAPER = "#fbf6ec";
const INK = "#2e2720";
const SOFT = "#8a7a66";
const ACCENT = "#c0452a";
const FONT = join(import.meta.dirname, "fraunces.ttf");

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Words of a page: what it shows, and by whom. */
export interface PageWords {
  readonly caption: string;
  readonly byline: string;
}

/** The first and the last page: a title and lines beneath. */
export interface CardWords {
  readonly title: string;
  readonly lines: readonly string[];
}

/** As large as the room allows, even sides, in the middle. Small pictures are enlarged. */
export function boxFor({ width, height }: { readonly width: number; readonly height: number }): Box {
  const scale = Math.min(ROOM.width / width, ROOM.height / height);
  const even = (side: number) => Math.max(2, Math.round((side * scale) / 2) * 2);
  const [boxWidth, boxHeight] = [even(width), even(height)];
  return { left: (FRAME.width - boxWidth) >> 1, top: TOP + ((ROOM.height - boxHeight) >> 1), width: boxWidth, height: boxHeight };
}

/** rgb24 of the whole frame; the box is left to what moves. */
export async function drawPage(box: Box, { caption, byline }: PageWords): Promise<Buffer> {
  const mat = { left: box.left - MAT, top: box.top - MAT, width: box.width + 2 * MAT, height: box.height + 2 * MAT };
  const ground = await layerOf(
    sharp({ create: { width: mat.width + 80, height: mat.height + 80, channels: 4, background: "#5a3c1900" } }).composite([
      { ...(await plate(mat.width, mat.height, "#5a3c1966")), left: 40, top: 46 },
    ]),
  );
  // A blur of its own: sharp blurs before it composes.
  const shadow = sharp(ground.input, { raw: ground.raw }).blur(16);
  const words = caption.trim() === "" ? [] : await drawText(caption, { size: 32, colour: INK, maxWidth: 1080, maxHeight: 84, bottom: 650 });
  const under = byline.trim() === "" ? [] : await drawText(byline, { size: 18, colour: SOFT, maxWidth: 1080, maxHeight: 26, bottom: 688 });
  return await onPaper([
    { ...(await layerOf(shadow)), left: mat.left - 40, top: mat.top - 40 },
    { ...(await plate(mat.width, mat.height, "#fffdf8")), left: mat.left, top: mat.top },
    ...words,
    ...under,
  ]);
}

/** rgb24 of a card. */
export async function drawCard({ title, lines }: CardWords): Promise<Buffer> {
  const heading = await drawText(title, { size: 72, colour: INK, maxWidth: 1060, maxHeight: 270, bottom: 372 });
  const rule = { ...(await plate(96, 4, ACCENT)), left: (FRAME.width - 96) >> 1, top: 404 };
  const below = await Promise.all(
    lines
      .slice(0, MAX_LINES)
      .map((line, index) => drawText(line, { size: 26, colour: SOFT, maxWidth: 1060, maxHeight: 36, bottom: 470 + index * 42 })),
  );
  return await onPaper([...heading, rule, ...below.flat()]);
}

const MAX_LINES = 5;

interface TextWish {
  readonly size: number;
  readonly colour: string;
  readonly maxWidth: number;
  readonly maxHeight: number;
  /** Where the lowest line stands. */
  readonly bottom: number;
}

/** Pango reads markup: escaped, words are words. What is too high for its place is drawn smaller. */
async function drawText(words: string, { size, colour, maxWidth, maxHeight, bottom }: TextWish): Promise<readonly OverlayOptions[]> {
  const flat = [
    ...words
      .toWellFormed()
      .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, " ")
      .trim(),
  ]
    .slice(0, MAX_CHARACTERS)
    .join("");
  if (flat === "") return [];
  const markup = `<span foreground="${colour}">${flat.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")}</span>`;
  const draw = (height: number) => layerOf(sharp({ text: { text: markup, font: `Fraunces ${height}`, fontfile: FONT, ...ASPECT, width: maxWidth } }));
  let height = size;
  let drawn = await draw(height).catch(undefinedWithoutInk);
  while (drawn !== undefined && drawn.raw.height > maxHeight && height > LEAST_SIZE) {
    height = Math.max(LEAST_SIZE, Math.floor(height * 0.85));
    drawn = await draw(height);
  }
  if (drawn === undefined) return [];
  const { input, raw } = await layerOf(
    sharp(drawn.input, { raw: drawn.raw }).resize(maxWidth, maxHeight, { fit: "inside", withoutEnlargement: true }),
  );
  return [{ input, raw, left: (FRAME.width - raw.width) >> 1, top: Math.max(0, bottom - raw.height) }];
}

/** Whether characters leave ink is up to the fonts: joiners, marks of direction and blanks of other scripts leave none, and that is no fault. */
function undefinedWithoutInk(error: unknown): undefined {
  if (!(error instanceof Error && error.message.includes("no text to render"))) throw error;
}

const ASPECT = { rgba: true, dpi: 72, align: "centre", wrap: "word-char" } as const;
const MAX_CHARACTERS = 400;
const LEAST_SIZE = 14;

interface Layer {
  readonly input: Buffer;
  readonly raw: { readonly width: number; readonly height: number; readonly channels: 4 };
}

/** As pixels: sharp reads no files from memory here. */
async function layerOf(drawn: Sharp): Promise<Layer> {
  const { data, info } = await drawn.ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return { input: data, raw: { width: info.width, height: info.height, channels: 4 } };
}

async function plate(width: number, height: number, background: string): Promise<Layer> {
  return await layerOf(sharp({ create: { width, height, channels: 4, background } }));
}

async function onPaper(layers: readonly OverlayOptions[]): Promise<Buffer> {
  return await sharp({ create: { ...FRAME, channels: 3, background: PAPER } })
    .composite([...layers])
    .removeAlpha()
    .raw()
    .toBuffer();
}
