/** The life of a turn on the bot's side: take the media, remember, build the prompt, ask the core, route what it says, remember the answer. */

import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Adapter, DeliveryTarget } from "./adapter.ts";
import { learnCaptions } from "./conversation/captions.ts";
import type { Conversations } from "./conversation/conversations.ts";
import { sequenceOfAnswer, sequenceOfEvent } from "./conversation/entry.ts";
import { findTurn, type RememberedTurn, textOf } from "./conversation/memory.ts";
import type { PromptBuilder } from "./conversation/prompt-builder.ts";
import { parentsOf } from "./conversation/references.ts";
import { type Door, takeAttachments } from "./conversation/take-attachments.ts";
import type { AnswerOptions, Core } from "./core/protocol.ts";
import { CancelledError } from "./errors.ts";
import type { Logger } from "./logger.ts";
import { AnswerRoute } from "./router/answer-route.ts";
import type { Outlet } from "./router/outlet.ts";
import { askedTurnOf, type Inbound, type Wish } from "./turn/inbound.ts";
import type { Author, Turn } from "./turn/turn.ts";

export interface PipelineParts {
  readonly conversations: Conversations;
  readonly prompts: PromptBuilder;
  readonly core: Core;
  readonly door: Door;
  readonly logger: Logger;
}

export interface Ask {
  readonly inboxId: number;
  readonly target: DeliveryTarget;
  /** What is new; absent where an old turn is answered again. */
  readonly said?: Extract<Inbound, { type: "said" }>;
}

const BOT: Author = { id: "quartet", name: "Quartet" };

/** Ends with the answer delivered and remembered, or with neither where the outlet was closed. @throws what prevented its beginning */
export async function answerTurn(parts: PipelineParts, ask: Ask, adapter: Adapter, outlet: Outlet, signal: AbortSignal): Promise<void> {
  const { conversations, prompts, core, door, logger } = parts;
  const { conversationId, askedTurn, answerTurn: id } = ask.target;
  const skipped = ask.said ? await remember(parts, ask.inboxId, ask.said, adapter, signal) : [];
  const memory = await conversations.memory(conversationId);
  const asked = findTurn(memory, askedTurn);
  if (asked === undefined) throw new CancelledError(`Turn ${askedTurn} was deleted before it was answered.`);
  outlet.tell({ type: "answer-start", waiting: 0 });
  for (const text of skipped) outlet.tell({ type: "notice", text });
  const origin = { prompt: textOf(asked), parents: parentsOf(memory, asked) };
  const route = new AnswerRoute({ outlet, workshop: { ...door, pack: core.pack.name }, logger, origin, nextPiece: memory.nextPiece });
  const outputFolder = await mkdtemp(join(door.scratchFolder, "answer-"));
  try {
    const prompt = asksNothing(asked) ? undefined : await prompts.build(memory, asked);
    if (prompt) for await (const event of core.answer(prompt, optionsOf(ask.said?.wish, outputFolder), signal)) route.take(event);
  } catch (error) {
    route.breakOff(error);
  }
  const made = await route.complete();
  await rm(outputFolder, { recursive: true, force: true });
  if (outlet.isClosed) return;
  const turn: Turn = { id, conversationId, role: "bot", author: BOT, parts: made.parts, replyTo: askedTurn, createdAt: Date.now() };
  await conversations.made(sequenceOfAnswer(ask.inboxId), { turn, nextPiece: made.nextPiece, captions: learnCaptions(asked, turn) });
  await route.conclude();
}

/** Returns a sentence for each attachment that was left out. What an earlier try remembered stays as it is. */
async function remember({ conversations, door }: PipelineParts, inboxId: number, said: NonNullable<Ask["said"]>, adapter: Adapter, signal: AbortSignal): Promise<readonly string[]> {
  const { conversationId, author, replyTo, text, attachments, receivedAt, wish } = said;
  if (await conversations.knows(conversationId, sequenceOfEvent(inboxId))) return [];
  const { media, skipped } = await takeAttachments(door, adapter, attachments, signal);
  const parts = text.trim() === "" ? [] : [{ type: "text", text: text.trim() } as const];
  const turn: Turn = { id: askedTurnOf(said), conversationId, role: "user", author, parts, createdAt: receivedAt, ...(replyTo === undefined ? {} : { replyTo }) };
  await conversations.said(sequenceOfEvent(inboxId), turn, media, wish?.pieces ?? []);
  return skipped;
}

function asksNothing(asked: RememberedTurn): boolean {
  return asked.parts.length === 0 && asked.pieces.length === 0;
}

function optionsOf(wish: Wish | undefined, outputFolder: string): AnswerOptions {
  return { outputFolder, ...(wish?.seed === undefined ? {} : { seed: wish.seed }), ...(wish?.modalities === undefined ? {} : { modalities: wish.modalities }) };
}
