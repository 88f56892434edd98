/** What the page must be able to read of the past; the conversation store implements it. */

import type { FileId } from "../../src/turn/part.ts";
import type { ConversationId, Turn } from "../../src/turn/turn.ts";

export interface History {
  /** Conversations in which the person spoke, the latest first. */
  list(authorId: string): Promise<readonly ConversationSummary[]>;
  /** Every turn that is remembered, the oldest first; empty for an unknown conversation. */
  turns(conversationId: ConversationId): Promise<readonly Turn[]>;
  /** A file that this conversation shows; undefined where it does not, or where the bytes gave way to the budget. */
  file(conversationId: ConversationId, fileId: FileId): Promise<StoredMedium | undefined>;
}

export interface ConversationSummary {
  readonly conversationId: ConversationId;
  /** Its first words; empty where none were said. */
  readonly title: string;
  /** Unix milliseconds. */
  readonly updatedAt: number;
}

export interface StoredMedium {
  readonly path: string;
  /** As the media door found it by content. */
  readonly mediaType: string;
}
