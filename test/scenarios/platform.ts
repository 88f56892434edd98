/** A platform as the scenarios see it: places where people speak with Quartet, and what they see there. Each platform has one driver. */

import type { Quartet } from "../../src/assemble.ts";
import type { Config } from "../../src/config.ts";
import type { Adapter } from "../../src/adapter.ts";
import type { ConversationId } from "../../src/turn/turn.ts";
import type { SentFile } from "../contract/adapter.contract.ts";

/** A channel that nobody has spoken in; a thread in which people spoke before; the direct messages with one person. */
export type PlaceKind = "channel" | "thread" | "direct";

export const BUTTONS = ["Cancel", "Again", "Vary", "Edit prompt", "Use", "Animate", "Sound"] as const;
export type ButtonName = (typeof BUTTONS)[number];

/** What some platform has no way to do; its driver says why, and the scenarios about it are skipped there. */
export type Ability = "edit" | "delete" | "bots" | "moderate" | "reply" | "house" | ButtonName;

export interface ScenarioPlatform {
  readonly cannot: Partial<Readonly<Record<Ability, string>>>;
  /** A further run of Quartet on the same platform; not started yet. */
  makeAdapter(quartet: Quartet, config: Config): Adapter;
  open(kind: PlaceKind): Place;
  /** Resolves with the next change that people could see. */
  nextChange(): Promise<unknown>;
  close(): Promise<void>;
}

export interface SayOptions {
  readonly files?: readonly SentFile[];
  /** As a reply to the newest medium that Quartet made. */
  readonly toMedium?: boolean;
  /** The platform tells of it twice. */
  readonly twice?: boolean;
}

export interface Place {
  /** Known once somebody has spoken to Quartet there. */
  readonly conversationId: ConversationId;
  /** Says something to Quartet, as one does there: with a mention where it needs one. */
  say(person: string, text: string, options?: SayOptions): Promise<Message>;
  seen(): Promise<Seen>;
  /** Presses the newest such button. */
  press(person: string, button: ButtonName, options?: { readonly moderates?: boolean }): Promise<void>;
  /** Fills in the window that the last press opened, and gives what stood in it before. */
  fill(person: string, words: string): Promise<string>;
  forget(person: string, scope: "conversation" | "me"): Promise<void>;
  /** Gives a house command, such as "queue". */
  command(person: string, typed: string): Promise<void>;
  /** Another app says something to Quartet. */
  botSays(text: string): Promise<void>;
}

export interface Message {
  edit(text: string): Promise<void>;
  delete(): Promise<void>;
}

/** What stands in a place now, the oldest first. */
export interface Seen {
  /** Quartet's answers, in the order in which they began. */
  readonly words: readonly string[];
  readonly files: readonly SeenFile[];
  /** Sentences of Quartet itself. */
  readonly notices: readonly string[];
  /** What only one person sees, and answers to house commands. */
  readonly whispers: readonly string[];
  readonly buttons: readonly ButtonName[];
  /** Whether an answer waits or is being given. */
  readonly isBusy: boolean;
}

export interface SeenFile {
  readonly name: string;
  readonly altText: string;
  readonly bytes: Uint8Array;
}
