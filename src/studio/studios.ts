/** All group sessions: opened, voted in, styled and closed; each a fold over its log, with a board that follows it. */

import type { Adapter, PlaceRules } from "../adapter.ts";
import type { Command } from "../commands/command.ts";
import type { Conversations } from "../conversation/conversations.ts";
import { Locks } from "../conversation/locks.ts";
import { EMPTY_MEMORY } from "../conversation/memory.ts";
import { sentencesIn } from "../language/language.ts";
import type { Logger } from "../logger.ts";
import { answerTurnOf, askedTurnOf, type Attachment, type Inbound, type Source } from "../turn/inbound.ts";
import { type Author, type ConversationId, conversationIdOf, type Platform } from "../turn/turn.ts";
import { boardOf } from "./board.ts";
import { Boards } from "./boards.ts";
import type { StudioEvent } from "./event.ts";
import type { Stage } from "./stage.ts";
import { foldStudio, type Studio } from "./studio.ts";
import type { StudioLog, StudioRecord } from "./studio-log.ts";

export interface StudiosParts {
  readonly log: StudioLog;
  readonly conversations: Conversations;
  readonly languageAt: PlaceRules["languageAt"];
  readonly logger: Logger;
  readonly boardIntervalMs?: number;
  /** Takes what a member gave by a command, as if it had been said. */
  accept(inbound: Inbound): Promise<void>;
}

const BOARD_INTERVAL_MS = 2_000;
/** Votes on a piece by whatever a person reacts with, of these none. */
const NO_VOTES = ["👎", "-1", "thumbsdown", "❌", "x", "🚫", "no_entry_sign"];
/** As Discord and as Slack put it behind an emoji. */
const SKIN_TONE = /[\u{1F3FB}-\u{1F3FF}]|::skin-tone-\d$/gu;

/** What happens, before it is known by whom and when. */
export type Happening = StudioEvent extends infer Each ? (Each extends StudioEvent ? Omit<Each, "by" | "at"> : never) : never;

export class Studios {
  readonly #parts: StudiosParts;
  readonly #adapters = new Map<Platform, Adapter>();
  readonly #boards: Boards;
  /** Of those who open a session, by where. */
  readonly #opening = new Locks();

  constructor(parts: StudiosParts) {
    this.#parts = parts;
    const { log, languageAt, logger, boardIntervalMs: intervalMs = BOARD_INTERVAL_MS } = parts;
    const stageOf = (platform: Platform) => this.#adapters.get(platform)?.studio;
    this.#boards = new Boards({ log, languageAt, logger, intervalMs, stageOf, studioOf: (id) => this.studio(id) });
    parts.conversations.watch((conversationId, change) => {
      if (log.find(conversationId) === undefined) return;
      if (change.type !== "forgotten") return this.#boards.touch(conversationId);
      this.#forget(conversationId, change.authorId).catch((error: unknown) => logger.error({ err: error }, "a studio could not forget"));
    });
  }

  /** Before the adapter starts. */
  meet(adapter: Adapter): void {
    this.#adapters.set(adapter.platform, adapter);
  }

  /** Once the adapter has started: boards that a crash left behind catch up. */
  resume(platform: Platform): void {
    for (const { conversationId } of this.#parts.log.all(platform)) this.#boards.touch(conversationId);
  }

  async stop(): Promise<void> {
    await this.#boards.stop();
  }

  async studio(conversationId: ConversationId): Promise<Studio | undefined> {
    const events = this.#parts.log.events(conversationId);
    return events.length === 0 ? undefined : foldStudio(conversationId, events, await this.#parts.conversations.memory(conversationId));
  }

  /** The session that a command means: the one that a board's button names, the one where it was given, else the only open one of the channel. */
  meant({ conversationId, source, options }: Pick<Command, "conversationId" | "source" | "options">): StudioRecord | "none" | "several" {
    const named = options.in === undefined ? undefined : this.#parts.log.find(conversationIdOf(source.platform, source.channelId, options.in));
    if (named) return named;
    const here = this.#parts.log.find(conversationId);
    if (here) return here;
    const [only, ...others] = this.#parts.log.openIn(source);
    return only === undefined ? "none" : others.length > 0 ? "several" : only;
  }

  /** Undefined where one is open already; the same event opens one session, however often it is told. @throws DeliveryError where no thread can be had */
  async open(eventId: string, at: Source, by: Author, title: string): Promise<StudioRecord | undefined> {
    const { log } = this.#parts;
    const here = conversationIdOf(at.platform, at.channelId, at.threadId);
    return await this.#opening.run(here, async () => {
      const known = log.openedBy(eventId);
      if (known !== undefined) return known;
      return log.find(here)?.isOpen ? undefined : await this.#open(eventId, at, by, title);
    });
  }

  async #open(eventId: string, at: Source, by: Author, title: string): Promise<StudioRecord> {
    const { log, languageAt } = this.#parts;
    const event = { type: "opened", title, by, at: Date.now() } as const;
    const stage = this.stageAt(at);
    const fresh = foldStudio(conversationIdOf(at.platform, at.channelId, at.threadId), [event], EMPTY_MEMORY);
    const board = fresh && stage ? boardOf(fresh, stage.hearsWords(at), sentencesIn(languageAt(at))) : undefined;
    const { place, boardId } = board && stage ? await stage.open(at, board) : { place: at, boardId: undefined };
    const conversationId = log.open(eventId, place, event, boardId);
    this.#boards.touch(conversationId);
    return log.find(conversationId) ?? { conversationId, source: place, isOpen: true };
  }

  /** Of a session that was forgotten nothing is noted. */
  note(eventId: string, conversationId: ConversationId, by: Author, happening: Exclude<Happening, { type: "opened" | "closed" }>): void {
    const event = { ...happening, by, at: Date.now() } as StudioEvent;
    if (this.isHeldIn(conversationId) && this.#parts.log.add(eventId, conversationId, event)) this.#boards.touch(conversationId);
  }

  /** False where it was closed before. The board is frozen before this resolves. */
  async close(eventId: string, { conversationId }: StudioRecord, by: Author): Promise<boolean> {
    const isClosed = this.#parts.log.close(eventId, conversationId, { type: "closed", by, at: Date.now() });
    await this.#freeze(conversationId);
    return isClosed;
  }

  async #freeze(conversationId: ConversationId): Promise<void> {
    await this.#boards.showNow(conversationId).catch((error: unknown) => {
      this.#parts.logger.warn({ err: error, conversationId }, "a closed studio's board could not be frozen; it is tried again");
      this.#boards.touch(conversationId);
    });
  }

  /** A reaction is a vote where a session is open. */
  reacted({ id, conversationId, author, emoji, added, turnId, piece }: Extract<Inbound, { type: "reacted" }>): void {
    if (this.#parts.log.find(conversationId)?.isOpen !== true || NO_VOTES.includes(emoji.replaceAll(SKIN_TONE, ""))) return;
    this.note(id, conversationId, author, { type: "voted", turnId, emoji, added, ...(piece === undefined ? {} : { piece }) });
  }

  /** What a member gave by a command or a form becomes what they said there. @throws DeliveryError */
  async add({ source }: StudioRecord, author: Author, words: string, attachments: readonly Attachment[], fallback: Source): Promise<void> {
    const stage = this.stageAt(source);
    const own = { id: `${fallback.platform}:${fallback.messageId}`, source: fallback };
    const restated = stage ? await stage.restate(source, author, words, attachments) : own;
    const { platform, channelId, threadId } = restated.source;
    const conversationId = conversationIdOf(platform, channelId, threadId);
    // What is restated is Quartet's own message: whether its words are served depends on who gave them.
    const inbound = fallback.roles === undefined ? restated : { ...restated, source: { ...restated.source, roles: fallback.roles } };
    await this.#parts.accept({ ...inbound, conversationId, author, receivedAt: Date.now(), type: "said", text: words, attachments });
  }

  isHeldIn(conversationId: ConversationId): boolean {
    return this.#parts.log.find(conversationId) !== undefined;
  }

  /** The votes, the name and the words that the person gave in any session of a platform. */
  forgetPerson(platform: Platform, authorId: string): void {
    const { log } = this.#parts;
    for (const { conversationId } of log.all(platform)) if (log.forgetPerson(conversationId, authorId)) this.#boards.touch(conversationId);
  }

  /** What the person did in each session of a platform, beside what they said there. */
  eventsOf(platform: Platform, authorId: string): readonly (StudioEvent & { readonly conversationId: ConversationId })[] {
    const { log } = this.#parts;
    return log
      .all(platform)
      .flatMap(({ conversationId }) =>
        log.events(conversationId).flatMap((event) => (event.by.id === authorId ? [{ ...event, conversationId }] : [])),
      );
  }

  /** Nothing is left of the sessions in these channels, and nobody there is told. */
  drop(platform: Platform, channelIds: ReadonlySet<string>): void {
    const { log } = this.#parts;
    for (const { conversationId, source } of log.all(platform)) if (channelIds.has(source.channelId)) log.forget(conversationId);
  }

  stageAt({ platform }: Source): Stage | undefined {
    return this.#adapters.get(platform)?.studio;
  }

  /** How words of people are shown there as they are. */
  tameAt(source: Source): (words: string) => string {
    const stage = this.stageAt(source);
    return (words) => stage?.tame?.(words) ?? words;
  }

  /** Largest file that the place takes. */
  maxFileBytesAt(source: Source): number {
    const adapter = this.#adapters.get(source.platform);
    const conversationId = conversationIdOf(source.platform, source.channelId, source.threadId);
    const [askedTurn, answerTurn] = [askedTurnOf({ id: source.messageId }), answerTurnOf({ id: source.messageId })];
    const limits = adapter?.limitsFor?.({ source, conversationId, askedTurn, answerTurn }) ?? adapter?.limits;
    return limits?.maxFileBytes ?? Number.POSITIVE_INFINITY;
  }

  async #forget(conversationId: ConversationId, authorId: string | undefined): Promise<void> {
    const { log } = this.#parts;
    if (authorId !== undefined) {
      log.forgetPerson(conversationId, authorId);
      return this.#boards.touch(conversationId);
    }
    const record = log.find(conversationId);
    if (record?.isOpen) await this.close(`forgotten:${conversationId}:${Date.now()}`, record, { id: "quartet", name: "Quartet" });
    else await this.#freeze(conversationId);
    log.forget(conversationId);
  }
}
