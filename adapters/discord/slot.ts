/** A message of an answer: what it should show, and what it shows. */

import type { Message } from "discord.js";
import type { Face } from "./card.ts";

export interface Slot {
  readonly key: string;
  face: Face;
  shown?: Face;
  message?: Message;
  /** Somebody deleted it: it is not written again. */
  isGone?: boolean;
  /** Its file was larger than this place takes, and a word stands for it. */
  isTooLarge?: boolean;
  /** A voice message that this place does not take. */
  isRefused?: boolean;
}

export function sameFace(shown: Face | undefined, face: Face): boolean {
  return (
    shown === face ||
    (shown !== undefined && shown.content === face.content && JSON.stringify(shown.buttons) === JSON.stringify(face.buttons) && sameFile(shown, face))
  );
}

export function sameFile(shown: Face | undefined, face: Face): boolean {
  return JSON.stringify(shown?.file) === JSON.stringify(face.file);
}
