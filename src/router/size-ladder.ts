/** The ladder of sizes: a file that fits goes as it is, a larger one is made smaller, then parted, and where nothing helps the sender is told. */

import { rm } from "node:fs/promises";
import type { DeliveredFile, Delivery } from "../adapter.ts";
import { FileTooLargeError } from "../errors.ts";
import type { Sentences } from "../language/language.ts";
import { isTooLarge, splitMedium } from "./split-medium.ts";
import { fileNameOf, type Workshop } from "./store-medium.ts";

/** A medium that is ready, before it is addressed. */
export type FinishedMedium = Omit<Extract<Delivery, { type: "media-end" }>, "target">;

export type Fitting = Pick<Workshop, "media" | "scratchFolder" | "linkTo">;

/** Where it goes. */
export interface Room {
  /** Asked again after each refusal. */
  readonly maxBytes: () => number;
  readonly sentences: Pick<Sentences, "links">;
}

type Files = readonly [DeliveredFile, ...DeliveredFile[]];

/** A platform may refuse what it promised to take: then half of it is tried, and half of that. */
const MAX_SIZES = 4;

/**
 * Sends the medium in the best size that is taken. What was made for it is gone afterwards.
 * @throws FileTooLargeError where neither a tolerable size nor parts are small enough; AttachmentError, MediaError; what else `send` throws
 */
export async function sendFitting(
  medium: FinishedMedium,
  place: Room,
  fitting: Fitting,
  send: (medium: FinishedMedium) => Promise<void>,
): Promise<void> {
  let room = place.maxBytes();
  for (let sizes = 1; ; sizes++) {
    const files = await fitInto(room, medium, place, fitting);
    const [file, ...rest] = files;
    try {
      return await send({ ...medium, file, ...(rest.length === 0 ? {} : { rest }) });
    } catch (error) {
      if (!(error instanceof FileTooLargeError)) throw error;
      const refused = Math.max(...files.map(({ sizeBytes }) => sizeBytes));
      const promised = place.maxBytes();
      if (sizes >= MAX_SIZES) throw tooLarge(medium, Math.min(promised, refused), error);
      room = promised < refused ? promised : Math.floor(refused / 2);
    } finally {
      for (const { path } of files) if (path !== medium.file.path) await rm(path, { force: true });
    }
  }
}

async function fitInto(maxBytes: number, medium: FinishedMedium, place: Room, { media, scratchFolder }: Fitting): Promise<Files> {
  const { file, part } = medium;
  if (file.sizeBytes <= maxBytes) return [file];
  try {
    const { path, mediaType, sizeBytes } = await media.fit(file.path, maxBytes, scratchFolder);
    return [{ ...file, path, mediaType, sizeBytes, name: fileNameOf(part.piece, mediaType) }];
  } catch (error) {
    if (!isTooLarge(error)) throw error;
  }
  const [first, ...rest] = await partsOf(maxBytes, medium, place, { media, scratchFolder });
  if (first === undefined) throw tooLarge(medium, maxBytes);
  return [first, ...rest];
}

async function partsOf(maxBytes: number, { file, part }: FinishedMedium, { sentences }: Room, fitting: Fitting): Promise<readonly DeliveredFile[]> {
  const made = part.type === "image" ? [] : await splitMedium(file.path, part, maxBytes, fitting);
  return made.map(({ path, mediaType, sizeBytes }, index) => {
    const share = [index + 1, made.length] as const;
    const altText = `${file.altText} (${sentences.links.part(...share)})`;
    return { ...file, path, mediaType, sizeBytes, name: fileNameOf(part.piece, mediaType, share), altText };
  });
}

function tooLarge({ file, part }: FinishedMedium, maxBytes: number, cause?: unknown): FileTooLargeError {
  return new FileTooLargeError(
    `Piece #${part.piece} has ${file.sizeBytes} bytes and cannot be made to fit into ${maxBytes} bytes, in parts neither.`,
    cause,
    ["tooLargeHere", file.sizeBytes, maxBytes],
  );
}
