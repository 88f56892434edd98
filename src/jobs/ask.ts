/** What is to be answered, and to whom. */

import type { DeliveryTarget } from "../adapter.ts";
import type { Inbound, Wish } from "../turn/inbound.ts";
import type { Author } from "../turn/turn.ts";

export interface Ask {
  readonly inboxId: number;
  readonly target: DeliveryTarget;
  /** What is new; absent where an old turn is answered again. */
  readonly said?: Extract<Inbound, { type: "said" }>;
  readonly wish?: Wish;
  /** Who asked now: whoever presses Again asks, not who asked first. */
  readonly asker: Author;
}
