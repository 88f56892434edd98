/** A person as one platform knows them: nothing here joins what two platforms know. */

import type { Author, Platform } from "../turn/turn.ts";

export interface Person {
  readonly platform: Platform;
  readonly id: Author["id"];
}
