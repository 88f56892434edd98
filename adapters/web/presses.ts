/** The buttons beneath a piece on the page: as on every platform, they ask again, ask in other words, or ask for another medium of it. */

import { randomInt, randomUUID } from "node:crypto";
import { askAbout, type PieceRequest } from "../../src/conversation/request.ts";
import type { Inbound } from "../../src/turn/inbound.ts";
import type { PieceNumber } from "../../src/turn/part.ts";
import type { ConversationId, TurnId } from "../../src/turn/turn.ts";
import { eventOf, type Place, pressedOf } from "./parse.ts";
import type { WireAction } from "./wire.ts";

/** What a piece was made for; undefined where that is not remembered. */
export type RequestFor = (conversationId: ConversationId, piece: PieceNumber) => Promise<PieceRequest | undefined>;

const MAX_SEED = 2 ** 32;

/** Undefined where it is not remembered any more how the piece was asked for. */
export async function inboundOfAction(place: Place, action: WireAction, requestFor: RequestFor): Promise<Inbound | undefined> {
  const id = randomUUID();
  const event = eventOf(place, id);
  switch (action.type) {
    case "cancel":
    case "again":
    case "forget":
    case "vote":
      return pressedOf(place, id, action);
    case "vary": {
      const [turnId, piece] = [action.turnId as TurnId, action.piece as PieceNumber];
      return { ...event, type: "pressed", action: { type: "again", turnId, piece, seed: randomInt(MAX_SEED) } };
    }
    case "animate":
    case "sound":
      return { ...event, type: "said", attachments: [], ...askAbout(action.type, action.piece as PieceNumber) };
    case "edit": {
      const request = await requestFor(event.conversationId, action.piece as PieceNumber);
      return (
        request && { ...event, type: "said", text: action.text, attachments: [], wish: { pieces: request.pieces, modalities: request.modalities } }
      );
    }
    default:
      return action satisfies never;
  }
}
