/** Says to screen readers what others see arrive: streamed text by whole sentences, media when they are ready. */

import { required } from "./element.ts";
import { phrases } from "./phrases.ts";
import type { WireMedium, WireMessage } from "../wire.ts";

let unspoken = "";

export function announceMessage(message: WireMessage): void {
  const { making } = phrases.announced;
  if (message.type === "text-delta") announceSentences(message.text);
  if (message.type === "media-start") announce(making(phrases.announced[message.modality](message.piece), message.caption));
  if (message.type === "media-end") announceMedium(message.medium);
  if (message.type === "media-drop") announce(message.told);
  if (message.type === "notice") announce(message.text);
  if (message.type !== "answer-end") return;
  announce(unspoken);
  unspoken = "";
}

function announceMedium({ modality, piece, caption }: WireMedium): void {
  const { announced } = phrases;
  announce(announced.ready(announced[modality](piece), caption));
}

/** One element a sentence, so that a reader says each and none is said twice. */
export function announce(text: string): void {
  if (text.trim() === "") return;
  const region = required("polite");
  const line = document.createElement("p");
  line.textContent = text;
  region.append(line);
  while (region.childElementCount > MAX_LINES) region.firstElementChild?.remove();
}

const MAX_LINES = 8;

function announceSentences(text: string): void {
  unspoken += text;
  const end = Math.max(unspoken.lastIndexOf(". "), unspoken.lastIndexOf("! "), unspoken.lastIndexOf("? "), unspoken.lastIndexOf("\n"));
  if (end < 0) return;
  announce(unspoken.slice(0, end + 1));
  unspoken = unspoken.slice(end + 1);
}
