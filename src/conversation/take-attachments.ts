/** From announced attachments to stored media: fetched, inspected by the media process, kept under the hash of their bytes. */

import { rm } from "node:fs/promises";
import type { Adapter } from "../adapter.ts";
import type { MediaConfig } from "../config.ts";
import { AttachmentError, MediaError } from "../errors.ts";
import type { Telling } from "../language/language.ts";
import { fetchToFile } from "../media/fetch.ts";
import type { Inspection, Media } from "../media/media.ts";
import type { FileLinks } from "../router/file-links.ts";
import type { FileStore } from "../store/file-store.ts";
import type { Attachment } from "../turn/inbound.ts";
import type { StoredFile } from "../turn/part.ts";
import { untilAborted } from "../until-aborted.ts";
import type { UnnumberedPart } from "./conversations.ts";

export interface Door {
  readonly media: Media;
  readonly files: FileStore;
  readonly scratchFolder: string;
  readonly config: MediaConfig;
  /** For what goes out and is too large; see Workshop. */
  readonly linkTo?: FileLinks["linkTo"];
}

export interface TakenAttachments {
  readonly media: readonly UnnumberedPart[];
  readonly skipped: readonly SkippedAttachment[];
}

/** One that was left out, and why. */
export interface SkippedAttachment {
  readonly name: string;
  readonly telling: Telling;
}

/** In the order in which they were sent. @throws CancelledError when `signal` is aborted, and what is nobody's fault. */
export async function takeAttachments(
  door: Door,
  adapter: Adapter,
  attachments: readonly Attachment[],
  signal: AbortSignal,
): Promise<TakenAttachments> {
  const media: UnnumberedPart[] = [];
  const skipped: SkippedAttachment[] = [];
  for (const attachment of attachments) {
    try {
      media.push(await take(door, adapter, attachment, signal));
    } catch (error) {
      if (!(error instanceof AttachmentError || error instanceof MediaError)) throw error;
      skipped.push({ name: attachment.name, telling: error.telling });
    }
  }
  return { media, skipped };
}

async function take(
  { media, files, scratchFolder, config }: Door,
  adapter: Adapter,
  attachment: Attachment,
  signal: AbortSignal,
): Promise<UnnumberedPart> {
  const source = await untilAborted(adapter.openAttachment(attachment.fetchKey), signal);
  const limits = { folder: scratchFolder, maxBytes: config.maxAttachmentBytes, timeoutMs: config.fetchTimeoutMs, mediaHosts: config.hosts };
  const { path } = await fetchToFile(source, limits, signal);
  try {
    const inspection = await untilAborted(media.inspect(path), signal);
    return partOf(attachment, await files.put(path, inspection.mediaType), inspection);
  } finally {
    await rm(path, { force: true });
  }
}

function partOf({ name }: Attachment, file: StoredFile, { modality, width = 0, height = 0, durationMs = 0 }: Inspection): UnnumberedPart {
  const common = { file, caption: "", lineage: { type: "sent", name } } as const;
  switch (modality) {
    case "image":
      return { type: "image", ...common, width, height };
    case "audio":
      return { type: "audio", ...common, durationMs };
    case "video":
      return { type: "video", ...common, width, height, durationMs };
    default:
      return modality satisfies never;
  }
}
