/** What people ask by the slash command, by a message shortcut, by a button or in a modal: the same Inbounds as by words. */

import type { types } from "@slack/bolt";
import { z } from "zod";
import type { Inbound, Wish } from "../../src/turn/inbound.ts";
import type { MediaModality } from "../../src/turn/modality.ts";
import type { PieceNumber } from "../../src/turn/part.ts";
import type { Author } from "../../src/turn/turn.ts";
import { type ButtonPress, parseJson } from "./buttons.ts";
import type { BlockActions, ViewSubmission } from "./events.ts";
import { MAX_INPUT_LENGTH } from "./limits.ts";
import { inboundBase, type Place, saidAt } from "./parse.ts";

export interface Asked {
  readonly text: string;
  readonly wish?: Wish;
}

export type Command =
  | { readonly type: "ask"; readonly asked: Asked }
  | { readonly type: "forget"; readonly scope: "conversation" | "me" }
  | { readonly type: "help" };

/** The first word may name what is wished for: "/quartet imagine a red boat". */
const PREFIXES: Readonly<Record<string, Asked>> = {
  ask: { text: "" },
  imagine: { text: "draw ", wish: { modalities: ["image"] } },
  sound: { text: "the sound of ", wish: { modalities: ["audio"] } },
  animate: { text: "a video of ", wish: { modalities: ["video"] } },
};

export function parseCommand(given: string): Command {
  const text = given.trim();
  const [, word = "", rest = ""] = /^(\S+)\s*([\s\S]*)$/.exec(text) ?? [];
  const prefix = PREFIXES[word.toLowerCase()];
  if (text === "" || /^help$/i.test(text)) return { type: "help" };
  if (/^forget( me)?$/i.test(text)) return { type: "forget", scope: rest === "" ? "conversation" : "me" };
  if (prefix !== undefined && rest !== "") return { type: "ask", asked: { ...prefix, text: prefix.text + rest } };
  return { type: "ask", asked: { text } };
}

export const HELP = [
  "Mention me in a channel, or write to me directly; add images, sounds or videos, and ask for them.",
  "`/quartet` and your words: ask here. `/quartet imagine`, `/quartet sound` or `/quartet animate` and your words: a picture, a sound or a clip.",
  "`/quartet forget` in a direct message with me: I forget what was said there, with `me` only what you said. In a thread, use the message shortcut “Forget this conversation”.",
  "Everything made or sent has a number: say “make #3 blue”, or press the buttons beneath it. I am a machine: what I say and make is generated.",
].join("\n");

/** By the callback ids of the manifest; undefined where the message holds nothing that it could be about. */
export function parseShortcut(callbackId: string, words: string, hasFiles: boolean): Asked | undefined {
  if (!hasFiles && words === "") return undefined;
  switch (callbackId) {
    case "describe":
      return { text: hasFiles ? "describe this" : `describe ${words}`, wish: { modalities: [] } };
    case "animate":
      return { text: hasFiles ? "animate this" : `animate ${words}`, wish: { modalities: ["video"] } };
    case "sound":
      return { text: hasFiles ? "what does this sound like?" : `what does ${words} sound like?`, wish: { modalities: ["audio"] } };
    default:
      return undefined;
  }
}

/** Undefined for "use", which opens a modal first. */
export function pressedOf({ verb, turnId, piece }: ButtonPress, place: Place, { actions, user }: BlockActions, author: Author): Inbound | undefined {
  const at = actions[0]?.action_ts ?? "";
  const id = `slack:${place.channelId}:${at}:${user.id}:${verb}`;
  const withPiece = piece === undefined ? {} : { piece };
  switch (verb) {
    case "cancel":
      return { ...inboundBase(place, at, id, author), type: "pressed", action: { type: "cancel", turnId, ...withPiece } };
    case "again":
      return { ...inboundBase(place, at, id, author), type: "pressed", action: { type: "again", turnId } };
    case "animate":
      return saidAt(place, at, id, author, { text: `animate #${piece}`, wish: wishOf("video", piece) });
    case "sound":
      return saidAt(place, at, id, author, { text: `what does #${piece} sound like?`, wish: wishOf("audio", piece) });
    case "use":
      return undefined;
    default:
      return verb satisfies never;
  }
}

function wishOf(modality: MediaModality, piece: PieceNumber | undefined): Wish {
  return { modalities: [modality], ...(piece === undefined ? {} : { pieces: [piece] }) };
}

/** Asks what to do with a piece; where it stands travels with the modal. */
export function useModal({ piece }: ButtonPress, place: Place): types.ModalView {
  const element: types.PlainTextInput = { type: "plain_text_input", action_id: "words", multiline: true, max_length: MAX_INPUT_LENGTH };
  return {
    type: "modal",
    callback_id: "use",
    private_metadata: JSON.stringify({ ...place, piece }),
    title: { type: "plain_text", text: `Use #${piece}` },
    submit: { type: "plain_text", text: "Ask" },
    blocks: [{ type: "input", block_id: "words", label: { type: "plain_text", text: "What shall I make of it?" }, element }],
  };
}

const used = z.object({ channelId: z.string(), threadId: z.string().optional(), piece: z.int().positive() });

/** Undefined for a modal of somebody else. `nowTs` stands for the moment, in Slack's form. */
export function submittedOf({ view, user }: ViewSubmission, author: Author, nowTs: string): Inbound | undefined {
  const { data } = used.safeParse(parseJson(view.private_metadata));
  if (view.callback_id !== "use" || data === undefined) return undefined;
  const place: Place = { channelId: data.channelId, ...(data.threadId === undefined ? {} : { threadId: data.threadId }) };
  const text = view.state.values.words?.words?.value ?? "";
  return saidAt(place, nowTs, `slack:view:${view.id}:${user.id}`, author, { text, wish: { pieces: [data.piece as PieceNumber] } });
}
