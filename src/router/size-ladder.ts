/** The ladder of sizes: a file that fits goes as it is, a larger one is made smaller, and where even that is too large the sender is told. */

import { rm } from "node:fs/promises";
import type { DeliveredFile, Delivery } from "../adapter.ts";
import { FileTooLargeError } from "../errors.ts";
import { fileNameOf, type Workshop } from "./store-medium.ts";

/** A medium that is ready, before it is addressed. */
export type FinishedMedium = Omit<Extract<Delivery, { type: "media-end" }>, "target">;

export type Fitting = Pick<Workshop, "media" | "scratchFolder">;

/** A platform may refuse what it promised to take: then half of it is tried, and half of that. */
const MAX_SIZES = 4;

/**
 * Sends the medium in the best size that is taken; `maxBytes` is asked again after each refusal. What was made for it is gone afterwards.
 * @throws AttachmentError, FileTooLargeError where no tolerable size is small enough; MediaError; what else `send` throws
 */
export async function sendFitting(
  medium: FinishedMedium,
  maxBytes: () => number,
  fitting: Fitting,
  send: (medium: FinishedMedium) => Promise<void>,
): Promise<void> {
  let room = maxBytes();
  for (let sizes = 1; ; sizes++) {
    const file = await fitInto(room, medium, fitting);
    try {
      return await send({ ...medium, file });
    } catch (error) {
      if (!(error instanceof FileTooLargeError) || sizes >= MAX_SIZES) throw error;
      const promised = maxBytes();
      room = promised < file.sizeBytes ? promised : Math.floor(file.sizeBytes / 2);
    } finally {
      if (file.path !== medium.file.path) await rm(file.path, { force: true });
    }
  }
}

async function fitInto(maxBytes: number, { file, part }: FinishedMedium, { media, scratchFolder }: Fitting): Promise<DeliveredFile> {
  if (file.sizeBytes <= maxBytes) return file;
  const { path, mediaType, sizeBytes } = await media.fit(file.path, maxBytes, scratchFolder);
  return { ...file, path, mediaType, sizeBytes, name: fileNameOf(part.piece, mediaType) };
}
