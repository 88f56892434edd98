/** What a press of a button means, and what comes of the form that it may open. */

import { randomInt } from "node:crypto";
import type { ButtonInteraction, Message, ModalSubmitInteraction } from "discord.js";
import { askAbout } from "../../src/conversation/request.ts";
import type { Sentences } from "../../src/language/language.ts";
import type { PieceNumber } from "../../src/turn/part.ts";
import { settledWithin } from "../../src/settled-within.ts";
import { eventOfInteraction, isModerator, sentencesAt, whisper } from "./asking.ts";
import { type AnswerPress, customIdOf, type HousePress, parseCustomId } from "./buttons.ts";
import { filledIn, wordsForm, wordsIn } from "./forms.ts";
import { formOf } from "./house.ts";
import type { InteractionDesk } from "./interactions.ts";
import { LATEST_DEFERRAL_MS } from "./limits.ts";
import type { AskingInteraction } from "./open-replies.ts";

const MAX_SEED = 2 ** 32;

export class Presses {
  readonly #desk: InteractionDesk;

  constructor(desk: InteractionDesk) {
    this.#desk = desk;
  }

  async press(interaction: ButtonInteraction): Promise<void> {
    const press = parseCustomId(interaction.customId, this.#desk.parts.signer);
    if (press === undefined) return await whisper(interaction, this.#sentences(interaction).unknownButton);
    if ("command" in press) return await this.#house(interaction, press);
    const { verb, turnId, piece } = press;
    switch (verb) {
      case "cancel":
        return await this.#cancel(interaction, press);
      case "again":
        return await this.#update(interaction, this.#desk.store(interaction, { type: "again", turnId }));
      case "vary": {
        const seed = randomInt(MAX_SEED);
        return await this.#update(interaction, this.#desk.store(interaction, { type: "again", turnId, seed, ...(piece ? { piece } : {}) }));
      }
      case "resend":
        return await this.#desk.answer(interaction, { ...eventOfInteraction(interaction), type: "pressed", action: { type: "resend", turnId } });
      case "edit":
        return await this.#openEdit(interaction, press);
      case "use":
        return piece && (await interaction.showModal(this.#useForm(press, piece, this.#sentences(interaction))));
      case "animate":
      case "sound":
        return await this.#desk.ask(interaction, piece && { ...askAbout(verb, piece), attachments: [] });
      default:
        return verb satisfies never;
    }
  }

  async submit(interaction: ModalSubmitInteraction): Promise<void> {
    const press = parseCustomId(interaction.customId, this.#desk.parts.signer);
    if (press === undefined) return await whisper(interaction, this.#sentences(interaction).unknownButton);
    if ("command" in press) {
      const { options, attachments } = filledIn(interaction);
      return await this.#command(interaction, press, { ...press.options, ...options }, attachments);
    }
    const text = wordsIn(interaction);
    const { verb, piece } = press;
    if (piece === undefined || text === "") return await this.#desk.ask(interaction, undefined);
    if (verb !== "edit") return await this.#desk.ask(interaction, { text, attachments: [], wish: { pieces: [piece] } });
    const request = await this.#requestFor(interaction, piece);
    if (request === undefined) return await whisper(interaction, this.#sentences(interaction).notRemembered);
    const { pieces, modalities } = request;
    await this.#desk.ask(interaction, { text, attachments: [], wish: { pieces, modalities } });
  }

  /** The same words as before stand in the form, to be changed. */
  async #openEdit(interaction: ButtonInteraction, press: AnswerPress): Promise<void> {
    const request = press.piece && (await this.#requestFor(interaction, press.piece));
    if (!request) return await whisper(interaction, this.#sentences(interaction).notRemembered);
    const { editTitle, editLabel } = this.#sentences(interaction);
    await interaction.showModal(this.#form(press, editTitle(press.piece ?? 0), editLabel, request.text));
  }

  async #requestFor(interaction: AskingInteraction, piece: PieceNumber) {
    return await this.#desk.parts.requestFor(eventOfInteraction(interaction).conversationId, piece);
  }

  async #house(interaction: ButtonInteraction, press: HousePress): Promise<void> {
    const { house, signer } = this.#desk.parts;
    const declared = house.find(({ name }) => name === press.command);
    const form = press.verb === "form" && declared && formOf(press, declared, interaction.locale, signer);
    if (form) return await interaction.showModal(form);
    await this.#command(interaction, press, press.options, []);
  }

  async #command(
    interaction: AskingInteraction,
    { command }: HousePress,
    options: HousePress["options"],
    attachments: ReturnType<typeof filledIn>["attachments"],
  ): Promise<void> {
    if (!(await this.#desk.answerHouse(interaction, command, { options, attachments })))
      await whisper(interaction, this.#sentences(interaction).unknownButton);
  }

  async #cancel(interaction: ButtonInteraction, { turnId, piece }: AnswerPress): Promise<void> {
    const asker = this.#desk.parts.askers.of(turnId) ?? (await askerOf(interaction.message));
    if (asker !== interaction.user.id && !isModerator(interaction, this.#desk.parts.rules))
      return await whisper(interaction, this.#sentences(interaction).mayNotCancel);
    await this.#update(interaction, this.#desk.store(interaction, { type: "cancel", turnId, ...(piece === undefined ? {} : { piece }) }));
  }

  async #update(interaction: ButtonInteraction, stored: Promise<void>): Promise<void> {
    await settledWithin(stored, LATEST_DEFERRAL_MS);
    await interaction.deferUpdate();
    await stored;
  }

  #useForm(press: AnswerPress, piece: PieceNumber, { useTitle, useLabel }: Sentences["discord"]) {
    return this.#form(press, useTitle(piece), useLabel(piece));
  }

  #sentences(interaction: AskingInteraction): Sentences["discord"] {
    return sentencesAt(interaction, this.#desk.parts.rules).discord;
  }

  #form(press: AnswerPress, title: string, label: string, value = "") {
    return wordsForm({ customId: customIdOf(press, this.#desk.parts.signer), title, label, value });
  }
}

async function askerOf(answer: Message): Promise<string | undefined> {
  return answer.interactionMetadata?.user.id ?? (await answer.fetchReference().catch(() => undefined))?.author.id;
}
