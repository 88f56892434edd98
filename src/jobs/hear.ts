/** What a person said is taken in: its media are fetched and remembered with it, and what was left out is owed a sentence. */

import type { Adapter } from "../adapter.ts";
import { rememberSaid } from "../conversation/remember.ts";
import type { SkippedAttachment } from "../conversation/take-attachments.ts";
import { sentenceOf, sentencesIn } from "../language/language.ts";
import type { PipelineParts } from "../pipeline.ts";
import { owedOf } from "../router/owed.ts";
import type { Ask } from "./ask.ts";
import type { Seat } from "./fair-queue.ts";

/** Whoever only waits for files leaves the seat to others. @throws CancelledError */
export async function hear(
  { conversations, door, outbox }: PipelineParts,
  { inboxId, target }: Ask,
  said: NonNullable<Ask["said"]>,
  adapter: Adapter,
  seat: Seat,
): Promise<void> {
  if (said.attachments.length > 0) seat.leave();
  const sentences = sentencesIn(target.language);
  const note = (skipped: readonly SkippedAttachment[]) => {
    const told = skipped.map(({ name, telling }) => `${name}: ${sentenceOf(telling, sentences)}`);
    outbox.note(inboxId, target, owedOf(told, []));
  };
  await rememberSaid({ conversations, door, inboxId, said, adapter, signal: seat.signal, note });
  await seat.take();
}

/** What is told before an answer that is given: what was left out, and first of all, once in a channel, that a machine answers. */
export function noticesBefore({ outbox, house }: Pick<PipelineParts, "outbox" | "house">, { inboxId, target }: Ask): readonly string[] {
  const { introduction } = sentencesIn(target.language).house;
  house?.introduce(target.source, () => {
    const told = outbox.notices(inboxId).filter((notice) => notice !== introduction);
    outbox.note(inboxId, target, owedOf([introduction, ...told], []));
  });
  return outbox.notices(inboxId);
}
