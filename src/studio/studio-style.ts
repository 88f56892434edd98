/** The style of a group session: what its members say is heard with the style that was locked when they said it. */

import type { InStyle } from "../conversation/heard.ts";
import { type RememberedTurn, textOf } from "../conversation/memory.ts";
import type { StudioEvent } from "./event.ts";
import { styleAt } from "./studio.ts";
import type { StudioLog } from "./studio-log.ts";

export function inStudioStyle(log: Pick<StudioLog, "events">): InStyle {
  return ({ memory, asked }) => {
    const events = log.events(asked.conversationId);
    if (!events.some(({ type }) => type === "styled")) return { memory, asked };
    const turns = memory.turns.map((turn) => styled(turn, events));
    return { memory: { ...memory, turns }, asked: turns.find(({ id }) => id === asked.id) ?? styled(asked, events) };
  };
}

/** What has no words asks for nothing that a style could be of. */
function styled(turn: RememberedTurn, events: readonly StudioEvent[]): RememberedTurn {
  const style = styleAt(events, turn.createdAt);
  const said = textOf(turn).trimEnd();
  if (turn.role === "bot" || style === "" || said === "" || said.toLowerCase().includes(style.toLowerCase())) return turn;
  const last = turn.parts.findLastIndex(({ type }) => type === "text");
  const parts = turn.parts.map((part, index) =>
    index === last && part.type === "text" ? { ...part, text: `${part.text.trimEnd().replace(/[.,;]$/, "")}, ${style}` } : part,
  );
  return { ...turn, parts };
}
