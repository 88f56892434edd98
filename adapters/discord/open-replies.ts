/** Interactions that still wait for their answer: their first message goes through the interaction while its token lives. */

import type { ChatInputCommandInteraction, ButtonInteraction, MessageContextMenuCommandInteraction, ModalSubmitInteraction } from "discord.js";
import { TOKEN_LIFETIME_MS } from "./limits.ts";

export type AskingInteraction = ChatInputCommandInteraction | MessageContextMenuCommandInteraction | ButtonInteraction | ModalSubmitInteraction;

export interface OpenReply {
  readonly interaction: AskingInteraction;
  /** False where Discord did not take the deferral: then the answer is a message of its own. */
  readonly deferred: Promise<boolean>;
}

export class OpenReplies {
  readonly #open = new Map<string, OpenReply>();

  /** Returns what to call once the deferral is taken or refused. */
  add(interaction: AskingInteraction): (isDeferred: boolean) => void {
    for (const [id, { interaction: old }] of this.#open) if (!isAlive(old)) this.#open.delete(id);
    const { promise, resolve } = Promise.withResolvers<boolean>();
    this.#open.set(interaction.id, { interaction, deferred: promise });
    return resolve;
  }

  find(interactionId: string): OpenReply | undefined {
    const found = this.#open.get(interactionId);
    return found && isAlive(found.interaction) ? found : undefined;
  }

  /** The answer's further messages are ordinary ones. */
  close(interactionId: string): void {
    this.#open.delete(interactionId);
  }
}

function isAlive({ createdTimestamp }: AskingInteraction): boolean {
  return Date.now() - createdTimestamp < TOKEN_LIFETIME_MS;
}
