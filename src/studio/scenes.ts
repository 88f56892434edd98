/** What is seen and heard together: each chosen picture or clip with the sounds that belong to it, each other sound by itself. */

import type { ExportChoice } from "./event.ts";
import { chosenPieces, type Studio, type StudioPiece } from "./studio.ts";

export interface Scene {
  readonly visual?: StudioPiece;
  readonly sounds: readonly StudioPiece[];
}

/** What one turn brought stands on one page. */
export interface Page {
  readonly visuals: readonly StudioPiece[];
  readonly sounds: readonly StudioPiece[];
  /** The piece that the page is named after. */
  readonly lead: StudioPiece;
}

/** A sound belongs to what came in the same turn, and to what it was made from. */
export function scenesOf(studio: Studio, choice: ExportChoice): readonly Scene[] {
  const chosen = chosenPieces(studio, choice);
  const visuals = chosen.filter(({ part }) => part.type !== "audio");
  const heard = (visual: StudioPiece) => studio.pieces.filter((piece) => piece.part.type === "audio" && belongs(piece, visual));
  return chosen.flatMap((piece): readonly Scene[] => {
    if (piece.part.type !== "audio") return [{ visual: piece, sounds: heard(piece) }];
    return visuals.some((visual) => belongs(piece, visual)) ? [] : [{ sounds: [piece] }];
  });
}

export function pagesOf(scenes: readonly Scene[]): readonly Page[] {
  const pages: Page[] = [];
  for (const { visual, sounds } of scenes) {
    const lead = visual ?? sounds[0];
    if (lead === undefined) continue;
    const last = pages.at(-1);
    const visuals = visual === undefined ? [] : [visual];
    if (last === undefined || last.lead.turnId !== lead.turnId) pages.push({ visuals, sounds, lead });
    else pages.splice(-1, 1, { ...last, visuals: [...last.visuals, ...visuals], sounds: [...new Set([...last.sounds, ...sounds])] });
  }
  return pages;
}

function belongs(sound: StudioPiece, visual: StudioPiece): boolean {
  return sound.turnId === visual.turnId || sound.parents.includes(visual.number);
}
