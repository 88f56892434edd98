/** Everything of one person on a platform goes, in every conversation; who is shut out stays so, what was done about whom stays its month, and what counts for the limits its day. */

import type { Conversations } from "../conversation/conversations.ts";
import type { Sequence } from "../conversation/entry.ts";
import type { SampleCache } from "../conversation/sample-cache.ts";
import type { Core } from "../core/protocol.ts";
import type { Outbox } from "../jobs/outbox.ts";
import { builtUpon } from "../studio/built-upon.ts";
import type { Studios } from "../studio/studios.ts";
import type { Person } from "./person.ts";

export interface ForgettingParts {
  readonly conversations: Conversations;
  readonly outbox: Pick<Outbox, "forgetAnswers">;
  readonly core: Pick<Core, "forget">;
  readonly samples: Pick<SampleCache, "sweep">;
  readonly studios: Pick<Studios, "isHeldIn" | "forgetPerson">;
}

/** What was said before that event. In a studio, pieces that others built upon stay there without name and words. */
export async function forgetPerson(parts: ForgettingParts, { platform, id }: Person, before: Sequence): Promise<void> {
  const { conversations, outbox, core, samples, studios } = parts;
  for (const { conversationId } of await conversations.listOn(platform, id)) {
    const keeps = studios.isHeldIn(conversationId) ? builtUpon : undefined;
    outbox.forgetAnswers(await conversations.forgetPerson(conversationId, before, id, keeps));
    core.forget(conversationId);
  }
  studios.forgetPerson(platform, id);
  await samples.sweep();
}
