/** The forms that a button opens: words about a piece, other words for the same request, or the options that a house command still lacks. */

import {
  type APIComponentInLabel,
  type APILabelComponent,
  type APIModalInteractionResponseCallbackData,
  ComponentType,
  type FileUploadModalData,
  type ModalSubmitInteraction,
  TextInputStyle,
} from "discord.js";
import type { OptionDeclaration } from "../../src/commands/declaration.ts";
import type { Attachment } from "../../src/turn/inbound.ts";
import { optionAttachment } from "./attachments.ts";

const WORDS = "words";
/** Discord's own limits for a field's words, a title and a label. */
const MAX_FIELD_LENGTH = 4000;
const MAX_LABEL_LENGTH = 45;
const MAX_FIELDS = 5;

export interface WordsForm {
  readonly customId: string;
  readonly title: string;
  readonly label: string;
  /** What the field holds to begin with. */
  readonly value?: string;
}

export function wordsForm({ customId, title, label, value = "" }: WordsForm): APIModalInteractionResponseCallbackData {
  const field: APIComponentInLabel = {
    type: ComponentType.TextInput,
    custom_id: WORDS,
    style: TextInputStyle.Paragraph,
    max_length: MAX_FIELD_LENGTH,
    required: true,
    ...(value === "" ? {} : { value: value.slice(0, MAX_FIELD_LENGTH).toWellFormed() }),
  };
  return { custom_id: customId, title: short(title), components: [{ type: ComponentType.Label, label: short(label), component: field }] };
}

export function wordsIn({ fields }: ModalSubmitInteraction): string {
  return fields.getTextInputValue(WORDS).trim();
}

/** `language`: of who pressed, as Discord spells it. */
export function optionsForm(
  customId: string,
  title: string,
  options: readonly OptionDeclaration[],
  language: string,
): APIModalInteractionResponseCallbackData {
  return { custom_id: customId, title: short(title), components: options.slice(0, MAX_FIELDS).map((option) => fieldOf(option, language)) };
}

export interface FilledForm {
  readonly options: Readonly<Record<string, string>>;
  readonly attachments: readonly Attachment[];
}

/** Fields that were left empty are left out. */
export function filledIn({ fields }: ModalSubmitInteraction): FilledForm {
  const all = [...fields.fields.values()];
  const values = all.flatMap((field) => {
    if (field.type === ComponentType.TextInput) return field.value.trim() === "" ? [] : [[field.customId, field.value.trim()] as const];
    const [value] = "values" in field ? field.values : [];
    return value === undefined || field.type === ComponentType.FileUpload ? [] : [[field.customId, value] as const];
  });
  const uploads = all.filter((field): field is FileUploadModalData => field.type === ComponentType.FileUpload);
  const attachments = uploads.flatMap(({ attachments: files }) => [...(files?.values() ?? [])].map(optionAttachment));
  return { options: Object.fromEntries(values), attachments };
}

function fieldOf(option: OptionDeclaration, language: string): APILabelComponent {
  const inLanguage = (words: OptionDeclaration["description"]) => (language.startsWith("de") ? words.de : words.en);
  return { type: ComponentType.Label, label: short(inLanguage(option.description)), component: componentOf(option, inLanguage) };
}

function componentOf(option: OptionDeclaration, inLanguage: (words: OptionDeclaration["description"]) => string): APIComponentInLabel {
  const common = { custom_id: option.name, required: option.isRequired ?? false };
  switch (option.type) {
    case "text":
      return {
        ...common,
        type: ComponentType.TextInput,
        style: TextInputStyle.Paragraph,
        max_length: Math.min(option.maxLength ?? MAX_FIELD_LENGTH, MAX_FIELD_LENGTH),
      };
    case "whole":
      return { ...common, type: ComponentType.TextInput, style: TextInputStyle.Short, max_length: 9 };
    case "choice":
      return {
        ...common,
        type: ComponentType.StringSelect,
        options: option.choices.map(({ value, label }) => ({ value, label: inLanguage(label) })),
      };
    case "person":
      return { ...common, type: ComponentType.UserSelect };
    case "file":
      return { ...common, type: ComponentType.FileUpload, min_values: option.isRequired ? 1 : 0, max_values: 1 };
    default:
      return option satisfies never;
  }
}

function short(label: string): string {
  return label.length > MAX_LABEL_LENGTH ? `${label.slice(0, MAX_LABEL_LENGTH - 1)}…` : label;
}
