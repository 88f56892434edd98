/** The buttons under what Quartet writes. What they mean stands in their ids, signed, so that they work for ever, restarts included. */

import { type APIActionRowComponent, type APIButtonComponentWithCustomId, ButtonStyle, ComponentType, type Message } from "discord.js";
import type { Sentences } from "../../src/language/language.ts";
import type { MediaModality } from "../../src/turn/modality.ts";
import type { PieceNumber } from "../../src/turn/part.ts";
import type { Signer } from "../../src/turn/sign.ts";
import type { TurnId } from "../../src/turn/turn.ts";

const ANSWER_VERBS = ["cancel", "again", "vary", "edit", "use", "animate", "sound", "resend"] as const;
/** `house` gives a house command at once, `form` asks first for the options that it lacks. */
const HOUSE_VERBS = ["house", "form"] as const;

export type AnswerVerb = (typeof ANSWER_VERBS)[number];

/** About an answer, or a piece of it; `turnId` is the answer's. */
export interface AnswerPress {
  readonly verb: AnswerVerb;
  readonly turnId: TurnId;
  readonly piece?: PieceNumber;
}

export interface HousePress {
  readonly verb: (typeof HOUSE_VERBS)[number];
  readonly command: string;
  readonly options: Readonly<Record<string, string>>;
}

export type Press = AnswerPress | HousePress;

/** A button before it is signed. */
export interface Button {
  readonly label: string;
  readonly press: Press;
  readonly style?: APIButtonComponentWithCustomId["style"];
}

export type ButtonRow = APIActionRowComponent<APIButtonComponentWithCustomId>;

export function cancelButton({ buttons }: Sentences, turnId: TurnId, piece?: PieceNumber): Button {
  return { label: buttons.cancel, press: { verb: "cancel", turnId, ...(piece === undefined ? {} : { piece }) }, style: ButtonStyle.Danger };
}

/** Beneath a finished medium. A video is not animated again. */
export function mediumButtons({ buttons }: Sentences, turnId: TurnId, piece: PieceNumber, modality: MediaModality): readonly Button[] {
  const about = (verb: AnswerVerb): Button => ({ label: buttons[verb], press: { verb, turnId, piece } });
  return [
    ...[about("again"), about("vary"), about("edit"), about("use")],
    ...(modality === "video" ? [] : [about("animate")]),
    ...(modality === "audio" ? [] : [about("sound")]),
    { label: buttons.report, press: { verb: "house", command: "report", options: { number: String(piece) } } },
  ];
}

/** Beneath what may not have arrived. */
export function resendButton({ buttons }: Sentences, turnId: TurnId): Button {
  return { label: buttons.resend, press: { verb: "resend", turnId }, style: ButtonStyle.Primary };
}

const MAX_BUTTONS_PER_ROW = 5;

export function rowsOf(buttons: readonly Button[], signer: Signer): readonly ButtonRow[] {
  return Array.from({ length: Math.ceil(buttons.length / MAX_BUTTONS_PER_ROW) }, (_, index) => ({
    type: ComponentType.ActionRow,
    components: buttons.slice(index * MAX_BUTTONS_PER_ROW, (index + 1) * MAX_BUTTONS_PER_ROW).map((button) => componentOf(button, signer)),
  }));
}

const PURPOSE = "discord-button";

/** At most 100 characters: one about an answer has about 60. */
export function customIdOf(press: Press, signer: Signer): string {
  const words = "command" in press ? houseWords(press) : [press.verb, String(press.piece ?? ""), press.turnId.replace(/^discord:/, "")];
  const text = words.join(".");
  return `${text}.${signer.sign(PURPOSE, text)}`;
}

/** Undefined for what is none of ours, or was altered on its way. */
export function parseCustomId(customId: string, signer: Signer): Press | undefined {
  const [, text = "", signature = ""] = /^(.+)\.([^.]+)$/.exec(customId) ?? [];
  return signer.isSigned(PURPOSE, text, signature) ? readPress(text) : undefined;
}

/** What the buttons of one of our own messages mean, in their order: who wrote them needs no proof. */
export function pressesOf(message: Message): readonly AnswerPress[] {
  const buttons = message.components.flatMap((row) => (row.type === ComponentType.ActionRow ? row.components : []));
  const presses = buttons.flatMap(({ customId }) => readPress((customId ?? "").replace(/\.[^.]*$/, "")) ?? []);
  return presses.flatMap((press) => ("command" in press ? [] : [press]));
}

function readPress(text: string): Press | undefined {
  const [first, second = "", ...rest] = text.split(".");
  const verb = ANSWER_VERBS.find((each) => each === first);
  const houseVerb = HOUSE_VERBS.find((each) => each === first);
  if (houseVerb) return { verb: houseVerb, command: second, options: Object.fromEntries(new URLSearchParams(rest.join("."))) };
  const [turn = ""] = rest;
  if (verb === undefined || !/^\d{0,9}$/.test(second) || turn === "") return undefined;
  return { verb, turnId: `discord:${turn}` as TurnId, ...(second === "" ? {} : { piece: Number(second) as PieceNumber }) };
}

function houseWords({ verb, command, options }: HousePress): readonly string[] {
  return [verb, command, new URLSearchParams(options).toString()];
}

function componentOf({ label, press, style = ButtonStyle.Secondary }: Button, signer: Signer): APIButtonComponentWithCustomId {
  return { type: ComponentType.Button, style, label, custom_id: customIdOf(press, signer) };
}
