/** What the web server and its page say to each other; types only, so that both sides can import it. */

import type { ForgetScope } from "../../src/turn/inbound.ts";
import type { MediaModality } from "../../src/turn/modality.ts";

/** A stored medium as the page shows it. */
export interface WireMedium {
  readonly type: "medium";
  readonly modality: MediaModality;
  readonly piece: number;
  readonly url: string;
  readonly mediaType: string;
  readonly caption: string;
  readonly width?: number;
  readonly height?: number;
  readonly durationMs?: number;
  readonly lineage: WireLineage;
}

export type WireLineage =
  | { readonly type: "sent"; readonly name: string }
  | { readonly type: "made"; readonly prompt: string; readonly seed: number; readonly parents: readonly number[] };

export type WirePart = { readonly type: "text"; readonly text: string } | WireMedium;

export interface WireTurn {
  readonly id: string;
  readonly role: "user" | "bot";
  readonly author: WirePerson;
  readonly parts: readonly WirePart[];
  readonly replyTo?: string;
  /** Unix milliseconds. */
  readonly createdAt: number;
}

/** `id` is public: it is derived from the secret in the person's cookie. */
export interface WirePerson {
  readonly id: string;
  readonly name: string;
}

export interface WireSaid {
  readonly type: "said";
  /** The turn that it becomes. */
  readonly turnId: string;
  readonly messageId: string;
  readonly author: WirePerson;
  readonly text: string;
  readonly attachments: readonly { readonly name: string; readonly mediaType: string }[];
  readonly pieces: readonly number[];
  readonly createdAt: number;
}

/** What happens in a conversation, each with the turn that it is about. */
export type WireEvent =
  | WireSaid
  /** What was said could not be stored. */
  | { readonly type: "unsaid"; readonly turnId: string }
  /** What was said, as it is remembered: with its pieces. */
  | { readonly type: "remembered"; readonly turnId: string; readonly turn: WireTurn }
  | {
      readonly type: "answer-start";
      readonly turnId: string;
      readonly askedTurn: string;
      readonly waiting: number;
      readonly createdAt: number;
    }
  | { readonly type: "text-delta"; readonly turnId: string; readonly text: string }
  | {
      readonly type: "media-start";
      readonly turnId: string;
      readonly piece: number;
      readonly modality: MediaModality;
      readonly caption: string;
      readonly steps: number;
    }
  | {
      readonly type: "media-progress";
      readonly turnId: string;
      readonly piece: number;
      readonly step: number;
      readonly steps: number;
      readonly previewBase64?: string;
    }
  | { readonly type: "media-end"; readonly turnId: string; readonly medium: WireMedium }
  | { readonly type: "media-drop"; readonly turnId: string; readonly piece: number; readonly reason: "cancelled" | "failed"; readonly told: string }
  | { readonly type: "notice"; readonly turnId: string; readonly text: string }
  | { readonly type: "answer-end"; readonly turnId: string; readonly finishReason: "stop" | "length" | "cancelled" | "error" }
  /** Somebody took back what they had said, and with it the answers. */
  | { readonly type: "withdrawn"; readonly authorId: string }
  /** The board of the group session that is held here. */
  | { readonly type: "board"; readonly board: WireBoard }
  | { readonly type: "forgotten" };

export interface WireBoard {
  readonly title: string;
  readonly openedBy: string;
  readonly style: string;
  readonly isOpen: boolean;
  readonly roster: readonly { readonly name: string; readonly pieces: number }[];
  readonly pieces: readonly WireBoardPiece[];
}

export interface WireBoardPiece {
  readonly number: number;
  readonly modality: MediaModality;
  readonly caption: string;
  readonly author: string;
  readonly parents: readonly number[];
  readonly votes: number;
  /** Ids of who likes it. */
  readonly voters: readonly string[];
  readonly isChosen: boolean;
}

/** The first message of a stream that cannot resume: what is remembered, and what happened that is not yet. */
export interface WireSnapshot {
  readonly type: "snapshot";
  readonly turns: readonly WireTurn[];
  readonly events: readonly WireEvent[];
}

export type WireMessage = WireSnapshot | WireEvent;

export interface WireConversation {
  readonly id: string;
  readonly title: string;
  /** Unix milliseconds. */
  readonly updatedAt: number;
}

/** What the page must know before it shows anything. */
export interface WireAbout {
  readonly pack: {
    readonly name: string;
    readonly version: string;
    readonly device: string;
    readonly commercial: boolean;
    readonly notes: readonly string[];
  };
  readonly inputs: readonly MediaModality[];
  readonly outputs: readonly MediaModality[];
  readonly maxAttachmentBytes: number;
  readonly maxAttachments: number;
  readonly maxTextLength: number;
  /** Absent until the person has said a name. */
  readonly person?: WirePerson;
}

/** Body of POST /api/conversations/:id/messages. */
export interface WireMessageBody {
  /** Chosen by the page, so that a message sent twice arrives once. */
  readonly id: string;
  readonly text: string;
  readonly attachments: readonly WireUpload[];
  readonly pieces: readonly number[];
}

/** What answers a message that is a house command; it is shown to who wrote it only. */
export interface WireReply {
  readonly text: string;
  readonly files: readonly { readonly name: string; readonly url: string }[];
}

/** A file of a message: the key that POST /api/uploads gave, and what the page knows of it. */
export interface WireUpload {
  readonly key: string;
  readonly name: string;
  readonly mediaType: string;
}

/** Body of POST /api/conversations/:id/actions. */
export type WireAction =
  | { readonly type: "cancel"; readonly turnId: string; readonly piece?: number }
  | { readonly type: "again"; readonly turnId: string }
  /** That one piece of the answer anew. */
  | { readonly type: "vary"; readonly turnId: string; readonly piece: number }
  /** What made the piece is asked for in other words. */
  | { readonly type: "edit"; readonly piece: number; readonly text: string }
  /** Another medium of the piece. */
  | { readonly type: "animate" | "sound"; readonly piece: number }
  | { readonly type: "forget"; readonly scope: ForgetScope }
  | { readonly type: "vote"; readonly piece: number; readonly added: boolean };

/** Body of every refusal: `told` is a plain sentence for the person. */
export interface WireFault {
  readonly code: "token" | "name" | "refused" | "too-large" | "not-found" | "invalid" | "failed";
  readonly told: string;
}
