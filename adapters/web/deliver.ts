/** Deliveries become events of the conversation's log, which every browser that shows it reads. */

import type { Delivery } from "../../src/adapter.ts";
import type { History } from "./history.ts";
import type { WireEvent } from "./wire.ts";
import { wireMediumOf, wireTurnOf } from "./wire-turn.ts";

/** An answer that begins is preceded by the asking turn as it is remembered, because only now its media have numbers. */
export async function wireEventsOf(delivery: Delivery, history: History): Promise<readonly WireEvent[]> {
  const event = wireEventOf(delivery);
  if (delivery.type !== "answer-start" || delivery.waiting > 0) return [event];
  const { conversationId, askedTurn } = delivery.target;
  const turn = (await history.turns(conversationId)).find((candidate) => candidate.id === askedTurn);
  return turn === undefined ? [event] : [{ type: "remembered", turnId: askedTurn, turn: wireTurnOf(turn) }, event];
}

function wireEventOf(delivery: Delivery): WireEvent {
  const { target } = delivery;
  const turnId: string = target.answerTurn;
  switch (delivery.type) {
    case "answer-start":
      return {
        type: "answer-start",
        turnId,
        askedTurn: target.askedTurn,
        waiting: delivery.waiting,
        createdAt: Date.now(),
      };
    case "text-delta":
      return { type: "text-delta", turnId, text: delivery.text };
    case "media-start":
      return { type: "media-start", turnId, piece: delivery.piece, modality: delivery.modality, caption: delivery.caption, steps: delivery.steps };
    case "media-progress": {
      const { piece, step, steps, preview } = delivery;
      return { type: "media-progress", turnId, piece, step, steps, ...(preview ? { previewBase64: preview.pngBase64 } : {}) };
    }
    case "media-end":
      return { type: "media-end", turnId, medium: wireMediumOf(delivery.part, target.conversationId) };
    case "media-drop":
      return { type: "media-drop", turnId, piece: delivery.piece, reason: delivery.reason, told: delivery.told };
    case "notice":
    case "unconfirmed":
      return { type: "notice", turnId, text: delivery.text };
    case "answer-end":
      return { type: "answer-end", turnId, finishReason: delivery.finishReason };
    default:
      return delivery satisfies never;
  }
}
