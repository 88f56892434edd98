/** What people press beneath answers, and what they write in the windows that some buttons open. */

import type { types } from "@slack/bolt";
import type { PieceRequest } from "../../src/conversation/request.ts";
import { type Sentences, sentencesIn } from "../../src/language/language.ts";
import type { Inbound } from "../../src/turn/inbound.ts";
import type { PieceNumber } from "../../src/turn/part.ts";
import type { Signer } from "../../src/turn/sign.ts";
import type { ConversationId } from "../../src/turn/turn.ts";
import type { Askers } from "./askers.ts";
import { type AnswerPress, parsePress } from "./buttons.ts";
import type { Calls } from "./calls.ts";
import { pressedOf } from "./commands.ts";
import type { BlockActions, ViewSubmission } from "./events.ts";
import { editForm, submittedOf, useForm } from "./forms.ts";
import type { House } from "./house.ts";
import { filledHouseForm, houseForm, type HousePress, parseHousePress } from "./house-forms.ts";
import { conversationOf, type Place, type Surroundings } from "./parse.ts";
import { whisper } from "./whisper.ts";

export interface PressParts {
  readonly calls: Calls;
  readonly around: Surroundings;
  readonly askers: Askers;
  readonly signer: Signer;
  readonly house: House;
  /** What a piece was made for; undefined where that is not remembered. */
  readonly requestFor: (conversationId: ConversationId, piece: PieceNumber) => Promise<PieceRequest | undefined>;
}

export class Presses {
  readonly #parts: PressParts;

  constructor(parts: PressParts) {
    this.#parts = parts;
  }

  /** Undefined where there is nothing to store. */
  async press(given: BlockActions): Promise<Inbound | undefined> {
    const { around, askers, signer } = this.#parts;
    const { channel, container, actions, user, trigger_id: trigger } = given;
    const [action] = actions;
    if (channel === undefined) return undefined;
    const place: Place = { channelId: channel.id, ...(container.thread_ts === undefined ? {} : { threadId: container.thread_ts }) };
    const sentences = sentencesIn(around.languageAt(channel.id));
    const asked = parseHousePress(action?.action_id ?? "", action?.value, signer);
    if (asked !== undefined) return await this.#house(asked, place, given);
    const press = parsePress(action?.action_id ?? "", action?.value, signer);
    if (press === undefined) return await this.#whisper(place, user.id, sentences.slack.unknownButton);
    if (press.verb === "report") return await this.#house({ command: "report", options: { number: String(press.piece) }, asks: false }, place, given);
    if (press.verb === "use" || press.verb === "edit") return await this.#open(press, place, trigger, user.id, sentences);
    const mayPress = press.verb !== "cancel" || (await askers.isAsker(press.turnId, user.id)) || (await around.isModerator(user.id, place));
    if (!mayPress) return await this.#whisper(place, user.id, sentences.slack.mayNotCancel);
    return pressedOf(press, place, given, await around.author(user.id));
  }

  async submit(given: ViewSubmission): Promise<Inbound | undefined> {
    const filled = filledHouseForm(given);
    if (filled !== undefined) {
      await this.#parts.house.pressed(filled, filled.place, given.view.id, given.user.id, filled.files);
      return undefined;
    }
    return submittedOf(given, await this.#parts.around.author(given.user.id), (Date.now() / 1000).toFixed(6));
  }

  /** A board's buttons name the thread beneath it. */
  async #house(press: HousePress & { readonly asks: boolean }, { channelId, threadId }: Place, given: BlockActions): Promise<undefined> {
    const { house, around, calls } = this.#parts;
    const thread = press.options.in ?? threadId;
    const place: Place = { channelId, ...(thread === undefined ? {} : { threadId: thread }) };
    const declared = house.declarationOf(press.command);
    const view = press.asks && declared ? houseForm(press, declared, place, around.languageAt(channelId)) : undefined;
    if (view) await calls.client.views.open({ trigger_id: given.trigger_id, view });
    else await house.pressed(press, place, given.actions[0]?.action_ts ?? "", given.user.id, []);
  }

  /** Slack lets a window be opened for 3 s. */
  async #open({ verb, piece }: AnswerPress, place: Place, trigger: string, userId: string, sentences: Sentences): Promise<undefined> {
    if (piece === undefined) return undefined;
    const view = verb === "use" ? useForm(sentences, place, piece) : await this.#editForm(place, piece, sentences);
    if (view === undefined) return await this.#whisper(place, userId, sentences.slack.notRemembered);
    await this.#parts.calls.client.views.open({ trigger_id: trigger, view });
  }

  async #editForm(place: Place, piece: PieceNumber, sentences: Sentences): Promise<types.ModalView | undefined> {
    const request = await this.#parts.requestFor(conversationOf(place), piece);
    return request && editForm(sentences, place, piece, request);
  }

  /** Told to who pressed only. */
  async #whisper(place: Place, user: string, text: string): Promise<undefined> {
    await whisper(this.#parts.calls, place, user, text);
  }
}
