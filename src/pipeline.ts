/** The life of a turn on the bot's side: take the media, remember, build the prompt, ask the core, route what it says, remember the answer. */

import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Adapter, DeliveryTarget } from "./adapter.ts";
import type { Conversations } from "./conversation/conversations.ts";
import { findTurn, type Memory, type RememberedTurn, textOf } from "./conversation/memory.ts";
import type { PromptBuilder } from "./conversation/prompt-builder.ts";
import { parentsOf } from "./conversation/references.ts";
import { rememberAnswer, rememberSaid } from "./conversation/remember.ts";
import type { Door } from "./conversation/take-attachments.ts";
import type { AnswerOptions, Core } from "./core/protocol.ts";
import { CancelledError } from "./errors.ts";
import { sentenceOf } from "./language/language.ts";
import type { Logger } from "./logger.ts";
import { AnswerRoute } from "./router/answer-route.ts";
import type { Outlet } from "./router/outlet.ts";
import { redeliver } from "./router/redeliver.ts";
import type { Inbound, Wish } from "./turn/inbound.ts";

export interface PipelineParts {
  readonly conversations: Conversations;
  readonly prompts: Pick<PromptBuilder, "build">;
  readonly core: Core;
  readonly door: Door;
  readonly logger: Logger;
}

export interface Ask {
  readonly inboxId: number;
  readonly target: DeliveryTarget;
  /** What is new; absent where an old turn is answered again. */
  readonly said?: Extract<Inbound, { type: "said" }>;
  readonly wish?: Wish;
}

/** Ends with the answer delivered and remembered, or with neither where the outlet was closed. @throws what prevented its beginning */
export async function answerTurn(parts: PipelineParts, ask: Ask, adapter: Adapter, outlet: Outlet, signal: AbortSignal): Promise<void> {
  const { conversations, door } = parts;
  const { conversationId, askedTurn, answerTurn } = ask.target;
  const skipped = ask.said ? await rememberSaid(conversations, door, ask.inboxId, ask.said, adapter, signal) : [];
  const memory = await conversations.memory(conversationId);
  const asked = findTurn(memory, askedTurn);
  if (asked === undefined) throw new CancelledError(`Turn ${askedTurn} was deleted before it was answered.`);
  const remembered = findTurn(memory, answerTurn);
  if (remembered) return await redeliver(outlet, remembered.parts, door);
  outlet.tell({ type: "answer-start", waiting: 0 });
  for (const { name, telling } of skipped) outlet.tell({ type: "notice", text: `${name}: ${sentenceOf(telling, outlet.sentences)}` });
  const route = routeOf(parts, memory, asked, outlet);
  const outputFolder = await mkdtemp(join(door.scratchFolder, "answer-"));
  try {
    if (asksSomething(asked)) await say(parts, memory, asked, optionsOf(asked, ask.wish, outputFolder), route, signal);
  } catch (error) {
    route.breakOff(error);
  }
  const answer = await route.complete();
  await rm(outputFolder, { recursive: true, force: true });
  if (outlet.isClosed) return;
  await rememberAnswer(conversations, ask.inboxId, answerTurn, memory, asked, answer);
  await route.conclude();
}

async function say(parts: PipelineParts, memory: Memory, asked: RememberedTurn, options: AnswerOptions, route: AnswerRoute, signal: AbortSignal) {
  const prompt = await parts.prompts.build(memory, asked);
  for await (const event of parts.core.answer(prompt, options, signal)) route.take(event);
}

function routeOf({ door, core, logger }: PipelineParts, memory: Memory, asked: RememberedTurn, outlet: Outlet): AnswerRoute {
  const origin = { prompt: textOf(asked), parents: parentsOf(memory, asked) };
  return new AnswerRoute({ outlet, workshop: { ...door, pack: core.pack.name }, logger, origin, nextPiece: memory.nextPiece });
}

function asksSomething(asked: RememberedTurn): boolean {
  return asked.parts.length > 0 || asked.pieces.length > 0;
}

function optionsOf(asked: RememberedTurn, { seed, modalities = asked.modalities }: Wish = {}, outputFolder: string): AnswerOptions {
  return { outputFolder, ...(seed === undefined ? {} : { seed }), ...(modalities === undefined ? {} : { modalities }) };
}
