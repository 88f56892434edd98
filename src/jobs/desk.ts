/** Where events of all platforms arrive: stored, then handled at once or in their lane, and taken up again after a restart. */

import type { Adapter, DeliveryTarget } from "../adapter.ts";
import type { CommandHandlers } from "../commands/command.ts";
import type { QueueView } from "../commands/queue.ts";
import { findPiece, findTurn } from "../conversation/memory.ts";
import type { Core } from "../core/protocol.ts";
import { CancelledError, HouseRuleError, toldOf } from "../errors.ts";
import { commandDoor, isHeard, isIn, refusalOf } from "../house/door.ts";
import type { House } from "../house/house.ts";
import type { KindLoad, Metrics } from "../ops/metrics.ts";
import { answerTurn, type PipelineParts } from "../pipeline.ts";
import { Outlet, type RetryOptions } from "../router/outlet.ts";
import { askedTurnOf, type Inbound, type PressedAction, type Source, type Wish } from "../turn/inbound.ts";
import type { ConversationId, Platform, TurnId } from "../turn/turn.ts";
import { type Ask, askOf } from "./ask.ts";
import { catchUp } from "./catch-up.ts";
import { type AnswerJob, type ChangeParts, Changes } from "./changes.ts";
import { giveCommand } from "./commanded.ts";
import { FairQueue, type Seat } from "./fair-queue.ts";
import { endTry, forgotten, isUnnoted, leftOver, MAX_TRIES, tooManyTries } from "./given-up.ts";
import type { Inbox, InboxRow } from "./inbox.ts";
import { Places } from "./places.ts";
import { PutOff } from "./put-off.ts";
import { confirm, mayStand } from "./redeliver.ts";
import { loadOf, workKindOf } from "./work-kind.ts";

export interface DeskParts extends PipelineParts, ChangeParts {
  readonly core: Core;
  readonly house: House;
  readonly inbox: Inbox;
  readonly retry?: RetryOptions;
  /** Pauses before it is asked again what stands on a platform that could not be asked. */
  readonly laterMs?: readonly number[];
  readonly metrics: Pick<Metrics, "waited" | "undelivered">;
}

/** Answers at words at once; what they make takes turns in the core, beside the words of others. */
const MAX_AT_WORDS = 4;

type Pressed<T extends PressedAction["type"]> = Extract<PressedAction, { type: T }>;

export class Desk implements QueueView {
  readonly #parts: DeskParts;
  readonly #queue = new FairQueue<AnswerJob>(MAX_AT_WORDS, () => this.#places.moved());
  readonly #places = new Places(() => this.#queue.places());
  readonly #changes: Changes;
  readonly #adapters = new Map<Platform, Adapter>();
  /** Platforms whose unfinished events are taken up: only then are new ones handled, so that all keep their order. */
  readonly #open = new Set<Platform>();
  readonly #outlets = new Set<Outlet>();
  readonly #putOff: PutOff;
  #isStopping = false;

  constructor(parts: DeskParts) {
    this.#parts = parts;
    this.#changes = new Changes(parts, this.#queue);
    this.#putOff = new PutOff(parts.laterMs);
  }

  /** Starts the adapter, takes up what was not finished or not heard on its platform, in order, and then what is new. */
  async connect(adapter: Adapter, commands: CommandHandlers = {}): Promise<void> {
    const { inbox, house, guilds, logger } = this.#parts;
    const { platform } = adapter;
    const lastBefore = inbox.last(platform);
    this.#adapters.set(platform, adapter);
    const door = commandDoor(house, commands, adapter, (source) => guilds.hear(source));
    await adapter.start((inbound) => this.accept(inbound), door, house);
    if (lastBefore !== undefined) await catchUp(adapter, inbox, lastBefore.receivedAt, logger);
    const taken = new Set<number>();
    const next = () => inbox.unfinished(platform).find(({ id }) => !taken.has(id));
    for (let row = next(); row !== undefined && !this.#isStopping; row = next()) {
      taken.add(row.id);
      await this.#handle(row, adapter, row.id <= (lastBefore?.id ?? 0)).catch(leftOver(row, logger));
    }
    this.#open.add(platform);
  }

  /** Resolves when the event is stored and, unless it asks for an answer, handled. A second event of the same id is dropped. @throws HouseRuleError */
  async accept(inbound: Inbound): Promise<void> {
    if (!(await isHeard(this.#parts, inbound))) return;
    const { platform } = inbound.source;
    if (inbound.type !== "left" && inbound.type !== "joined") this.#parts.guilds.hear(inbound.source);
    const adapter = this.#adapters.get(platform);
    const row = this.#parts.inbox.add(inbound);
    if (row !== undefined && adapter !== undefined && this.#open.has(platform) && !this.#isStopping) await this.#handle(row, adapter, false);
  }

  inLane(conversationId: ConversationId): ReturnType<QueueView["inLane"]> {
    const { running, waiting } = this.#queue.inLane(conversationId);
    const places = this.#queue.places();
    return { running: running.length, places: waiting.flatMap(({ id }) => places.get(id) ?? []) };
  }

  /** Everything that waits or runs in a channel and its threads; resolves with how many answers that were. */
  async cancelIn(place: Pick<Source, "platform" | "channelId">): Promise<number> {
    return await this.#queue.cancel((job) => isIn(job.lane, place), new CancelledError());
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
    const adapters = [...this.#adapters.values()].map((adapter) => adapter.stop());
    await Promise.all([...adapters, this.#queue.stop(new CancelledError("Quartet is stopping."))]);
  }

  async #handle(row: InboxRow, adapter: Adapter, isResumed: boolean): Promise<void> {
    const { inbound } = row;
    if (inbound.type === "said") {
      const wish = inbound.wish ? { wish: inbound.wish } : {};
      return this.#admit(row, { ...this.#askOf(row, askedTurnOf(inbound), isResumed), said: inbound, ...wish }, adapter);
    }
    if (inbound.type === "commanded") return void giveCommand(this.#parts, row, inbound, adapter, () => this.#isStopping);
    const action = inbound.type === "pressed" ? inbound.action : undefined;
    if (action?.type === "again" || action?.type === "resend") return await this.#again(row, action, adapter, isResumed);
    const done = this.#changes.take(row, inbound).then(() => {
      if (!this.#isStopping) this.#parts.inbox.finish(row.id);
    });
    // Who cancels, or is gone, does not wait for what still ends.
    if (action?.type !== "cancel" && inbound.type !== "left") await done;
    else done.catch((error: unknown) => this.#parts.logger.error({ err: error, inbox: row.id }, "a cancel failed"));
  }

  /** The turn may be named by itself or by its answer. */
  async #again(row: InboxRow, action: Pressed<"again" | "resend">, adapter: Adapter, isResumed: boolean): Promise<void> {
    const { turnId } = action;
    const memory = await this.#parts.conversations.memory(row.inbound.conversationId);
    const turn = findTurn(memory, turnId);
    const askedTurn = turn?.role === "bot" ? turn.replyTo : turn?.id;
    if (askedTurn === undefined)
      return await this.#refuse(row, this.#outletTo(adapter, this.#askOf(row, turnId, isResumed).target), forgotten(turnId));
    const ask = this.#askOf(row, askedTurn, isResumed);
    if (action.type === "resend") return this.#resend(row, action, ask, adapter);
    const varied = action.piece === undefined ? undefined : findPiece(memory, action.piece);
    const wish: Wish = { ...(action.seed === undefined ? {} : { seed: action.seed }), ...(varied ? { modalities: [varied.type] } : {}) };
    this.#admit(row, { ...ask, wish }, adapter);
  }

  /** Once only: a second press finds nothing left to send. */
  #resend(row: InboxRow, { turnId }: Pressed<"resend">, ask: Ask, adapter: Adapter): void {
    const { outbox } = this.#parts;
    if (outbox.readdress(turnId, row.id, ask.target) || outbox.isAnswered(row.id)) this.#enqueue(row, ask, adapter);
    else this.#parts.inbox.finish(row.id);
  }

  /** Whoever may not ask now is told why, and when again; what was taken before a restart is not weighed twice. */
  #admit(row: InboxRow, ask: Ask, adapter: Adapter): void {
    const refusal = ask.target.isResumed ? undefined : refusalOf(this.#parts.house, row.inbound, this.#queue.jobs.waiting, ask.wish);
    if (refusal === undefined) this.#enqueue(row, ask, adapter);
    else void this.#refuse(row, this.#outletTo(adapter, ask.target), refusal);
  }

  #enqueue(row: InboxRow, ask: Ask, adapter: Adapter): void {
    const { outbox } = this.#parts;
    const outlet = this.#outletTo(adapter, ask.target);
    const { askedTurn, answerTurn: id, conversationId: lane } = ask.target;
    const [kind, enteredAt] = [workKindOf(ask.wish), performance.now()];
    const isWaiting = this.#queue.enter({
      id,
      lane,
      askedTurn,
      kind,
      person: row.inbound.author.id,
      ...(ask.wish?.modalities ? { wished: ask.wish.modalities } : {}),
      run: async (seat) => {
        this.#parts.metrics.waited(kind, performance.now() - enteredAt);
        await this.#run(row, ask, adapter, outlet, seat);
        endTry(this.#parts, row);
      },
      drop: (reason) => this.#refuse(row, outlet, reason),
    });
    if (isWaiting && !(outbox.isAnswered(row.id) && mayStand(outbox, ask))) this.#places.tell(id, outlet);
  }

  #askOf(row: InboxRow, askedTurn: TurnId, isResumed: boolean): Ask {
    return askOf(row, askedTurn, this.#parts.house.languageAt(row.inbound.source), isResumed);
  }

  #outletTo(adapter: Adapter, target: DeliveryTarget): Outlet {
    const outlet = new Outlet(adapter, target, this.#parts.retry);
    this.#outlets.add(outlet);
    return outlet;
  }

  async #run(row: InboxRow, ask: Ask, adapter: Adapter, outlet: Outlet, seat: Seat): Promise<void> {
    const { inbox, outbox, logger } = this.#parts;
    seat.signal.addEventListener("abort", () => outlet.cancel(), { once: true });
    try {
      if (row.tries >= MAX_TRIES) throw tooManyTries(row);
      inbox.begin(row.id);
      await answerTurn(this.#parts, ask, adapter, outlet, seat);
      if (outlet.isClosed) return;
      if (await confirm(outbox, ask, adapter)) this.#finish(row, outlet);
      else await this.#putOffOrOffer(row, ask, adapter, outlet);
    } catch (error) {
      if (!(error instanceof CancelledError || error instanceof HouseRuleError))
        logger.error({ err: error, inbox: row.id }, "an answer could not be begun, or not be noted");
      if (isUnnoted(outbox, row, error)) this.#outlets.delete(outlet);
      else await this.#refuse(row, outlet, error);
    }
  }

  /** What may stand there is not posted blind: later, when the platform can be asked; at last people are. */
  async #putOffOrOffer(row: InboxRow, ask: Ask, adapter: Adapter, outlet: Outlet): Promise<void> {
    this.#outlets.delete(outlet);
    if (this.#putOff.later(row.id, () => this.#isStopping || this.#enqueue(row, ask, adapter))) return;
    const { isResumed: _mayStand, ...target } = ask.target;
    const offer = this.#outletTo(adapter, target);
    this.#parts.outbox.doubt(row.id);
    offer.tell({ type: "unconfirmed", text: offer.sentences.unconfirmed });
    offer.tell({ type: "answer-end", finishReason: "error" });
    await offer.settled();
    if (!offer.isClosed) this.#finish(row, offer);
  }

  /** Never rejects: a store that takes nothing leaves the event to the next start. */
  async #refuse(row: InboxRow, outlet: Outlet, reason: unknown): Promise<void> {
    const isCancelled = reason instanceof CancelledError;
    outlet.tell({ type: "answer-start", waiting: 0 });
    if (!isCancelled) outlet.tell({ type: "notice", text: toldOf(reason, outlet.sentences) });
    outlet.tell({ type: "answer-end", finishReason: isCancelled ? "cancelled" : "error" });
    await outlet.settled();
    if (outlet.isClosed) return;
    try {
      this.#parts.outbox.giveUp(row.id, reason instanceof Error ? reason.message : String(reason));
      this.#finish(row, outlet);
    } catch (error) {
      this.#parts.logger.error({ err: error, inbox: row.id }, "an answer could not be given up");
    }
  }

  #finish(row: InboxRow, outlet: Outlet): void {
    this.#outlets.delete(outlet);
    const [[fault], [unnoted]] = [outlet.faults, outlet.unnoted];
    if (unnoted !== undefined) this.#parts.logger.error({ err: unnoted, inbox: row.id }, "the outbox could not be written");
    if (fault !== undefined) this.#parts.logger.warn({ err: fault, inbox: row.id, failed: outlet.faults.length }, "a delivery failed for good");
    this.#parts.metrics.undelivered(row.inbound.source.platform, outlet.faults.length);
    this.#parts.inbox.finish(row.id, fault instanceof Error ? fault.message : undefined);
  }
}
