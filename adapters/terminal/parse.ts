/** What was typed, with its files, becomes an Inbound. */

import { randomUUID } from "node:crypto";
import { stat } from "node:fs/promises";
import { userInfo } from "node:os";
import { basename, extname, resolve } from "node:path";
import { AttachmentError } from "../../src/errors.ts";
import type { Attachment, Inbound } from "../../src/turn/inbound.ts";
import { conversationIdOf } from "../../src/turn/turn.ts";

export interface Saying {
  readonly text: string;
  /** Paths. */
  readonly files?: readonly string[];
  /** Unsigned 32-bit. */
  readonly seed?: number;
}

export type Said = Extract<Inbound, { type: "said" }>;

/** @throws AttachmentError for a file that is not there. */
export async function parseSaying({ text, files = [], seed }: Saying, channelId: string): Promise<Said> {
  const messageId = randomUUID();
  return {
    type: "said",
    id: `terminal:${messageId}`,
    source: { platform: "terminal", channelId, messageId },
    conversationId: conversationIdOf("terminal", channelId),
    author: { id: "terminal", name: userName() },
    receivedAt: Date.now(),
    text,
    attachments: await Promise.all(files.map(announce)),
    ...(seed === undefined ? {} : { wish: { seed } }),
  };
}

/** The key is the path itself: whoever types here may read the file anyway. */
async function announce(file: string): Promise<Attachment> {
  const path = resolve(file);
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile()) throw new AttachmentError(`Expected a file at ${path}, there is none.`, ["noSuchFile", file]);
  const declaredMediaType = DECLARED[extname(path).toLowerCase()] ?? "application/octet-stream";
  return { fetchKey: path, name: basename(path), declaredMediaType, sizeBytes: found.size };
}

/** Only what the name claims; the media door looks at the bytes. */
const DECLARED: Readonly<Record<string, string>> = {
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".jpeg": "image/jpeg",
  ".gif": "image/gif",
  ".webp": "image/webp",
  ".heic": "image/heic",
  ".mp3": "audio/mpeg",
  ".ogg": "audio/ogg",
  ".opus": "audio/ogg",
  ".wav": "audio/wav",
  ".flac": "audio/flac",
  ".m4a": "audio/mp4",
  ".mp4": "video/mp4",
  ".mov": "video/quicktime",
  ".webm": "video/webm",
};

/** An account without an entry in the system's list has no name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return "you";
  }
}
