/** Books and films on their way: made one after another for each session, put where it is held, and begun again after a restart. */

import { randomUUID } from "node:crypto";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { DeliveredFile, PlaceRules } from "../adapter.ts";
import type { CommandReply } from "../commands/command.ts";
import type { Conversations } from "../conversation/conversations.ts";
import { Locks } from "../conversation/locks.ts";
import { FileTooLargeError, MediaError, toldOf } from "../errors.ts";
import { type Sentences, sentencesIn } from "../language/language.ts";
import type { Logger } from "../logger.ts";
import type { Media } from "../media/media.ts";
import type { FileLinks } from "../router/file-links.ts";
import { fitInto, tooLarge, toldTooLarge } from "../router/size-ladder.ts";
import { isTooLarge } from "../router/split-medium.ts";
import type { Share } from "../router/store-medium.ts";
import type { FileStore } from "../store/file-store.ts";
import type { Source } from "../turn/inbound.ts";
import type { Author, ConversationId, Platform, TurnId } from "../turn/turn.ts";
import { makeBook } from "./book.ts";
import type { ExportChoice, ExportForm } from "./event.ts";
import { makeFilm } from "./film.ts";
import { FittedFiles } from "./fitted-files.ts";
import { type Scene, scenesOf } from "./scenes.ts";
import type { PendingExport, Studio, StudioPiece } from "./studio.ts";
import type { StudioLog, StudioRecord } from "./studio-log.ts";
import type { Studios } from "./studios.ts";

export interface ExportsParts {
  readonly studios: Studios;
  readonly log: StudioLog;
  readonly conversations: Pick<Conversations, "watch">;
  readonly media: Media;
  readonly files: FileStore;
  readonly scratchFolder: string;
  readonly linkTo?: FileLinks["linkTo"];
  readonly languageAt: PlaceRules["languageAt"];
  readonly logger: Logger;
  pack(): string;
}

const MAX_TRIES = 3;
const QUARTET: Author = { id: "quartet", name: "Quartet" };
/** A book that is too large is made again with its media in these shares of the room that its words and looks leave. */
const SHARES = [0.85, 0.6];

export class Exports {
  readonly #parts: ExportsParts;
  readonly #locks = new Locks();
  #isStopping = false;

  constructor(parts: ExportsParts) {
    this.#parts = parts;
    // What was linked may show what is gone.
    parts.conversations.watch((conversationId, { type }) => {
      if (type !== "grown") parts.files.release(conversationId, linkedIn(conversationId));
    });
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

  /**
   * In the order of `forms`, of the session as it is when this resolves: what is forgotten or taken back meanwhile is in none of them. Empty where
   * nothing is left of the session. @throws QuartetError with the reason for the person
   */
  async makeAll(conversationId: ConversationId, forms: readonly ExportForm[], choice: ExportChoice, place: Source): Promise<readonly CommandReply[]> {
    const { studios, files } = this.#parts;
    for (let studio = await studios.studio(conversationId); studio !== undefined; ) {
      const replies: CommandReply[] = [];
      const fault = await this.#makeEach(studio, forms, choice, place, replies).then(
        () => undefined,
        (error: unknown) => ({ error }),
      );
      const now = await studios.studio(conversationId);
      if (now !== undefined && isAsBefore(studio, now) && fault === undefined) return replies;
      await Promise.all(replies.map((reply) => reply.done?.()));
      if (now !== undefined && isAsBefore(studio, now)) throw fault?.error;
      files.release(conversationId, linkedIn(conversationId));
      studio = now;
    }
    return [];
  }

  async #makeEach(studio: Studio, forms: readonly ExportForm[], choice: ExportChoice, place: Source, replies: CommandReply[]): Promise<void> {
    for (const form of forms) replies.push(await this.make(studio, { form, choice }, place));
  }

  /** @throws QuartetError with the reason for the person */
  async make(studio: Studio, { form, choice }: Pick<PendingExport, "form" | "choice">, place: Source): Promise<CommandReply> {
    const { languageAt, files, studios } = this.#parts;
    const { studio: sentences } = sentencesIn(languageAt(place));
    const scenes = scenesOf(studio, choice).filter(({ visual, sounds }) =>
      [visual, ...sounds].some((piece) => piece && files.find(piece.part.file.id)?.state === "here"),
    );
    if (scenes.length === 0) return { text: sentences.nothingToExport };
    const maxBytes = studios.maxFileBytesAt(place);
    if (form === "book") return await this.#book(studio, scenes, place, maxBytes);
    return await this.#film(studio, scenes, place, maxBytes);
  }

  /** As it is, smaller, in parts, or as a link. */
  async #film(studio: Studio, scenes: readonly Scene[], place: Source, maxBytes: number): Promise<CommandReply> {
    const { media, files, scratchFolder, languageAt, pack } = this.#parts;
    const sentences = sentencesIn(languageAt(place));
    const { path, sizeBytes, durationMs = 0 } = await makeFilm({ media, files, scratchFolder, pack: pack() }, studio, scenes, sentences.studio);
    const nameOf = (_mediaType: string, share?: Share) => `${slugOf(studio)}${share === undefined ? "" : `-${share.join("of")}`}.mp4`;
    const file = { path, sizeBytes, mediaType: "video/mp4", name: nameOf(""), altText: studio.title };
    try {
      const fitted = await fitInto(maxBytes, { file, nameOf, lasting: { type: "video", durationMs } }, sentences, this.#parts);
      if (fitted.every((each) => each.path !== path)) await rm(path, { force: true });
      return given(sentences.studio.filmReady, fitted);
    } catch (error) {
      return await this.#link(error, studio, file, sentences);
    }
  }

  /** Told instead of the file, which is kept for the link until something of the session is forgotten. */
  async #link(error: unknown, { conversationId }: Studio, { path, mediaType }: DeliveredFile, sentences: Sentences): Promise<CommandReply> {
    if (!(error instanceof FileTooLargeError)) throw error;
    const { files, linkTo } = this.#parts;
    const { id } = await files.put(path, mediaType);
    await rm(path, { force: true });
    if (linkTo?.(id) !== undefined) files.hold(id, conversationId, linkedIn(conversationId));
    return { text: sentences.studio.exportFailed(toldTooLarge(error, id, linkTo === undefined ? {} : { linkTo }, sentences)), isPublic: true };
  }

  async #deliver(source: Source, conversationId: StudioRecord["conversationId"], pending: PendingExport): Promise<void> {
    const { studios, languageAt, logger } = this.#parts;
    const sentences = sentencesIn(languageAt(source));
    const note = (type: "export-begun" | "export-ended", form: ExportForm) =>
      studios.note(`${type}:${randomUUID()}`, conversationId, QUARTET, { type, form });
    const stage = studios.stageAt(source);
    if (stage?.post === undefined || this.#isStopping) return;
    note("export-begun", pending.form);
    const reply = await this.#attempt(conversationId, pending, source).catch((error: unknown): CommandReply => {
      if (this.#isStopping) throw error;
      logger.error({ err: error, conversationId, form: pending.form }, "a studio's export could not be made");
      return { text: sentences.studio.exportFailed(toldOf(error, sentences)) };
    });
    if (reply === undefined || this.#isStopping) return;
    await stage.post(source, { ...reply, isPublic: true }).finally(reply.done);
    note("export-ended", pending.form);
  }

  /** Undefined where nothing is left of the session. */
  async #attempt(conversationId: ConversationId, { form, choice, tries }: PendingExport, source: Source): Promise<CommandReply | undefined> {
    if (tries >= MAX_TRIES) throw new MediaError(`The ${form} of ${conversationId} was begun ${tries} times and never finished.`);
    const [reply] = await this.makeAll(conversationId, [form], choice, source);
    return reply;
  }

  /** As it is, with smaller media, or as a link to the whole. */
  async #book(studio: Studio, scenes: readonly Scene[], place: Source, maxBytes: number): Promise<CommandReply> {
    const { files, media, scratchFolder, languageAt, pack } = this.#parts;
    const all = sentencesIn(languageAt(place));
    const { studio: sentences } = all;
    let whole: DeliveredFile | undefined;
    let besideBytes = 0;
    for (const share of [undefined, ...SHARES]) {
      const fitted = new FittedFiles({ files, media, scratchFolder }, scenes, share === undefined ? undefined : share * (maxBytes - besideBytes));
      try {
        const fileOf = (piece: StudioPiece) => fitted.fileOf(piece);
        const book = Buffer.from(await makeBook({ studio, scenes, pack: pack(), language: languageAt(place), sentences, fileOf }));
        const path = join(scratchFolder, `${randomUUID()}.html`);
        const file = { path, sizeBytes: book.length, mediaType: "text/html", name: `${slugOf(studio)}.html`, altText: studio.title };
        if (book.length <= maxBytes || whole === undefined) await writeFile(path, book);
        whole ??= file;
        besideBytes = Math.max(0, whole.sizeBytes - fitted.wholeBytes);
        if (book.length > maxBytes) continue;
        const text = share === undefined ? sentences.bookReady : `${sentences.bookReady} ${sentences.bookSmaller}`;
        if (whole.path !== path) await rm(whole.path, { force: true });
        return given(text, [file]);
      } catch (error) {
        if (whole === undefined || !isTooLarge(error)) throw error;
      } finally {
        await fitted.drop();
      }
    }
    if (whole === undefined) return { text: sentences.nothingToExport };
    return await this.#link(tooLarge(whole, maxBytes), studio, whole, all);
  }
}

/** Whether all that was shown of a session still stands there, as it was. */
function isAsBefore(before: Studio, now: Studio): boolean {
  const isLeft = (piece: StudioPiece) =>
    now.pieces.some(
      ({ number, author, words, told, part }) =>
        number === piece.number &&
        author.id === piece.author.id &&
        words === piece.words &&
        told === piece.told &&
        part.caption === piece.part.caption,
    );
  return now.title === before.title && now.style === before.style && before.pieces.every(isLeft);
}

function given(text: string, files: readonly DeliveredFile[]): CommandReply {
  const done = async () => {
    for (const { path } of files) await rm(path, { force: true });
  };
  return { text, files, isPublic: true, done };
}

/** What holds all that is linked of a session, as a turn would. */
function linkedIn(conversationId: ConversationId): TurnId {
  return `${conversationId}/linked` as TurnId;
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
