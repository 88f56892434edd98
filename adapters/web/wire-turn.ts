/** Turns and parts as the page gets them. */

import type { MediaPart, Part } from "../../src/turn/part.ts";
import type { Turn } from "../../src/turn/turn.ts";
import type { WireMedium, WirePart, WireTurn } from "./wire.ts";

export function wireTurnOf(turn: Turn): WireTurn {
  const { id, role, author, replyTo, createdAt } = turn;
  const parts = turn.parts.map((part) => wirePartOf(part, turn.conversationId));
  return { id, role, author: { id: author.id, name: author.name }, parts, createdAt, ...(replyTo === undefined ? {} : { replyTo }) };
}

export function wireMediumOf(part: MediaPart, conversationId: string): WireMedium {
  const { type: modality, piece, caption, lineage, file } = part;
  return {
    type: "medium",
    modality,
    piece,
    url: `/files/${channelOf(conversationId)}/${file.id}`,
    mediaType: file.mediaType,
    caption,
    lineage,
    ...(part.type === "audio" ? {} : { width: part.width, height: part.height }),
    ...(part.type === "image" ? {} : { durationMs: part.durationMs }),
  };
}

/** The part of a conversation's id that stands in addresses: `web:` is left out. */
export function channelOf(conversationId: string): string {
  return conversationId.slice(conversationId.indexOf(":") + 1);
}

function wirePartOf(part: Part, conversationId: string): WirePart {
  return part.type === "text" ? part : wireMediumOf(part, conversationId);
}
