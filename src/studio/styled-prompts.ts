/** Prompts of a group session: what its members say is heard with the style that was locked when they said it. */

import type { Memory, RememberedTurn } from "../conversation/memory.ts";
import { textOf } from "../conversation/memory.ts";
import type { PromptBuilder } from "../conversation/prompt-builder.ts";
import type { Prompt } from "../core/protocol.ts";
import type { StudioEvent } from "./event.ts";
import { styleAt } from "./studio.ts";
import type { StudioLog } from "./studio-log.ts";

export type Prompts = Pick<PromptBuilder, "build">;

export class StyledPrompts implements Prompts {
  readonly #prompts: Prompts;
  readonly #log: Pick<StudioLog, "events">;

  constructor(prompts: Prompts, log: Pick<StudioLog, "events">) {
    this.#prompts = prompts;
    this.#log = log;
  }

  async build(memory: Memory, asked: RememberedTurn): Promise<Prompt> {
    const events = this.#log.events(asked.conversationId);
    if (!events.some(({ type }) => type === "styled")) return await this.#prompts.build(memory, asked);
    const turns = memory.turns.map((turn) => styled(turn, events));
    const found = turns.find(({ id }) => id === asked.id) ?? styled(asked, events);
    return await this.#prompts.build({ ...memory, turns }, found);
  }
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
