/** What the bot and the inference core say to each other over the process boundary: plain data, bytes only as files. */

import type { Telling } from "../language/language.ts";
import type { ProcessHealth } from "../ops/process-health.ts";
import type { MediaModality } from "../turn/modality.ts";
import type { PieceNumber } from "../turn/part.ts";
import type { Samples, SamplesWish } from "../turn/samples.ts";

export type PromptPart =
  | { readonly type: "text"; readonly text: string }
  /** A medium that the model sees through its encoder; in a bot turn it stands for the signal tokens that asked for it. `caption` is for when it must give way. */
  | { readonly type: "medium"; readonly piece: PieceNumber; readonly samples: Samples; readonly caption?: string }
  /** An old medium that gave way to its caption. */
  | { readonly type: "caption"; readonly piece: PieceNumber; readonly modality: MediaModality; readonly caption: string };

/** `made` turns hold what the bot made in the turn before, so that a prompt grows only at its end and the KV cache stays valid. */
export interface PromptTurn {
  readonly role: "user" | "bot" | "made";
  readonly author?: string;
  readonly parts: readonly PromptPart[];
}

export interface Prompt {
  readonly conversationId: string;
  readonly turns: readonly PromptTurn[];
  /** The number of the next piece to be made. */
  readonly nextPiece: PieceNumber;
}

/** Everything left out comes from the pack's manifest; a missing seed is drawn and reported. */
export interface AnswerOptions {
  /** Unsigned 32-bit. */
  readonly seed?: number;
  readonly temperature?: number;
  readonly topK?: number;
  readonly topP?: number;
  readonly maxTokens?: number;
  readonly steps?: Partial<Record<MediaModality, number>>;
  readonly guidance?: Partial<Record<MediaModality, number>>;
  /** Media that may be made; all by default. A signal of another modality is skipped and its text kept. */
  readonly modalities?: readonly MediaModality[];
  /** Folder into which the core writes the samples of what it makes. */
  readonly outputFolder: string;
}

export interface Timings {
  readonly encodeMs: number;
  readonly prefillMs: number;
  readonly firstTextMs: number;
  readonly generateMs: number;
  readonly decodeMs: Partial<Record<MediaModality, number>>;
  readonly totalMs: number;
  /** Share of totalMs spent inside graph runs, 0 to 1. */
  readonly modelShare: number;
}

/** What the pack's safety graph sees in a medium; without a rating it sees nothing, or there is no such graph. */
export interface Rating {
  readonly level: "blur" | "refuse";
  /** As the pack's manifest names it. */
  readonly label: string;
  readonly rule: "mature" | "never";
}

export type CoreEvent =
  | { readonly type: "text-delta"; readonly text: string }
  | {
      readonly type: "media-start";
      readonly piece: PieceNumber;
      readonly modality: MediaModality;
      readonly caption: string;
      readonly steps: number;
      readonly seed: number;
    }
  | { readonly type: "media-progress"; readonly piece: PieceNumber; readonly step: number; readonly steps: number; readonly preview?: Samples }
  | { readonly type: "media-end"; readonly piece: PieceNumber; readonly modality: MediaModality; readonly samples: Samples; readonly rating?: Rating }
  /** The model wanted to make a medium of a kind that `modalities` leaves out. */
  | { readonly type: "media-withhold"; readonly modality: MediaModality }
  /** One medium was cancelled or failed; the rest of the answer goes on. */
  | { readonly type: "media-drop"; readonly piece: PieceNumber; readonly reason: "cancelled" | "failed"; readonly told: Telling }
  | {
      readonly type: "end";
      readonly seed: number;
      readonly finishReason: "stop" | "length" | "cancelled";
      readonly promptTokens: number;
      readonly reusedTokens: number;
      readonly newTokens: number;
      readonly timings: Timings;
    }
  | { readonly type: "error"; readonly code: string; readonly message: string; readonly told: Telling };

/** What the bot must know of the pack that the core runs. */
export interface PackSummary {
  readonly name: string;
  readonly version: string;
  readonly licence: { readonly id: string; readonly commercial: boolean };
  readonly manifestSha256: string;
  readonly notes: readonly string[];
  readonly contextTokens: number;
  readonly maxNewTokens: number;
  /** Tokens that one medium takes in the prompt, begin and end tokens and number included. */
  readonly mediaTokens: Partial<Record<MediaModality, number>>;
  readonly inputs: Partial<Record<MediaModality, SamplesWish>>;
  readonly outputs: readonly MediaModality[];
  readonly device: string;
}

/** Bot to core. */
export type CoreRequest =
  | { readonly type: "answer"; readonly id: string; readonly prompt: Prompt; readonly options: AnswerOptions }
  /** Without `piece` the whole answer ends; with it that medium only. */
  | { readonly type: "cancel"; readonly id: string; readonly piece?: PieceNumber }
  | { readonly type: "forget"; readonly conversationId: string }
  | { readonly type: "ping"; readonly at: number }
  | { readonly type: "stop" };

/** Core to bot. */
export type CoreReply =
  /** `passedOver`: devices that were tried and do not work, with the reason. */
  | { readonly type: "ready"; readonly pack: PackSummary; readonly passedOver: readonly string[] }
  | { readonly type: "fault"; readonly code: string; readonly message: string }
  | { readonly type: "event"; readonly id: string; readonly event: CoreEvent }
  | { readonly type: "pong"; readonly at: number; readonly longestUnitMs: number };

/** The core as the bot sees it, whichever process it lives in. */
export interface Core {
  readonly pack: PackSummary;
  readonly health: ProcessHealth;
  /** Ends after `end` or `error`. Aborting `signal` cancels the whole answer within one graph run. */
  answer(prompt: Prompt, options: AnswerOptions, signal: AbortSignal): AsyncIterable<CoreEvent>;
  /** Cancels one medium of a running answer of that conversation; false where there is none. */
  cancelPiece(conversationId: string, piece: PieceNumber): boolean;
  forget(conversationId: string): void;
  stop(): Promise<void>;
}
