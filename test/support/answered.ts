/** An event whose answer is finished and owed. */

import type { DeliveryTarget } from "../../src/adapter.ts";
import { Inbox } from "../../src/jobs/inbox.ts";
import { Outbox } from "../../src/jobs/outbox.ts";
import type { OwedEntry } from "../../src/router/owed.ts";
import type { Store } from "../../src/store/store.ts";
import { ANA } from "./spoken.ts";

export function answeredIn(store: Store, target: DeliveryTarget, owed: readonly OwedEntry[]) {
  const { source, conversationId, askedTurn } = target;
  const [inbox, outbox] = [new Inbox(store), new Outbox(store)];
  const row = inbox.add({ type: "said", id: askedTurn, source, conversationId, author: ANA, receivedAt: 1, text: "a boat", attachments: [] });
  const inboxId = row?.id ?? 0;
  outbox.answered(inboxId, target, owed);
  return { inbox, outbox, inboxId };
}
