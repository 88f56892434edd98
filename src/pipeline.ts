/** The life of a turn on the bot's side: take the media, remember, build the prompt, ask the core, route what it says, remember the answer. */

import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Adapter } from "./adapter.ts";
import type { Heard, InStyle } from "./conversation/heard.ts";
import { asksSomething, findTurn, type Memory, type RememberedTurn, textOf } from "./conversation/memory.ts";
import type { PromptBuilder } from "./conversation/prompt-builder.ts";
import { parentsOf } from "./conversation/references.ts";
import { rememberAnswer } from "./conversation/remember.ts";
import type { Door } from "./conversation/take-attachments.ts";
import type { AnswerOptions, Core } from "./core/protocol.ts";
import { CancelledError } from "./errors.ts";
import { askingOf, type CheckParts, checkRequest, optionsFor, videoSecondsOf } from "./house/check-request.ts";
import { AnswerGuard } from "./house/guard.ts";
import type { Ask } from "./jobs/ask.ts";
import type { Seat } from "./jobs/fair-queue.ts";
import { hear, noticesBefore } from "./jobs/hear.ts";
import type { Outbox } from "./jobs/outbox.ts";
import { redeliver } from "./jobs/redeliver.ts";
import type { Logger } from "./logger.ts";
import { AnswerRoute } from "./router/answer-route.ts";
import type { Outlet } from "./router/outlet.ts";
import { owedOf } from "./router/owed.ts";
import { untilAborted } from "./until-aborted.ts";

export interface PipelineParts extends CheckParts {
  readonly prompts: Pick<PromptBuilder, "hold" | "build">;
  /** Absent: no style holds anywhere. */
  readonly inStyle?: InStyle;
  readonly core: Core;
  readonly door: Door;
  readonly outbox: Outbox;
  readonly logger: Logger;
}

/** Ends with the answer remembered and sent, or with neither where the outlet was closed. @throws what prevented its beginning */
export async function answerTurn(parts: PipelineParts, ask: Ask, adapter: Adapter, outlet: Outlet, seat: Seat): Promise<void> {
  const { conversations, outbox, door } = parts;
  const { inboxId, target } = ask;
  if (ask.said) await hear(parts, ask, ask.said, adapter, seat);
  const memory = await conversations.memory(target.conversationId);
  const asked = findTurn(memory, target.askedTurn);
  if (asked === undefined) throw new CancelledError(`Turn ${target.askedTurn} was deleted before it was answered.`);
  const remembered = findTurn(memory, target.answerTurn);
  if (remembered && !outbox.isAnswered(inboxId)) outbox.answered(inboxId, target, owedOf(outbox.notices(inboxId), remembered.parts));
  if (outbox.isAnswered(inboxId)) return await redeliver(parts, ask, adapter, outlet);
  const heard = parts.inStyle?.({ memory, asked }) ?? { memory, asked };
  await checkRequest(parts, ask, heard);
  outlet.tell({ type: "answer-start", waiting: 0 });
  for (const text of noticesBefore(parts, ask)) outlet.tell({ type: "notice", text });
  const route = routeOf(parts, ask, memory, asked, outlet, seat);
  const outputFolder = await mkdtemp(join(door.scratchFolder, "answer-"));
  try {
    if (asksSomething(asked)) await say(parts, heard, optionsFor(parts.house, ask, asked, outputFolder), route, seat.signal);
  } catch (error) {
    route.breakOff(error);
  }
  seat.leave();
  const answer = await route.complete();
  await rm(outputFolder, { recursive: true, force: true });
  if (outlet.isClosed) return;
  await rememberAnswer(conversations, inboxId, target.answerTurn, memory, asked, answer);
  parts.house?.countVideo(askingOf(ask), target.answerTurn, videoSecondsOf(answer.parts));
  outbox.answered(inboxId, target, outlet.owed);
  outlet.record(outbox.ledgerOf(target.answerTurn));
  await route.conclude();
}

async function say(parts: PipelineParts, { memory, asked }: Heard, options: AnswerOptions, route: AnswerRoute, signal: AbortSignal) {
  using held = parts.prompts.hold();
  const prompt = await untilAborted(parts.prompts.build(memory, asked, held), signal);
  for await (const event of parts.core.answer(prompt, options, signal)) route.take(event);
}

function routeOf({ door, core, logger, house }: PipelineParts, ask: Ask, memory: Memory, asked: RememberedTurn, outlet: Outlet, seat: Seat) {
  const origin = { prompt: textOf(asked), parents: parentsOf(memory, asked) };
  const guard = house && { guard: new AnswerGuard(house, askingOf(ask)) };
  return new AnswerRoute({ outlet, seat, ...guard, workshop: { ...door, pack: core.pack.name }, logger, origin, nextPiece: memory.nextPiece });
}
