/** Where events of all platforms arrive: stored, then handled at once or in their lane, and taken up again after a restart. */

import type { Adapter, DeliveryTarget, PlaceRules } from "../adapter.ts";
import { answerCommand, type CommandHandlers } from "../commands/command.ts";
import type { QueueView } from "../commands/queue.ts";
import { sequenceOfEvent } from "../conversation/entry.ts";
import { findPiece, findTurn } from "../conversation/memory.ts";
import type { SampleCache } from "../conversation/sample-cache.ts";
import { CancelledError, CoreCrashedError, StoreError, toldOf } from "../errors.ts";
import { type Language, sentencesIn } from "../language/language.ts";
import type { KindLoad, Metrics } from "../ops/metrics.ts";
import { type Ask, answerTurn, type PipelineParts } from "../pipeline.ts";
import { Outlet, type RetryOptions } from "../router/outlet.ts";
import { answerTurnOf, askedTurnOf, type Inbound, type PressedAction, type Source, type Wish } from "../turn/inbound.ts";
import type { ConversationId, Platform, TurnId } from "../turn/turn.ts";
import { FairQueue, type QueuedJob } from "./fair-queue.ts";
import type { Inbox, InboxRow } from "./inbox.ts";
import { loadOf, type WorkKind, workKindOf } from "./work-kind.ts";

export interface DeskParts extends PipelineParts {
  readonly inbox: Inbox;
  readonly samples: SampleCache;
  readonly rules?: PlaceRules;
  readonly onReacted?: (inbound: Extract<Inbound, { type: "reacted" }>) => void;
  readonly retry?: RetryOptions;
  readonly metrics: Pick<Metrics, "waited" | "undelivered">;
}

/** Answers worked on at once; their media take turns in the core anyway. */
const MAX_RUNNING = 4;
/** What brought the bot down so often is not begun again. */
const MAX_TRIES = 3;

/** An answer in the queue. */
interface AnswerJob extends QueuedJob {
  readonly askedTurn: TurnId;
  readonly kind: WorkKind;
}

type Pressed<T extends PressedAction["type"]> = Extract<PressedAction, { type: T }>;

export class Desk implements QueueView {
  readonly #parts: DeskParts;
  readonly #queue = new FairQueue<AnswerJob>(MAX_RUNNING);
  readonly #adapters = new Map<Platform, Adapter>();
  readonly #outlets = new Set<Outlet>();
  #isStopping = false;

  constructor(parts: DeskParts) {
    this.#parts = parts;
  }

  /** Starts the adapter and takes up what was not finished on its platform, in order. */
  async connect(adapter: Adapter, commands: CommandHandlers = {}): Promise<void> {
    this.#adapters.set(adapter.platform, adapter);
    await adapter.start(
      (inbound) => this.accept(inbound),
      (command) => answerCommand(commands, command, sentencesIn(this.#languageAt(command.source))),
      this.#parts.rules,
    );
    for (const row of this.#parts.inbox.unfinished(adapter.platform)) await this.#handle(row, adapter);
  }

  /** Resolves when the event is stored and, unless it asks for an answer, handled. A second event of the same id is dropped. */
  async accept(inbound: Inbound): Promise<void> {
    const adapter = this.#adapters.get(inbound.source.platform);
    const row = this.#parts.inbox.add(inbound);
    if (row !== undefined && adapter !== undefined && !this.#isStopping) await this.#handle(row, adapter);
  }

  inLane(conversationId: ConversationId): ReturnType<QueueView["inLane"]> {
    const { running, waiting } = this.#queue.inLane(conversationId);
    return { running: running.length, positions: waiting.flatMap(({ id }) => this.#queue.position(id) ?? []) };
  }

  load(): readonly KindLoad[] {
    return loadOf(this.#queue.jobs);
  }

  /** Of every platform that was connected, whether it can be reached. */
  connections(): Readonly<Record<string, boolean>> {
    return Object.fromEntries([...this.#adapters].map(([platform, adapter]) => [platform, adapter.isConnected?.() ?? true]));
  }

  /** Nothing more goes out; what is not finished is taken up by the next start. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    for (const outlet of this.#outlets) outlet.close();
    await Promise.all([
      ...[...this.#adapters.values()].map((adapter) => adapter.stop()),
      this.#queue.stop(new CancelledError("Quartet is stopping.")),
    ]);
  }

  async #handle(row: InboxRow, adapter: Adapter): Promise<void> {
    const { inbound } = row;
    if (inbound.type === "said")
      return this.#enqueue(
        row,
        { inboxId: row.id, target: this.#targetOf(inbound, askedTurnOf(inbound)), said: inbound, ...(inbound.wish ? { wish: inbound.wish } : {}) },
        adapter,
      );
    if (inbound.type === "pressed" && inbound.action.type === "again") return await this.#again(row, inbound.action, adapter);
    await this.#settle(row, inbound);
    if (!this.#isStopping) this.#parts.inbox.finish(row.id);
  }

  /** Everything that needs no answer. */
  async #settle({ id }: InboxRow, inbound: Exclude<Inbound, { type: "said" }>): Promise<void> {
    const { conversations } = this.#parts;
    const { conversationId } = inbound;
    const sequence = sequenceOfEvent(id);
    switch (inbound.type) {
      case "edited":
        if (inbound.text !== undefined) await conversations.edited(conversationId, sequence, inbound.turnId, inbound.text);
        return;
      case "deleted":
        await this.#cancel((job) => job.lane === conversationId && job.askedTurn === inbound.turnId);
        await conversations.deleted(conversationId, sequence, inbound.turnId);
        return await this.#dropTraces(conversationId);
      case "pressed":
        return await this.#press(id, inbound, inbound.action);
      case "left":
        await this.#cancel((job) => job.lane === conversationId);
        await conversations.forget(conversationId, sequence);
        return await this.#dropTraces(conversationId);
      case "reacted":
        return this.#parts.onReacted?.(inbound);
      default:
        return inbound satisfies never;
    }
  }

  async #press(id: number, { conversationId, author }: Inbound, action: PressedAction): Promise<void> {
    const { conversations, core } = this.#parts;
    switch (action.type) {
      case "cancel":
        if (action.piece !== undefined) return void core.cancelPiece(conversationId, action.piece);
        return await this.#cancel((job) => job.lane === conversationId && (job.id === action.turnId || job.askedTurn === action.turnId));
      case "forget": {
        const isMine = action.scope === "me";
        await this.#cancel((job) => job.lane === conversationId && (!isMine || job.person === author.id));
        if (isMine) await conversations.forgetPerson(conversationId, sequenceOfEvent(id), author.id);
        else await conversations.forget(conversationId, sequenceOfEvent(id));
        return await this.#dropTraces(conversationId);
      }
      case "again":
        return;
      default:
        return action satisfies never;
    }
  }

  /** What was made of the forgotten to work faster. */
  async #dropTraces(conversationId: ConversationId): Promise<void> {
    this.#parts.core.forget(conversationId);
    await this.#parts.samples.sweep();
  }

  async #cancel(isMeant: (job: AnswerJob) => boolean): Promise<void> {
    await this.#queue.cancel(isMeant, new CancelledError());
  }

  /** The turn may be named by itself or by its answer. */
  async #again(row: InboxRow, { turnId, piece, seed }: Pressed<"again">, adapter: Adapter): Promise<void> {
    const memory = await this.#parts.conversations.memory(row.inbound.conversationId);
    const turn = findTurn(memory, turnId);
    const varied = piece === undefined ? undefined : findPiece(memory, piece);
    const askedTurn = turn?.role === "bot" ? turn.replyTo : turn?.id;
    if (askedTurn === undefined) return await this.#refuse(row, this.#outletTo(adapter, this.#targetOf(row.inbound, turnId)), forgotten(turnId));
    const wish: Wish = { ...(seed === undefined ? {} : { seed }), ...(varied ? { modalities: [varied.type] } : {}) };
    this.#enqueue(row, { inboxId: row.id, target: this.#targetOf(row.inbound, askedTurn), wish }, adapter);
  }

  #enqueue(row: InboxRow, ask: Ask, adapter: Adapter): void {
    const outlet = this.#outletTo(adapter, ask.target);
    const { askedTurn, answerTurn: id, conversationId: lane } = ask.target;
    const kind = workKindOf(ask.wish);
    const enteredAt = performance.now();
    const waiting = this.#queue.enter({
      id,
      lane,
      askedTurn,
      kind,
      person: row.inbound.author.id,
      run: (signal) => {
        this.#parts.metrics.waited(kind, performance.now() - enteredAt);
        return this.#run(row, ask, adapter, outlet, signal);
      },
      drop: (reason) => this.#refuse(row, outlet, reason),
    });
    if (waiting > 0) outlet.tell({ type: "answer-start", waiting });
  }

  #languageAt(place: Source): Language {
    return this.#parts.rules?.languageAt(place) ?? "en";
  }

  #targetOf(inbound: Inbound, askedTurn: TurnId): DeliveryTarget {
    const { source, conversationId } = inbound;
    return { source, conversationId, askedTurn, answerTurn: answerTurnOf(inbound), language: this.#languageAt(source) };
  }

  #outletTo(adapter: Adapter, target: DeliveryTarget): Outlet {
    const outlet = new Outlet(adapter, target, this.#parts.retry);
    this.#outlets.add(outlet);
    return outlet;
  }

  async #run(row: InboxRow, ask: Ask, adapter: Adapter, outlet: Outlet, signal: AbortSignal): Promise<void> {
    const { inbox, logger } = this.#parts;
    try {
      if (row.tries >= MAX_TRIES) throw tooManyTries(row);
      inbox.begin(row.id);
      await answerTurn(this.#parts, ask, adapter, outlet, signal);
      if (!outlet.isClosed) this.#finish(row, outlet);
    } catch (error) {
      if (!(error instanceof CancelledError)) logger.error({ err: error, inbox: row.id }, "an answer could not be begun");
      await this.#refuse(row, outlet, error);
    }
  }

  async #refuse(row: InboxRow, outlet: Outlet, reason: unknown): Promise<void> {
    const isCancelled = reason instanceof CancelledError;
    outlet.tell({ type: "answer-start", waiting: 0 });
    if (!isCancelled) outlet.tell({ type: "notice", text: toldOf(reason, outlet.sentences) });
    outlet.tell({ type: "answer-end", finishReason: isCancelled ? "cancelled" : "error" });
    await outlet.settled();
    if (!outlet.isClosed) this.#finish(row, outlet);
  }

  #finish(row: InboxRow, outlet: Outlet): void {
    this.#outlets.delete(outlet);
    const [fault] = outlet.faults;
    if (fault !== undefined) this.#parts.logger.warn({ err: fault, inbox: row.id, failed: outlet.faults.length }, "a delivery failed for good");
    this.#parts.metrics.undelivered(row.inbound.source.platform, outlet.faults.length);
    this.#parts.inbox.finish(row.id, fault instanceof Error ? fault.message : undefined);
  }
}

function forgotten(turnId: TurnId): StoreError {
  return new StoreError(`Turn ${turnId} is not remembered any more.`, { told: ["forgotten"] });
}

function tooManyTries({ id, tries }: InboxRow): CoreCrashedError {
  return new CoreCrashedError(`Event ${id} of the inbox was begun ${tries} times and never finished; it is given up.`);
}
