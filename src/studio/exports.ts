/** Books and films on their way: made one after another for each session, put where it is held, and begun again after a restart. */

import { randomUUID } from "node:crypto";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { PlaceRules } from "../adapter.ts";
import type { CommandReply } from "../commands/command.ts";
import { Locks } from "../conversation/locks.ts";
import { FileTooLargeError, MediaError, toldOf } from "../errors.ts";
import { type Sentences, sentencesIn } from "../language/language.ts";
import type { Logger } from "../logger.ts";
import type { Media } from "../media/media.ts";
import type { FileStore } from "../store/file-store.ts";
import type { Source } from "../turn/inbound.ts";
import type { Author, Platform } from "../turn/turn.ts";
import { makeBook } from "./book.ts";
import type { ExportForm } from "./event.ts";
import { makeFilm } from "./film.ts";
import { FittedFiles } from "./fitted-files.ts";
import { scenesOf } from "./scenes.ts";
import type { PendingExport, Studio, StudioPiece } from "./studio.ts";
import type { StudioLog, StudioRecord } from "./studio-log.ts";
import type { Studios } from "./studios.ts";

export interface ExportsParts {
  readonly studios: Studios;
  readonly log: StudioLog;
  readonly media: Media;
  readonly files: FileStore;
  readonly scratchFolder: string;
  readonly languageAt: PlaceRules["languageAt"];
  readonly logger: Logger;
  pack(): string;
}

const MAX_TRIES = 3;
const QUARTET: Author = { id: "quartet", name: "Quartet" };
/** A book that is too large is made again with its media in these shares of the room. */
const SHARES = [0.85, 0.6];

export class Exports {
  readonly #parts: ExportsParts;
  readonly #locks = new Locks();
  #isStopping = false;

  constructor(parts: ExportsParts) {
    this.#parts = parts;
  }

  /** Makes what was asked for there and puts it there, in its own time. */
  take({ conversationId, source }: StudioRecord): void {
    const { studios, logger } = this.#parts;
    const work = async () => {
      for (const pending of (await studios.studio(conversationId))?.pending ?? []) await this.#deliver(source, conversationId, pending);
    };
    this.#locks.run(conversationId, work).catch((error: unknown) => {
      if (!this.#isStopping) logger.error({ err: error, conversationId }, "a studio's export could not be delivered");
    });
  }

  /** What an earlier run did not bring to its end. */
  resume(platform: Platform): void {
    for (const record of this.#parts.log.all(platform)) this.take(record);
  }

  stop(): void {
    this.#isStopping = true;
  }

  /** @throws QuartetError with the reason for the person */
  async make(studio: Studio, { form, choice }: Pick<PendingExport, "form" | "choice">, place: Source): Promise<CommandReply> {
    const { languageAt, files, media, scratchFolder, studios } = this.#parts;
    const { studio: sentences } = sentencesIn(languageAt(place));
    const scenes = scenesOf(studio, choice).filter(({ visual, sounds }) =>
      [visual, ...sounds].some((piece) => piece && files.find(piece.part.file.id)?.state === "here"),
    );
    if (scenes.length === 0) return { text: sentences.nothingToExport };
    const maxBytes = studios.maxFileBytesAt(place);
    if (form === "book") return await this.#book(studio, scenes, place, maxBytes, sentences);
    const film = await makeFilm({ media, files, scratchFolder, pack: this.#parts.pack() }, studio, scenes, sentences);
    const { path, sizeBytes } = film.sizeBytes <= maxBytes ? film : await media.fit(film.path, maxBytes, scratchFolder);
    return replyOf(sentences.filmReady, { path, sizeBytes, mediaType: "video/mp4", name: `${slugOf(studio)}.mp4`, altText: studio.title });
  }

  async #deliver(source: Source, conversationId: StudioRecord["conversationId"], pending: PendingExport): Promise<void> {
    const { studios, languageAt, logger } = this.#parts;
    const sentences = sentencesIn(languageAt(source));
    const note = (type: "export-begun" | "export-ended", form: ExportForm) =>
      studios.note(`${type}:${randomUUID()}`, conversationId, QUARTET, { type, form });
    const studio = await studios.studio(conversationId);
    const stage = studios.stageAt(source);
    if (studio === undefined || stage?.post === undefined || this.#isStopping) return;
    note("export-begun", pending.form);
    const reply = await this.#attempt(studio, pending, source).catch((error: unknown): CommandReply => {
      if (this.#isStopping) throw error;
      logger.error({ err: error, conversationId, form: pending.form }, "a studio's export could not be made");
      return { text: sentences.studio.exportFailed(toldOf(error, sentences)) };
    });
    if (this.#isStopping) return;
    await stage.post(source, { ...reply, isPublic: true }).finally(reply.done);
    note("export-ended", pending.form);
  }

  async #attempt(studio: Studio, pending: PendingExport, source: Source): Promise<CommandReply> {
    if (pending.tries >= MAX_TRIES)
      throw new MediaError(`The ${pending.form} of ${studio.conversationId} was begun ${pending.tries} times and never finished.`);
    return await this.make(studio, pending, source);
  }

  async #book(
    studio: Studio,
    scenes: ReturnType<typeof scenesOf>,
    place: Source,
    maxBytes: number,
    sentences: Sentences["studio"],
  ): Promise<CommandReply> {
    const { files, media, scratchFolder, languageAt, pack } = this.#parts;
    for (const share of [undefined, ...SHARES]) {
      const fitted = new FittedFiles({ files, media, scratchFolder }, scenes, share === undefined ? undefined : share * maxBytes);
      try {
        const fileOf = (piece: StudioPiece) => fitted.fileOf(piece);
        const book = Buffer.from(await makeBook({ studio, scenes, pack: pack(), language: languageAt(place), sentences, fileOf }));
        if (book.length > maxBytes) continue;
        const path = join(scratchFolder, `${randomUUID()}.html`);
        await writeFile(path, book);
        const text = share === undefined ? sentences.bookReady : `${sentences.bookReady} ${sentences.bookSmaller}`;
        return replyOf(text, { path, sizeBytes: book.length, mediaType: "text/html", name: `${slugOf(studio)}.html`, altText: studio.title });
      } finally {
        await fitted.drop();
      }
    }
    throw new FileTooLargeError(`The book of ${studio.conversationId} does not fit into ${maxBytes} bytes.`);
  }
}

function replyOf(text: string, file: NonNullable<CommandReply["files"]>[number]): CommandReply {
  return { text, files: [file], isPublic: true, done: () => rm(file.path, { force: true }) };
}

const MAX_SLUG = 60;

/** Plain letters, for every file system. */
function slugOf({ title }: Studio): string {
  const plain = title.normalize("NFKD").toLowerCase();
  const slug = plain
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[^a-z0-9]+/g, "-")
    .slice(0, MAX_SLUG);
  return slug.replaceAll(/^-+|-+$/g, "") || "storybook";
}
