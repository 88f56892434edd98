/** Says to screen readers what others see arrive: streamed text by whole sentences, media when they are ready. */

import { required } from "./element.ts";
import type { WireMessage } from "../wire.ts";

const NOUNS = { image: "Picture", audio: "Sound", video: "Video" } as const;
let unspoken = "";

export function announceMessage(message: WireMessage): void {
  if (message.type === "text-delta") announceSentences(message.text);
  if (message.type === "media-start") announce(`${NOUNS[message.modality]} ${message.piece} is being made: ${message.caption}`);
  if (message.type === "media-end") announce(`${NOUNS[message.medium.modality]} ${message.medium.piece} is ready: ${message.medium.caption}`);
  if (message.type === "media-drop") announce(message.told);
  if (message.type === "notice") announce(message.text);
  if (message.type !== "answer-end") return;
  announce(unspoken);
  unspoken = "";
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
