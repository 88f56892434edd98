/** What people ask by the slash command, by a message shortcut or by a button: the same Inbounds as by words. */

import { readForget } from "../../src/commands/read-typed.ts";
import { askAbout } from "../../src/conversation/request.ts";
import type { ForgetScope, Inbound, Wish } from "../../src/turn/inbound.ts";
import type { Author } from "../../src/turn/turn.ts";
import type { AnswerPress } from "./buttons.ts";
import type { BlockActions } from "./events.ts";
import { inboundBase, type Place, saidAt } from "./parse.ts";

export interface Asked {
  readonly text: string;
  readonly wish?: Wish;
}

export type Command =
  | { readonly type: "ask"; readonly asked: Asked }
  | { readonly type: "forget"; readonly scope: ForgetScope }
  | { readonly type: "help" };

/** The first word may name what is wished for: "/quartet imagine a red boat". */
const PREFIXES: ReadonlyMap<string, Asked> = new Map([
  ["ask", { text: "" }],
  ["imagine", { text: "draw ", wish: { modalities: ["image"] } }],
  ["sound", { text: "the sound of ", wish: { modalities: ["audio"] } }],
  ["animate", { text: "a video of ", wish: { modalities: ["video"] } }],
]);

export function parseCommand(given: string): Command {
  const text = given.trim();
  const [, word = "", rest = ""] = /^(\S+)\s*([\s\S]*)$/.exec(text) ?? [];
  const prefix = PREFIXES.get(word.toLowerCase());
  if (text === "" || /^help$/i.test(text)) return { type: "help" };
  const scope = readForget(text);
  if (scope !== undefined) return { type: "forget", scope };
  if (prefix !== undefined && rest !== "") return { type: "ask", asked: { ...prefix, text: prefix.text + rest } };
  return { type: "ask", asked: { text } };
}

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

/** Undefined for what opens a window first. */
export function pressedOf({ verb, turnId, piece }: AnswerPress, place: Place, { actions, user }: BlockActions, author: Author): Inbound | undefined {
  const at = actions[0]?.action_ts ?? "";
  const id = `slack:${place.channelId}:${at}:${user.id}:${verb}`;
  const withPiece = piece === undefined ? {} : { piece };
  switch (verb) {
    case "cancel":
      return { ...inboundBase(place, at, id, author), type: "pressed", action: { type: "cancel", turnId, ...withPiece } };
    case "again":
      return { ...inboundBase(place, at, id, author), type: "pressed", action: { type: "again", turnId } };
    case "vary":
      return { ...inboundBase(place, at, id, author), type: "pressed", action: { type: "again", turnId, ...withPiece } };
    case "resend":
      return { ...inboundBase(place, at, id, author), type: "pressed", action: { type: "resend", turnId } };
    case "animate":
    case "sound":
      return piece === undefined ? undefined : saidAt(place, at, id, author, askAbout(verb, piece));
    case "report":
    case "use":
    case "edit":
      return undefined;
    default:
      return verb satisfies never;
  }
}
