/** `settings`: what holds in a channel: its language, the media that are made there, how long turns are kept, and a style. */

import { refusalOfWords } from "../house/check-request.ts";
import type { House } from "../house/house.ts";
import type { PlaceSettings } from "../house/place-settings.ts";
import { LANGUAGES, type Language, type Sentences, sentenceOf, sentencesIn } from "../language/language.ts";
import { MEDIA_MODALITIES, type MediaModality } from "../turn/modality.ts";
import type { Command, CommandHandler } from "./command.ts";
import { type CommandDeclaration, localised } from "./declaration.ts";

const DEFAULT = "default";
const MAX_STYLE = 120;
const MAX_DAYS = 3650;

/** Which media may be made, by the choice that stands for them. */
const MEDIA_CHOICES: Readonly<Record<keyof Sentences["settings"]["media"], readonly MediaModality[] | undefined>> = {
  all: undefined,
  pictures: ["image"],
  "pictures-sounds": ["image", "audio"],
  words: [],
};
type MediaChoice = keyof typeof MEDIA_CHOICES;

export const SETTINGS: CommandDeclaration = {
  name: "settings",
  description: localised(({ settings }) => settings.description),
  options: [
    {
      type: "choice",
      name: "language",
      description: localised(({ settings }) => settings.options.language),
      choices: [...LANGUAGES, DEFAULT].map((value) => ({
        value,
        label: localised(({ settings }) => settings.languages[value as Language | "default"]),
      })),
    },
    {
      type: "choice",
      name: "media",
      description: localised(({ settings }) => settings.options.media),
      choices: Object.keys(MEDIA_CHOICES).map((value) => ({ value, label: localised(({ settings }) => settings.media[value as MediaChoice]) })),
    },
    { type: "whole", name: "retention", description: localised(({ settings }) => settings.options.retention), minimum: 0, maximum: MAX_DAYS },
    { type: "text", name: "style", description: localised(({ settings }) => settings.options.style), maxLength: MAX_STYLE },
  ],
};

/** Everybody may look; only who moderates may change. */
export function settingsCommand(house: House): CommandHandler {
  return async (command, sentences) => {
    const { source, author, options } = command;
    if (Object.keys(options).length === 0) return { text: shown(house.places.at(source), sentences) };
    if (!mayModerate(house, command)) return { text: sentences.moderate.notAllowed };
    const refusal = options.style === undefined ? undefined : refusalOfWords(house, options.style, command);
    if (refusal !== undefined) return { text: sentenceOf(refusal, sentences) };
    house.places.set(source, changed(house.places.at(source), options));
    house.note("settings-changed", { source, author }, Object.keys(options).join(","));
    return { text: shown(house.places.at(source), sentencesIn(house.languageAt(source))), isPublic: true };
  };
}

export function mayModerate(house: House, { isModerator, source, author }: Command): boolean {
  return isModerator || house.isModerator(source, author);
}

/** "default", 0 and "-" take a setting back. */
function changed(before: PlaceSettings, { language, media, retention, style }: Command["options"]): PlaceSettings {
  const { language: _language, modalities: _modalities, retentionDays: _days, style: _style } = before;
  const chosen = LANGUAGES.find((each) => each === language);
  const modalities = media === undefined ? before.modalities : MEDIA_CHOICES[media as MediaChoice];
  const retentionDays = retention === undefined ? before.retentionDays : Number(retention);
  const phrase = style === undefined ? before.style : style.replaceAll(/\s+/g, " ").trim();
  return {
    ...optional("language", language === undefined ? before.language : chosen),
    ...optional("modalities", modalities),
    ...optional("retentionDays", retentionDays === 0 ? undefined : retentionDays),
    ...optional("style", phrase === "-" || phrase === "" ? undefined : phrase),
  };
}

function optional<Name extends keyof PlaceSettings>(name: Name, value: PlaceSettings[Name]): PlaceSettings {
  return value === undefined ? {} : { [name]: value };
}

function shown({ language, modalities, retentionDays, style }: PlaceSettings, { settings }: Sentences): string {
  return [
    settings.title,
    `${settings.names.language}: ${settings.languages[language ?? DEFAULT]}`,
    `${settings.names.media}: ${modalities === undefined ? settings.media.all : settings.onlyMedia(MEDIA_MODALITIES.filter((each) => modalities.includes(each)))}`,
    `${settings.names.retention}: ${retentionDays === undefined ? settings.languages[DEFAULT] : settings.days(retentionDays)}`,
    `${settings.names.style}: ${style ?? settings.noStyle}`,
  ].join("\n");
}
