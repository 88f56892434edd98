/** Keeps the boards up to date: changes that come close together show at once, a platform is never hurried, and after a restart each board is looked at. */

import { createHash } from "node:crypto";
import type { PlaceRules } from "../adapter.ts";
import { sentencesIn } from "../language/language.ts";
import type { Logger } from "../logger.ts";
import type { ConversationId, Platform } from "../turn/turn.ts";
import { type Board, boardOf } from "./board.ts";
import type { Stage } from "./stage.ts";
import type { Studio } from "./studio.ts";
import type { StudioLog, StudioRecord } from "./studio-log.ts";

export interface BoardsParts {
  readonly log: StudioLog;
  readonly languageAt: PlaceRules["languageAt"];
  readonly logger: Logger;
  /** Between two changes of one board. */
  readonly intervalMs: number;
  stageOf(platform: Platform): Stage | undefined;
  studioOf(conversationId: ConversationId): Promise<Studio | undefined>;
}

/** A platform that refuses is asked again after so many intervals, and so often. */
const PATIENCE = 5;
const MAX_TRIES = 4;

interface Upkeep {
  timer: NodeJS.Timeout | undefined;
  running: Promise<void> | undefined;
  isStale: boolean;
  tries: number;
}

export class Boards {
  readonly #parts: BoardsParts;
  readonly #upkeep = new Map<ConversationId, Upkeep>();
  #isStopped = false;

  constructor(parts: BoardsParts) {
    this.#parts = parts;
  }

  /** Something changed there. */
  touch(conversationId: ConversationId): void {
    const upkeep = this.#upkeep.get(conversationId) ?? { timer: undefined, running: undefined, isStale: false, tries: 0 };
    this.#upkeep.set(conversationId, upkeep);
    upkeep.isStale = true;
    upkeep.tries = 0;
    if (upkeep.timer === undefined && upkeep.running === undefined) this.#begin(conversationId, upkeep);
  }

  /** Shows it now, as after the last change. Resolves when the platform shows it. */
  async showNow(conversationId: ConversationId): Promise<void> {
    const record = this.#parts.log.find(conversationId);
    if (record) await this.#show(record);
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    for (const { timer } of this.#upkeep.values()) clearTimeout(timer);
    await Promise.all([...this.#upkeep.values()].map(({ running }) => running));
  }

  #begin(conversationId: ConversationId, upkeep: Upkeep): void {
    if (this.#isStopped) return;
    upkeep.isStale = false;
    upkeep.running = this.showNow(conversationId)
      .catch((error: unknown) => {
        this.#parts.logger.warn({ err: error, conversationId }, "a studio's board could not be shown");
        upkeep.tries += 1;
        upkeep.isStale ||= upkeep.tries < MAX_TRIES;
      })
      .finally(() => this.#rest(conversationId, upkeep));
  }

  #rest(conversationId: ConversationId, upkeep: Upkeep): void {
    upkeep.running = undefined;
    if (this.#isStopped) return;
    const restMs = this.#parts.intervalMs * (upkeep.tries > 0 ? PATIENCE : 1);
    upkeep.timer = setTimeout(() => {
      upkeep.timer = undefined;
      if (upkeep.isStale) this.#begin(conversationId, upkeep);
      else this.#upkeep.delete(conversationId);
    }, restMs).unref();
  }

  async #show({ conversationId, source, boardId, shown }: StudioRecord): Promise<void> {
    const { log, languageAt, stageOf, studioOf } = this.#parts;
    const stage = stageOf(source.platform);
    const studio = await studioOf(conversationId);
    if (stage === undefined || studio === undefined) return;
    const board = boardOf(studio, stage.hearsWords(source), sentencesIn(languageAt(source)));
    const digest = `${digestOf(board)}${stage.epoch ?? ""}`;
    if (digest === shown) return;
    log.noteShown(conversationId, await stage.show(source, boardId, board), digest);
  }
}

function digestOf(board: Board): string {
  return createHash("sha256").update(JSON.stringify(board)).digest("base64url");
}
