/** What happens in a group session beside what is said and made there. */

import type { PieceNumber } from "../turn/part.ts";
import type { Author, TurnId } from "../turn/turn.ts";

export type ExportForm = "book" | "film";
/** Favourites: what was chosen, else what has votes, else everything. */
export type ExportChoice = "favourites" | "all";

/** `at`: Unix milliseconds. */
export type StudioEvent = { readonly by: Author; readonly at: number } & (
  | { readonly type: "opened"; readonly title: string }
  /** An empty style: none any more. */
  | { readonly type: "styled"; readonly style: string }
  /** For one piece, or for all that a turn brought. */
  | { readonly type: "voted"; readonly turnId?: TurnId; readonly piece?: PieceNumber; readonly emoji: string; readonly added: boolean }
  /** In the order in which they shall stand in the book; none: votes decide. */
  | { readonly type: "chosen"; readonly pieces: readonly PieceNumber[] }
  | { readonly type: "export-asked"; readonly form: ExportForm; readonly choice: ExportChoice }
  /** A try was begun; what brought Quartet down so often is not begun again. */
  | { readonly type: "export-begun"; readonly form: ExportForm }
  | { readonly type: "export-ended"; readonly form: ExportForm }
  | { readonly type: "closed" }
);
