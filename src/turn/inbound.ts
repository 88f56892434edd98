/** What a platform tells us, before anything is fetched: serialisable, so that the inbox can store it before the event is acknowledged. */

import type { Author, ConversationId, Platform, TurnId } from "./turn.ts";
import type { MediaModality } from "./modality.ts";
import type { PieceNumber } from "./part.ts";

/** A file that was announced but not fetched; the adapter re-opens `fetchKey` with its own credentials. */
export interface Attachment {
  readonly fetchKey: string;
  readonly name: string;
  /** What the sender claims; the media door looks at the bytes instead. */
  readonly declaredMediaType: string;
  readonly sizeBytes: number;
}

/** Where an event happened, in the platform's own ids. */
export interface Source {
  readonly platform: Platform;
  readonly channelId: string;
  readonly threadId?: string;
  readonly messageId: string;
  /** The server or workspace; absent in direct messages, and where there is none. */
  readonly guildId?: string;
  /** Roles that the person bears there. */
  readonly roles?: readonly string[];
  /** Whether the platform keeps minors out of the channel. */
  readonly isAgeRestricted?: boolean;
  /** With which the platform takes the answer for a short time, where the event is a command. */
  readonly replyToken?: string;
}

interface InboundBase {
  /** Unique per platform event; a second event with the same id is a duplicate and is dropped. */
  readonly id: string;
  readonly source: Source;
  readonly conversationId: ConversationId;
  readonly author: Author;
  /** Unix milliseconds. */
  readonly receivedAt: number;
}

/** What a person asked for beside words, by a button or a command. */
export interface Wish {
  readonly modalities?: readonly MediaModality[];
  readonly seed?: number;
  /** Pieces of the conversation that the turn is about ("use this as input"). */
  readonly pieces?: readonly PieceNumber[];
}

export type Inbound =
  | (InboundBase & {
      readonly type: "said";
      readonly text: string;
      readonly attachments: readonly Attachment[];
      readonly replyTo?: TurnId;
      readonly wish?: Wish;
    })
  /** A house command in a message, as it was typed there: its platform reads it, and answers it once it is stored. */
  | (InboundBase & { readonly type: "commanded"; readonly text: string; readonly attachments: readonly Attachment[] })
  /** `text` is absent where the platform did not send the content: then what is stored stays. */
  | (InboundBase & { readonly type: "edited"; readonly turnId: TurnId; readonly text?: string })
  | (InboundBase & { readonly type: "deleted"; readonly turnId: TurnId })
  | (InboundBase & { readonly type: "pressed"; readonly action: PressedAction })
  /** `piece`: where the message shows one. */
  | (InboundBase & {
      readonly type: "reacted";
      readonly turnId: TurnId;
      readonly piece?: PieceNumber;
      readonly emoji: string;
      readonly added: boolean;
    })
  /** The app was removed from the guild or workspace that `source` names; or it is there again. */
  | (InboundBase & { readonly type: "left" })
  | (InboundBase & { readonly type: "joined" });

export type Commanded = Extract<Inbound, { type: "commanded" }>;

export type PressedAction =
  | { readonly type: "cancel"; readonly turnId: TurnId; readonly piece?: PieceNumber }
  /** The same request anew; with `piece` only that medium of its answer, with another seed. */
  | { readonly type: "again"; readonly turnId: TurnId; readonly piece?: PieceNumber; readonly seed?: number }
  /** An answer that could not be confirmed goes out again. */
  | { readonly type: "resend"; readonly turnId: TurnId }
  | { readonly type: "forget"; readonly scope: ForgetScope };

/** This conversation, or everything that the person said on the platform. */
export type ForgetScope = "conversation" | "me";

/** The turn that an event makes: its own id, so that whoever knows the event knows the turn. */
export function askedTurnOf(inbound: Pick<Inbound, "id">): TurnId {
  return inbound.id as TurnId;
}

/** The turn of the answer to an event. */
export function answerTurnOf(inbound: Pick<Inbound, "id">): TurnId {
  return `${inbound.id}/answer` as TurnId;
}
