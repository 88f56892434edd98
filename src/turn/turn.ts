/** A turn: one contribution of a person or of the bot to a conversation. */

import type { Part } from "./part.ts";

/** `platform:channel` or `platform:channel:thread`. */
export type ConversationId = string & { readonly __brand: "ConversationId" };
export type TurnId = string & { readonly __brand: "TurnId" };

export const PLATFORMS = ["discord", "slack", "web", "terminal"] as const;
export type Platform = (typeof PLATFORMS)[number];

export interface Author {
  /** The platform's own id of the person; stable, never shown to the model. */
  readonly id: string;
  /** The name that the model sees and that tells people in a group apart. */
  readonly name: string;
}

/** Who asked to be forgotten, where something of theirs keeps its place. */
export const SOMEBODY: Author = { id: "", name: "?" };

export interface Turn {
  readonly id: TurnId;
  readonly conversationId: ConversationId;
  readonly role: "user" | "bot";
  readonly author: Author;
  readonly parts: readonly Part[];
  readonly replyTo?: TurnId;
  /** Unix milliseconds. */
  readonly createdAt: number;
}

/** Where a conversation is; a thread is in its channel. */
export function placeOfConversation(conversationId: ConversationId): { readonly platform: Platform; readonly channelId: string } {
  const [platform, channelId = ""] = conversationId.split(":", 2);
  return { platform: PLATFORMS.find((each) => each === platform) ?? "web", channelId };
}

export function conversationIdOf(platform: Platform, channelId: string, threadId?: string): ConversationId {
  return [platform, channelId, ...(threadId === undefined ? [] : [threadId])].join(":") as ConversationId;
}
