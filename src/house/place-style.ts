/** The style of a channel: what is asked there now is asked in it. */

import type { InStyle } from "../conversation/heard.ts";
import { type RememberedTurn, textOf } from "../conversation/memory.ts";
import { placeOfConversation } from "../turn/turn.ts";
import type { Places } from "./place-settings.ts";

export function inPlaceStyle(places: Pick<Places, "at">): InStyle {
  return ({ memory, asked }) => {
    const { style } = places.at(placeOfConversation(asked.conversationId));
    const said = textOf(asked);
    if (style === undefined || said === "" || said.toLowerCase().includes(style.toLowerCase())) return { memory, asked };
    const styled: RememberedTurn = { ...asked, parts: [...asked.parts, { type: "text", text: style }] };
    return { memory: { ...memory, turns: memory.turns.map((turn) => (turn.id === asked.id ? styled : turn)) }, asked: styled };
  };
}
