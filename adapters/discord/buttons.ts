/** The buttons under what Quartet writes. What they mean stands in their ids, so that they work for ever, restarts included. */

import { type APIActionRowComponent, type APIButtonComponentWithCustomId, ButtonStyle, ComponentType, type Message } from "discord.js";
import type { MediaModality } from "../../src/turn/modality.ts";
import type { PieceNumber } from "../../src/turn/part.ts";
import type { TurnId } from "../../src/turn/turn.ts";

const VERBS = ["cancel", "again", "use", "animate", "sound"] as const;
export type Verb = (typeof VERBS)[number];

/** `turnId` is the answer's. */
export interface ButtonPress {
  readonly verb: Verb;
  readonly turnId: TurnId;
  readonly piece?: PieceNumber;
}

export type ButtonRow = APIActionRowComponent<APIButtonComponentWithCustomId>;

export function cancelRow(turnId: TurnId, piece?: PieceNumber): ButtonRow {
  return rowOf([buttonOf("Cancel", { verb: "cancel", turnId, ...(piece === undefined ? {} : { piece }) }, ButtonStyle.Danger)]);
}

/** Beneath a finished medium. A video is not animated again. */
export function mediumRow(turnId: TurnId, piece: PieceNumber, modality: MediaModality): ButtonRow {
  const buttons = [buttonOf("Again", { verb: "again", turnId, piece }), buttonOf("Use", { verb: "use", turnId, piece })];
  if (modality !== "video") buttons.push(buttonOf("Animate", { verb: "animate", turnId, piece }));
  if (modality !== "audio") buttons.push(buttonOf("Sound", { verb: "sound", turnId, piece }));
  return rowOf(buttons);
}

/** At most 100 characters: a turn of Discord has an id of about 40. */
export function customIdOf({ verb, turnId, piece }: ButtonPress): string {
  return `${verb}:${piece ?? ""}:${turnId}`;
}

/** Undefined for what is none of ours. */
export function parseCustomId(customId: string): ButtonPress | undefined {
  const [, word, digits, turnId] = /^(\w+):(\d{0,9}):(discord:[\w/]+)$/.exec(customId) ?? [];
  const verb = VERBS.find((each) => each === word);
  if (verb === undefined || turnId === undefined) return undefined;
  return { verb, turnId: turnId as TurnId, ...(digits ? { piece: Number(digits) as PieceNumber } : {}) };
}

/** What the buttons of a message mean, in their order. */
export function pressesOf(message: Message): readonly ButtonPress[] {
  const buttons = message.components.flatMap((row) => (row.type === ComponentType.ActionRow ? row.components : []));
  return buttons.flatMap(({ customId }) => parseCustomId(customId ?? "") ?? []);
}

function rowOf(components: APIButtonComponentWithCustomId[]): ButtonRow {
  return { type: ComponentType.ActionRow, components };
}

function buttonOf(
  label: string,
  press: ButtonPress,
  style: APIButtonComponentWithCustomId["style"] = ButtonStyle.Secondary,
): APIButtonComponentWithCustomId {
  return { type: ComponentType.Button, style, label, custom_id: customIdOf(press) };
}
