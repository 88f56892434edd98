/** Which parts of an answer stand in a channel as they should be: pieces by their buttons, words by their number and what they say. */

import { type Message, MessageFlags } from "discord.js";
import type { Owed } from "../../src/adapter.ts";
import { areWhole } from "../../src/router/store-medium.ts";
import { splitText } from "../../src/router/split-text.ts";
import { pressesOf } from "./buttons.ts";
import { noticeFace } from "./card.ts";
import { DISCORD_LIMITS } from "./limits.ts";

/** `standing`: what the bot wrote as this answer, the oldest first. */
export function namesStanding(standing: readonly Message[], owed: readonly Owed[]): ReadonlySet<string> {
  const finished = standing.filter((message) => pressesOf(message).every(({ verb }) => verb !== "cancel"));
  const hasWords = wordsStand(finished, owed);
  return new Set(owed.filter(({ content }) => (content.type === "text" ? hasWords : stands(finished, content))).map(({ name }) => name));
}

/** All words of an answer are one flow, split as it was sent: each part stands behind the one before. */
function wordsStand(finished: readonly Message[], owed: readonly Owed[]): boolean {
  const text = owed.flatMap(({ content }) => (content.type === "text" ? content.text : [])).join("");
  const contents = finished.map(({ content }) => content);
  const places = splitText(text, { maxLength: DISCORD_LIMITS.maxTextLength })
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .map((part) => contents.indexOf(part));
  return places.every((place, index) => place >= 0 && (index === 0 || place > (places[index - 1] ?? 0)));
}

function stands(finished: readonly Message[], content: Exclude<Owed["content"], { type: "text" }>): boolean {
  if (content.type === "notice") return finished.some((message) => message.content === noticeFace(content.text).content.trim());
  const cards = finished.filter((message) => pressesOf(message).some(({ piece }) => piece === content.piece));
  const aloud = finished.filter(({ flags }) => flags.has(MessageFlags.IsVoiceMessage));
  const names = [...cards, ...aloud].flatMap(({ attachments }) => attachments.map(({ name }) => name.replace(/^SPOILER_/, "")));
  return cards.length > 0 && areWhole(content.piece, names);
}
