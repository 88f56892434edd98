/** The ladder of sizes: a file that fits goes as it is, a larger one is made smaller, then parted, and where nothing helps the sender is told. */

import { rm } from "node:fs/promises";
import type { DeliveredFile, Delivery } from "../adapter.ts";
import { FileTooLargeError, toldOf } from "../errors.ts";
import type { Sentences } from "../language/language.ts";
import type { FileId } from "../turn/part.ts";
import { LINK_DAYS } from "./file-links.ts";
import { isTooLarge, type Lasting, splitMedium } from "./split-medium.ts";
import { fileNameOf, type Share, type Workshop } from "./store-medium.ts";

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
  const { part } = medium;
  const lasting = part.type === "image" ? undefined : part;
  const nameOf = (mediaType: string, share?: Share) => fileNameOf(part.piece, mediaType, share);
  const whole: Whole = { file: medium.file, nameOf, ...(lasting === undefined ? {} : { lasting }) };
  let room = place.maxBytes();
  for (let sizes = 1; ; sizes++) {
    const files = await fitInto(room, whole, place.sentences, fitting);
    const [file, ...rest] = files;
    try {
      return await send({ ...medium, file, ...(rest.length === 0 ? {} : { rest }) });
    } catch (error) {
      if (!(error instanceof FileTooLargeError)) throw error;
      const refused = Math.max(...files.map(({ sizeBytes }) => sizeBytes));
      const promised = place.maxBytes();
      if (sizes >= MAX_SIZES) throw tooLarge(medium.file, Math.min(promised, refused), error);
      room = promised < refused ? promised : Math.floor(refused / 2);
    } finally {
      await drop(files, whole);
    }
  }
}

/** What is to be made fit, and what its smaller files are called. */
export interface Whole {
  readonly file: DeliveredFile;
  readonly nameOf: (mediaType: string, share?: Share) => string;
  /** Of what can be parted. */
  readonly lasting?: Lasting;
}

/** As it is, smaller, or in parts. @throws FileTooLargeError with its size and the room for the person; AttachmentError, MediaError */
export async function fitInto(maxBytes: number, whole: Whole, sentences: Room["sentences"], fitting: Fitting): Promise<Files> {
  const { file, nameOf, lasting } = whole;
  if (file.sizeBytes <= maxBytes) return [file];
  try {
    const { path, mediaType, sizeBytes } = await fitting.media.fit(file.path, maxBytes, fitting.scratchFolder);
    return [{ ...file, path, mediaType, sizeBytes, name: nameOf(mediaType) }];
  } catch (error) {
    if (!isTooLarge(error)) throw error;
  }
  const made = lasting === undefined ? [] : await splitMedium(file.path, lasting, maxBytes, fitting);
  const [first, ...rest] = made.map(({ path, mediaType, sizeBytes }, index) => {
    const share: Share = [index + 1, made.length];
    const altText = `${file.altText} (${sentences.links.part(...share)})`;
    return { ...file, path, mediaType, sizeBytes, name: nameOf(mediaType, share), altText };
  });
  if (first === undefined) throw tooLarge(file, maxBytes);
  return [first, ...rest];
}

async function drop(files: Files, { file }: Whole): Promise<void> {
  for (const { path } of files) if (path !== file.path) await rm(path, { force: true });
}

export function tooLarge({ name, sizeBytes }: DeliveredFile, maxBytes: number, cause?: unknown): FileTooLargeError {
  return new FileTooLargeError(`${name} has ${sizeBytes} bytes and cannot be made to fit into ${maxBytes} bytes, in parts neither.`, cause, [
    "tooLargeHere",
    sizeBytes,
    maxBytes,
  ]);
}

/** What is told of what fits in no way, with a link where there is somewhere to follow it to. */
export function toldTooLarge(error: FileTooLargeError, file: FileId, { linkTo }: Pick<Fitting, "linkTo">, sentences: Sentences): string {
  const link = linkTo?.(file);
  const told = toldOf(error, sentences);
  return link === undefined ? told : `${told} ${sentences.links.offer(link, LINK_DAYS)}`;
}
