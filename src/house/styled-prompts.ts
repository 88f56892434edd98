/** Prompts of a channel with a style of its own: what is asked there now is asked in that style. */

import { type Memory, type RememberedTurn, textOf } from "../conversation/memory.ts";
import type { PromptBuilder } from "../conversation/prompt-builder.ts";
import type { Prompt } from "../core/protocol.ts";
import { placeOfConversation } from "../turn/turn.ts";
import type { Places } from "./place-settings.ts";

type Prompts = Pick<PromptBuilder, "build">;

export class PlaceStyledPrompts implements Prompts {
  readonly #prompts: Prompts;
  readonly #places: Pick<Places, "at">;

  constructor(prompts: Prompts, places: Pick<Places, "at">) {
    this.#prompts = prompts;
    this.#places = places;
  }

  async build(memory: Memory, asked: RememberedTurn): Promise<Prompt> {
    const { style } = this.#places.at(placeOfConversation(asked.conversationId));
    const said = textOf(asked);
    if (style === undefined || said === "" || said.toLowerCase().includes(style.toLowerCase())) return await this.#prompts.build(memory, asked);
    const styled: RememberedTurn = { ...asked, parts: [...asked.parts, { type: "text", text: style }] };
    return await this.#prompts.build({ ...memory, turns: memory.turns.map((turn) => (turn.id === asked.id ? styled : turn)) }, styled);
  }
}
