/** Buttons that give a house command, and the windows that ask for what such a command still lacks. */

import type { types } from "@slack/bolt";
import { z } from "zod";
import type { CommandButton } from "../../src/commands/command.ts";
import type { CommandDeclaration, OptionDeclaration } from "../../src/commands/declaration.ts";
import { type Language, sentencesIn } from "../../src/language/language.ts";
import type { Signer } from "../../src/turn/sign.ts";
import { parseJson } from "./buttons.ts";
import type { SlackFile, ViewSubmission } from "./events.ts";
import { MAX_INPUT_LENGTH } from "./limits.ts";
import type { Place } from "./parse.ts";

export interface HousePress {
  readonly command: string;
  readonly options: Readonly<Record<string, string>>;
}

const HOUSE = "house";
const FORM = "form";
const pressShape = z.object({ command: z.string(), options: z.record(z.string(), z.string()) });

export function houseRow(buttons: readonly CommandButton[], signer: Signer): types.ActionsBlock {
  return { type: "actions", elements: buttons.map((button) => elementOf(button, signer)) };
}

/** Undefined for what is no such button, or was altered on its way. */
export function parseHousePress(actionId: string, value: string | undefined, signer: Signer): (HousePress & { readonly asks: boolean }) | undefined {
  const [, text = "", signature = ""] = /^(.+)\.([^.]+)$/.exec(value ?? "") ?? [];
  const { data } = pressShape.safeParse(parseJson(text));
  if (data === undefined || !signer.isSigned(purposeOf(actionId), text, signature)) return undefined;
  return { ...data, asks: actionId.startsWith(FORM) };
}

/** Undefined where nothing is left to ask. */
export function houseForm(press: HousePress, declared: CommandDeclaration, place: Place, language: Language): types.ModalView | undefined {
  const { command, options } = press;
  const action = declared.actions?.find(({ name }) => name === options.action);
  const open = ((action ?? declared).options ?? []).filter(({ name }) => options[name] === undefined);
  if (open.length === 0) return undefined;
  const { studio } = sentencesIn(language);
  return {
    type: "modal",
    callback_id: HOUSE,
    private_metadata: JSON.stringify({ ...place, command, options }),
    title: { type: "plain_text", text: short((action ?? declared).description[language], MAX_TITLE) },
    submit: { type: "plain_text", text: studio.send },
    blocks: open.map((option) => fieldOf(option, language)),
  };
}

export interface FilledHouseForm extends HousePress {
  readonly place: Place;
  readonly files: readonly SlackFile[];
}

const aboutShape = pressShape.extend({ channelId: z.string(), threadId: z.string().optional() });

/** Undefined for another window. Fields that were left empty are left out. */
export function filledHouseForm({ view }: ViewSubmission): FilledHouseForm | undefined {
  const { data } = aboutShape.safeParse(parseJson(view.private_metadata));
  if (view.callback_id !== HOUSE || data === undefined) return undefined;
  const { channelId, threadId, command, options } = data;
  const fields = Object.values(view.state.values).flatMap((block) => Object.entries(block));
  const words = fields.flatMap(([name, { value, selected_option: chosen, selected_user: person }]) => {
    const given = (value ?? chosen?.value ?? person ?? "").trim();
    return given === "" ? [] : [[name, given] as const];
  });
  const files = fields.flatMap(([, field]) => field.files ?? []);
  return {
    command,
    options: { ...options, ...Object.fromEntries(words) },
    place: { channelId, ...(threadId === undefined ? {} : { threadId }) },
    files,
  };
}

const MAX_TITLE = 24;
const MAX_LABEL = 200;

function fieldOf(option: OptionDeclaration, language: Language): types.InputBlock {
  const label = { type: "plain_text", text: short(option.description[language], MAX_LABEL) } as const;
  return { type: "input", block_id: option.name, optional: option.isRequired !== true, label, element: inputOf(option, language) };
}

function inputOf(option: OptionDeclaration, language: Language): types.InputBlock["element"] {
  const { name } = option;
  switch (option.type) {
    case "text":
      return {
        type: "plain_text_input",
        action_id: name,
        multiline: true,
        max_length: Math.min(option.maxLength ?? MAX_INPUT_LENGTH, MAX_INPUT_LENGTH),
      };
    case "whole":
      return { type: "plain_text_input", action_id: name, max_length: 9 };
    case "choice":
      return {
        type: "static_select",
        action_id: name,
        options: option.choices.map(({ value, label }) => ({ value, text: { type: "plain_text", text: label[language] } })),
      };
    case "person":
      return { type: "users_select", action_id: name };
    case "file":
      return { type: "file_input", action_id: name, max_files: 4 };
    default:
      return option satisfies never;
  }
}

function elementOf({ label, command, options, asksForRest }: CommandButton, signer: Signer): types.Button {
  const actionId = `${asksForRest ? FORM : HOUSE}-${options.action ?? command}`;
  const text = JSON.stringify({ command, options });
  return {
    type: "button",
    action_id: actionId,
    text: { type: "plain_text", text: label },
    value: `${text}.${signer.sign(purposeOf(actionId), text)}`,
  };
}

function purposeOf(actionId: string): string {
  return `slack-button-${actionId}`;
}

function short(words: string, maxLength: number): string {
  return words.length > maxLength ? `${words.slice(0, maxLength - 1)}…` : words;
}
