/** One answer as messages: each has a face that it should show, and is posted or edited until it does, within the channel's edit budget. */

import { type Message, RESTJSONErrorCodes } from "discord.js";
import type { DeliveredFile, DeliveryTarget } from "../../src/adapter.ts";
import { FileTooLargeError } from "../../src/errors.ts";
import { type Sentences, sentencesIn } from "../../src/language/language.ts";
import { splitText } from "../../src/router/split-text.ts";
import type { PieceNumber } from "../../src/turn/part.ts";
import type { TurnId } from "../../src/turn/turn.ts";
import {
  doubtFace,
  droppedFace,
  type Face,
  finishedFaces,
  type Made,
  makingFace,
  type Making,
  noticeFace,
  openingFace,
  textFace,
  titleFace,
  type Voice,
  voiceFace,
} from "./card.ts";
import { DISCORD_LIMITS } from "./limits.ts";
import type { Pacer } from "./pacer.ts";
import { deliveryErrorOf, isCode, isTooLarge, isVoiceRefused, maySendVoice, missingPermissions, permissionAdvice } from "./permissions.ts";
import type { Place } from "./place.ts";
import { sameFace, sameFile, type Slot } from "./slot.ts";
import { Typing } from "./typing.ts";

export class Answer {
  readonly #turnId: TurnId;
  readonly #sentences: Sentences;
  readonly #place: Place;
  readonly #pacer: Pacer;
  readonly #typing: Typing;
  readonly #making = new Map<PieceNumber, Making>();
  #slots: Slot[] = [];
  /** Messages whose words are over: the next slots take them instead of posting. */
  #spare: Message[];
  #text = "";
  #isEnded = false;
  #flushing: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor({ answerTurn, language }: DeliveryTarget, place: Place, pacer: Pacer, leftovers: readonly Message[]) {
    this.#turnId = answerTurn;
    this.#sentences = sentencesIn(language);
    this.#place = place;
    this.#pacer = pacer;
    this.#typing = new Typing(place.channel);
    this.#spare = [...leftovers];
  }

  begin(waiting: number, beginsAt?: number): void {
    this.#spare.push(...this.#slots.flatMap(({ message }) => message ?? []));
    this.#slots = [];
    this.#text = "";
    this.#making.clear();
    if (waiting > 0 || this.#spare.length > 0) this.#show("opening", openingFace(this.#sentences, this.#turnId, waiting, beginsAt));
    if (waiting === 0) this.#typing.begin();
  }

  say(text: string): void {
    this.#text += text;
    this.#layText();
    this.#touch();
  }

  advance(making: Making): void {
    const preview = making.preview ?? this.#making.get(making.piece)?.preview;
    const latest = { ...making, ...(preview ? { preview } : {}) };
    this.#making.set(making.piece, latest);
    this.#show(`#${making.piece}`, makingFace(this.#sentences, this.#turnId, latest));
  }

  making(piece: PieceNumber): Making | undefined {
    return this.#making.get(piece);
  }

  /** `files`: the whole, or its parts, each a message of its own. Throws FileTooLargeError where Discord refuses one for its size. */
  async finish(made: Made, files: readonly DeliveredFile[], voice?: Voice): Promise<void> {
    const [file, ...rest] = files;
    if (voice && file && rest.length === 0 && (await this.#sayAloud(made, file, voice))) return;
    const missing = missingPermissions(this.#place.channel).filter((name) => name === "AttachFiles");
    const faces =
      missing.length === 0
        ? finishedFaces(this.#sentences, this.#turnId, made, files)
        : [droppedFace(made.piece, permissionAdvice(this.#place.channel, missing, this.#sentences))];
    await this.#settle(made.piece, faces);
  }

  async drop(piece: PieceNumber, told: string): Promise<void> {
    await this.#settle(piece, [droppedFace(piece, told)]);
  }

  /** The same sentence twice is told once, so that a second try does not repeat it. */
  async notice(text: string): Promise<void> {
    const room = { maxLength: DISCORD_LIMITS.maxTextLength, lengthOf: (part: string) => noticeFace(part).content.length };
    for (const [index, part] of splitText(text, room).entries()) this.#lay(`notice${index}:${text}`, noticeFace(part));
    await this.flush();
  }

  async doubt(text: string): Promise<void> {
    this.#lay("doubt", doubtFace(this.#sentences, this.#turnId, text));
    await this.flush();
  }

  async end(isCancelled: boolean): Promise<void> {
    const silence = isCancelled ? this.#sentences.faults.cancelled : this.#sentences.faults.nothingToSay;
    this.#isEnded = true;
    this.rest();
    this.#layText();
    if (this.#slots.every(({ key }) => key === "opening")) this.#lay("silence", noticeFace(silence));
    await this.flush();
    for (const message of this.#spare.splice(0)) await message.delete().catch(ignoreGone);
    await this.#place.tidy();
  }

  /** No timers any more. */
  rest(): void {
    this.#typing.end();
    clearTimeout(this.#flushing);
    this.#flushing = undefined;
  }

  /** Resolves when every message shows its face; throws DeliveryError. */
  flush(): Promise<void> {
    const written = this.#writing.then(() => this.#write());
    this.#writing = written.catch(() => undefined);
    return written;
  }

  /** False where this place takes no voice messages: then the file goes into the card. */
  async #sayAloud(made: Made, file: DeliveredFile, voice: Voice): Promise<boolean> {
    if (!maySendVoice(this.#place.channel)) return false;
    this.#making.delete(made.piece);
    this.#lay(`#${made.piece}`, titleFace(this.#sentences, this.#turnId, made));
    const slot = this.#lay(`voice#${made.piece}`, voiceFace(file, voice));
    await this.flush();
    if (slot.isRefused) this.#slots = this.#slots.filter((other) => other !== slot);
    return !slot.isRefused;
  }

  /** Parts of an earlier try that there are none of now give their messages away. */
  async #settle(piece: PieceNumber, faces: readonly Face[]): Promise<void> {
    this.#making.delete(piece);
    const laid = faces.map((face, index) => this.#lay(index === 0 ? `#${piece}` : `#${piece}/${index + 1}`, face));
    const stale = this.#slots.filter((slot) => slot.key.startsWith(`#${piece}/`) && !laid.includes(slot));
    this.#slots = this.#slots.filter((slot) => !stale.includes(slot));
    this.#spare.push(...stale.flatMap(({ message }) => message ?? []));
    await this.flush();
    if (laid.some(({ isTooLarge }) => isTooLarge))
      throw new FileTooLargeError(`Channel ${this.#place.channel.id} of Discord does not take the file of piece #${piece}.`);
  }

  #layText(): void {
    const parts = splitText(this.#text, { maxLength: DISCORD_LIMITS.maxTextLength }).filter((part) => part.trim() !== "");
    for (const [index, part] of parts.entries())
      this.#lay(`text${index}`, textFace(this.#sentences, part, this.#turnId, index === parts.length - 1 && !this.#isEnded));
  }

  #show(key: string, face: Face): void {
    this.#lay(key, face);
    this.#touch();
  }

  /** The sign of waiting gives its message to the first thing that is really said. */
  #lay(key: string, face: Face): Slot {
    const known = this.#slots.find((slot) => slot.key === key);
    if (known) return Object.assign(known, { face, isTooLarge: false });
    const opening = key === "opening" ? undefined : this.#slots.find((slot) => slot.key === "opening");
    if (opening?.message) this.#spare.push(opening.message);
    const slot: Slot = { key, face };
    this.#slots = [...this.#slots.filter((other) => other !== opening), slot];
    return slot;
  }

  #touch(): void {
    if (this.#isEnded || this.#flushing !== undefined) return;
    this.#flushing = setTimeout(() => {
      this.#flushing = undefined;
      // What fails here is written again with the next change, at the latest with the last one.
      void this.flush().catch(() => undefined);
    }, this.#pacer.reserve(this.#place.channel.id));
  }

  async #write(): Promise<void> {
    for (const slot of this.#slots) {
      if (slot.isGone || slot.isRefused || sameFace(slot.shown, slot.face) || !this.#slots.includes(slot)) continue;
      const { face, message: before } = slot;
      try {
        await this.#bring(slot, face);
        slot.shown = face;
        if (slot.message && before === undefined && !this.#slots.includes(slot)) this.#spare.push(slot.message);
      } catch (error) {
        await this.#cope(slot, error);
      }
    }
  }

  async #bring(slot: Slot, face: Face): Promise<void> {
    const spare = slot.message === undefined && !face.voice ? this.#spare.shift() : undefined;
    if (slot.message) return await this.#place.edit(slot.message, face, sameFile(slot.shown, face));
    if (spare && (await this.#adopt(spare, face))) slot.message = spare;
    else slot.message = await this.#place.post(face);
  }

  /** False where the old message is gone or cannot be edited any more. */
  async #adopt(spare: Message, face: Face): Promise<boolean> {
    try {
      await this.#place.edit(spare, face, false);
      return true;
    } catch (error) {
      if (isCode(error, RESTJSONErrorCodes.UnknownMessage, RESTJSONErrorCodes.MaximumNumberOfEditsToMessagesOlderThanOneHourReached)) {
        await spare.delete().catch(() => undefined);
        return false;
      }
      this.#spare.unshift(spare);
      throw error;
    }
  }

  async #cope(slot: Slot, error: unknown): Promise<void> {
    if (slot.message && isCode(error, RESTJSONErrorCodes.UnknownMessage)) {
      slot.isGone = true;
    } else if (slot.face.voice && isVoiceRefused(error)) {
      slot.isRefused = true;
    } else if (slot.face.file && isTooLarge(error)) {
      slot.isTooLarge = true;
      slot.face = noticeFace(this.#sentences.discord.makingSmaller(slot.face.file.name));
      await this.#bringAgain(slot);
    } else if (slot.message && isCode(error, RESTJSONErrorCodes.MaximumNumberOfEditsToMessagesOlderThanOneHourReached)) {
      this.#spare.push(slot.message);
      delete slot.message;
      await this.#bringAgain(slot);
    } else throw deliveryErrorOf(error, this.#place.channel);
  }

  async #bringAgain(slot: Slot): Promise<void> {
    const { face } = slot;
    await this.#bring(slot, face).catch((error: unknown) => Promise.reject(deliveryErrorOf(error, this.#place.channel)));
    slot.shown = face;
  }
}

function ignoreGone(error: unknown): void {
  if (!isCode(error, RESTJSONErrorCodes.UnknownMessage)) throw error;
}
