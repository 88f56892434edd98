/** What was said, as it is heard where a style holds: for the check of a request and for its prompt, and never what is remembered. */

import type { Memory, RememberedTurn } from "./memory.ts";

export interface Heard {
  readonly memory: Memory;
  readonly asked: RememberedTurn;
}

export type InStyle = (heard: Heard) => Heard;
