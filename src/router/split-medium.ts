/** A sound or a clip that no tolerable quality makes small enough, in parts: as few as sound and look well, each a file that plays by itself. */

import { rm } from "node:fs/promises";
import { AttachmentError } from "../errors.ts";
import type { EncodedFile } from "../media/media.ts";
import type { AudioPart, VideoPart } from "../turn/part.ts";
import type { Fitting } from "./size-ladder.ts";

/** More parts than these nobody plays. */
export const MAX_PARTS = 10;
/** What a part may have at least before there is one more: a clear voice, a small picture that moves. */
const GOOD_BYTES_PER_SECOND = { audio: 6_000, video: 12_000 } as const;

/** A sound or a clip. */
export type Lasting = Pick<AudioPart | VideoPart, "type" | "durationMs">;

/** In their order; none where even the most parts are too large. @throws AttachmentError, MediaError */
export async function splitMedium(path: string, { type, durationMs }: Lasting, maxBytes: number, fitting: Fitting): Promise<readonly EncodedFile[]> {
  const wanted = Math.ceil(((durationMs / 1000) * GOOD_BYTES_PER_SECOND[type]) / Math.max(1, maxBytes));
  const counts = new Set([Math.min(MAX_PARTS, Math.max(2, wanted)), MAX_PARTS]);
  for (const count of counts) {
    const parts = await cut(path, durationMs, count, maxBytes, fitting);
    if (parts.length === count) return parts;
  }
  return [];
}

/** One job a part, so that each has a time of its own; nothing stays where one of them does not fit. */
async function cut(path: string, durationMs: number, count: number, maxBytes: number, { media, scratchFolder }: Fitting): Promise<EncodedFile[]> {
  const parts: EncodedFile[] = [];
  const beginOf = (index: number) => Math.round((durationMs * index) / count);
  try {
    for (let index = 0; index < count; index++) {
      const startMs = beginOf(index);
      parts.push(await media.fit(path, maxBytes, scratchFolder, { startMs, durationMs: beginOf(index + 1) - startMs }));
    }
    return parts;
  } catch (error) {
    await Promise.all(parts.map((part) => rm(part.path, { force: true })));
    if (isTooLarge(error)) return [];
    throw error;
  }
}

/** No tolerable quality was small enough; everything else is a fault of the file or of ours. */
export function isTooLarge(error: unknown): boolean {
  return error instanceof AttachmentError && error.telling[0] === "tooLargeToSend";
}
