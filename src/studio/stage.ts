/** What a group session asks of a platform: a place of its own, a board that stays up to date, and a way to speak there. */

import type { CommandReply } from "../commands/command.ts";
import type { Attachment, Inbound, Source } from "../turn/inbound.ts";
import type { Author } from "../turn/turn.ts";
import type { Board } from "./board.ts";

export interface Stage {
  /** Changes where boards that were shown before are gone. */
  readonly epoch?: string;
  /** Makes words that people or the model wrote harmless in a reply; absent: they are shown as they are. */
  tame?(words: string): string;
  /** Whether members are heard there without addressing Quartet. */
  hearsWords(place: Source): boolean;
  /** Opens a thread with the board at its head, or shows the board where it is asked for; throws DeliveryError. */
  open(at: Source, board: Board): Promise<{ readonly place: Source; readonly boardId?: string }>;
  /** Brings the board up to date; posts it anew where it is gone. Resolves with the board's id; throws DeliveryError. */
  show(place: Source, boardId: string | undefined, board: Board): Promise<string | undefined>;
  /** Says something to everybody there, with its files; throws DeliveryError. Absent: whoever asks is answered with it. */
  post?(place: Source, reply: CommandReply): Promise<void>;
  /** Shows what a person gave by a command or a form, so that others see what is answered; resolves with the event that the answer replies to. */
  restate(place: Source, author: Author, words: string, attachments: readonly Attachment[]): Promise<Pick<Inbound, "id" | "source">>;
}
