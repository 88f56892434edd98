/** Words for what a medium shows: those it came with, those an answer gave it, or just what kind it is. */

import type { MediaModality } from "../turn/modality.ts";
import type { MediaPart } from "../turn/part.ts";
import type { Turn } from "../turn/turn.ts";
import type { LearntCaption } from "./entry.ts";
import { mediaOf, textOf } from "./memory.ts";

const KINDS: Readonly<Record<MediaModality, string>> = { image: "an image", audio: "a sound", video: "a video" };

export function captionOf(part: Pick<MediaPart, "type" | "caption">): string {
  return part.caption || KINDS[part.type];
}

/** Asks that are answered by a description: nothing but the medium, or a question what it is. */
const DESCRIBE =
  /^\W*$|\b(describe|caption|what('s| is| are| do you| can you)?\b.*\b(this|that|it|here|see|hear|picture|image|photo|sound|clip|video|show\w*))\b/i;
const MAX_CAPTION_LENGTH = 160;

/**
 * The answer's first sentence as the caption of the one medium that the person sent without words for it, where the answer is about it:
 * it makes nothing new, and the person asked for nothing else than what it is.
 */
export function learnCaptions(asked: Pick<Turn, "parts">, answer: Pick<Turn, "parts">): readonly LearntCaption[] {
  const [medium, ...others] = mediaOf(asked);
  if (medium === undefined || others.length > 0 || medium.caption !== "" || mediaOf(answer).length > 0) return [];
  if (!DESCRIBE.test(textOf(asked))) return [];
  const [sentence = ""] = textOf(answer)
    .trim()
    .split(/(?<=[.!?])\s|\n/, 1);
  const caption = sentence.replace(/[.!]$/, "");
  return caption === "" || caption.length > MAX_CAPTION_LENGTH || caption.endsWith("?") ? [] : [{ piece: medium.piece, caption }];
}
