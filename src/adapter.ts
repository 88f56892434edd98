/** The port that every platform implements: how words and media come in, and how answers go out. */

import type { Command, CommandReply } from "./commands/command.ts";
import type { Language, Sentences, Telling } from "./language/language.ts";
import type { Stage } from "./studio/stage.ts";
import type { MediaModality } from "./turn/modality.ts";
import type { Commanded, Inbound, Source } from "./turn/inbound.ts";
import type { MediaPart, Part, PieceNumber } from "./turn/part.ts";
import type { Author, ConversationId, Platform, TurnId } from "./turn/turn.ts";

export interface PlatformLimits {
  /** Longest text of one message, in UTF-16 code units. */
  readonly maxTextLength: number;
  /** Largest uploaded file. */
  readonly maxFileBytes: number;
  readonly maxFilesPerMessage: number;
  /** Shortest time between two edits of a streamed text; 0 where each delta may go out. */
  readonly minEditIntervalMs: number;
}

/** Whom a delivery answers: the asking event, and the turn that the answer becomes. */
export interface DeliveryTarget {
  readonly source: Source;
  readonly conversationId: ConversationId;
  readonly askedTurn: TurnId;
  readonly answerTurn: TurnId;
  /** In which Quartet itself speaks there; absent: English. */
  readonly language?: Language;
  /** An earlier run of Quartet may have shown some of the answer: it is looked for before anything is posted. */
  readonly isResumed?: boolean;
}

/** An answer that is taken back; `source` names the channel and the thread. */
export interface Retracted extends Pick<DeliveryTarget, "source" | "conversationId" | "answerTurn"> {
  /** When it was asked for, Unix milliseconds; absent where that is not remembered. */
  readonly askedAt?: number;
}

/** What must not be lost of an answer. Its name is unique there and stays: "text-0", "piece-3", "notice-0". */
export interface Owed {
  readonly name: string;
  readonly content: Part | { readonly type: "notice"; readonly text: string };
}

/**
 * What the router sends to a platform, in this order: answer-start, then text, progress and files as they come, answer-end.
 * Of answer-start: `waiting` answers come first; 0: it begins now and the asking turn is remembered. `etaMs`: until it begins, where that
 * can be foretold. Coming again for the same answerTurn, it begins anew and takes its place; while it waits it may come often.
 */
export type Delivery = {
  readonly target: DeliveryTarget;
} & (
  | { readonly type: "answer-start"; readonly waiting: number; readonly etaMs?: number }
  | { readonly type: "text-delta"; readonly text: string }
  | { readonly type: "media-start"; readonly piece: PieceNumber; readonly modality: MediaModality; readonly caption: string; readonly steps: number }
  | { readonly type: "media-progress"; readonly piece: PieceNumber; readonly step: number; readonly steps: number; readonly preview?: Preview }
  /** `rest`: where the place is too small for the whole, `file` is its first part, and these follow; each plays by itself. */
  | { readonly type: "media-end"; readonly part: MediaPart; readonly file: DeliveredFile; readonly rest?: readonly DeliveredFile[] }
  | { readonly type: "media-drop"; readonly piece: PieceNumber; readonly reason: "cancelled" | "failed"; readonly told: string }
  /** A sentence from Quartet itself, not from the model: a skipped attachment, a fault, an interruption. */
  | { readonly type: "notice"; readonly text: string }
  /** Whether people see the answer could not be found out: the sentence stands with a button to send it again. */
  | { readonly type: "unconfirmed"; readonly text: string }
  | { readonly type: "answer-end"; readonly finishReason: "stop" | "length" | "cancelled" | "error" }
);

/** A small PNG as it forms. */
export interface Preview {
  readonly pngBase64: string;
}

export interface DeliveredFile {
  readonly path: string;
  readonly name: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  readonly altText: string;
  /** Shown behind the platform's own curtain, where it has one. */
  readonly isSensitive?: true;
}

/** An attachment, re-opened: bytes on this machine, or an address to fetch with the adapter's credentials. */
export type AttachmentSource =
  | { readonly type: "file"; readonly path: string }
  | {
      readonly type: "url";
      readonly url: string;
      readonly headers: Readonly<Record<string, string>>;
      /** What the platform answers instead of refusing, such as a login page: never the file; `told` says why. */
      readonly decoy?: { readonly mediaType: string; readonly told: Telling };
    };

/** What holds at a place, beside what the platform itself says of it. */
export interface PlaceRules {
  /** In which language Quartet itself speaks there. */
  languageAt(place: Pick<Source, "platform" | "channelId">): Language;
  /** Whether the person may moderate there by Quartet's own settings, whatever the platform says. */
  isModerator(source: Source, author: Author): boolean;
  /** Sentences that the help there ends with: what people must know of what is made. */
  helpNotes(place: Pick<Source, "platform" | "channelId">): readonly string[];
}

/** What a platform says of a place, for whoever looks for what is missing there. */
export interface PlaceReport {
  /** As the platform's own settings spell them; without an optional one Quartet does less, and still answers. */
  readonly permissions: readonly { readonly name: string; readonly isGranted: boolean; readonly isOptional: boolean }[];
  /** A sentence: how somebody grants what is missing. */
  readonly fix: string;
  /** Whether Quartet is told what people say there without addressing it. */
  readonly hearsWords: boolean;
  readonly limits: PlatformLimits;
}

export interface Adapter {
  readonly platform: Platform;
  /** The platform itself puts `<t:1700000000:R>` into words, for each reader and always anew. */
  readonly showsMoments?: true;
  readonly limits: PlatformLimits;
  /** What holds now where this answer goes; absent where `limits` hold everywhere. */
  limitsFor?(target: DeliveryTarget): PlatformLimits;
  /**
   * `onInbound` resolves when the event is stored: only then may the platform be told that it was received. `onCommand`
   * answers what needs no model; absent: there are no such commands. `rules` absent: everything is
   * said in English, and the platform alone says who moderates.
   */
  start(onInbound: (inbound: Inbound) => Promise<void>, onCommand?: (command: Command) => Promise<CommandReply>, rules?: PlaceRules): Promise<void>;
  /** Resolves when the platform has taken it, its file included; throws DeliveryError, and FileTooLargeError where a smaller file may pass. */
  deliver(delivery: Delivery): Promise<void>;
  /**
   * The names of those that people see as they should be, of an answer that was not confirmed. Rejects where it cannot be found out.
   * Absent: whatever was not confirmed is delivered again, and nothing is doubled by that.
   */
  findSent?(target: DeliveryTarget, owed: readonly Owed[]): Promise<ReadonlySet<string>>;
  /** Hands `onInbound` what was said to Quartet since then (Unix milliseconds) and may have been missed; what was not is dropped as a duplicate. */
  backfill?(sinceMs: number, known: readonly ConversationId[]): Promise<void>;
  /** Removes what stands there of an answer. Absent: nothing can be removed. */
  retract?(answer: Retracted): Promise<void>;
  /** Answers a command that it handed to `onInbound`; resolves when the answer stands. Absent: it hands over none. */
  giveCommand?(commanded: Commanded): Promise<void>;
  openAttachment(fetchKey: string): Promise<AttachmentSource>;
  /** The attachment was taken in or refused: what the adapter kept of it may go. */
  releaseAttachment?(fetchKey: string): Promise<void>;
  /** What group sessions need; absent: they are held where they are opened, and their board is asked for. */
  readonly studio?: Stage;
  /** Whether the platform can be reached right now; absent: always, once it is started. */
  isConnected?(): boolean;
  /** Once started: the servers or workspaces in which the app is installed now. Absent: there are none. */
  guilds?(): readonly string[];
  /** Absent: there is nothing that could be missing. */
  inspect?(source: Source, sentences: Sentences): Promise<PlaceReport>;
  stop(): Promise<void>;
}
