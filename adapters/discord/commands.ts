/** The commands that people see, and what each of them makes a person say. */

import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  type ApplicationCommandDataResolvable,
  type ChatInputCommandInteraction,
  InteractionContextType,
  type Message,
} from "discord.js";
import { type Localised, localised } from "../../src/commands/declaration.ts";
import { type Sentences, sentencesIn } from "../../src/language/language.ts";
import type { Attachment, Wish } from "../../src/turn/inbound.ts";
import { attachmentsOf, optionAttachment } from "./attachments.ts";
import { described, localizations } from "./house.ts";

/** Words and media as if they had been sent as a message. */
export interface Words {
  readonly text: string;
  readonly attachments: readonly Attachment[];
  readonly wish?: Wish;
}

const FILE_OPTIONS = ["file", "file2", "file3", "file4"] as const;
const MAX_WORDS = 2000;
const english = sentencesIn("en").discord.commands;

type CommandWords = Sentences["discord"]["commands"];

const contexts = [InteractionContextType.Guild, InteractionContextType.BotDM];
const inAll = (choose: (words: CommandWords) => string) => localised(({ discord }) => choose(discord.commands));
const about = (choose: (words: CommandWords) => string) => described(inAll(choose));

const words = (name: string, choose: (words: CommandWords) => string, required: boolean) => ({
  type: ApplicationCommandOptionType.String as const,
  name,
  ...about(choose),
  required,
  maxLength: MAX_WORDS,
});
const file = (name: string, choose: (words: CommandWords) => string) => ({
  type: ApplicationCommandOptionType.Attachment as const,
  name,
  ...about(choose),
});

/** What asks something of the model, and what is as old as Quartet; each in the languages that Discord's people read. */
export function commands(): readonly ApplicationCommandDataResolvable[] {
  return [
    {
      name: "ask",
      ...about(({ ask }) => ask),
      contexts,
      options: [
        words("text", ({ askText }) => askText, false),
        ...FILE_OPTIONS.map((name, index) => file(name, ({ askFile }) => askFile(index + 1))),
      ],
    },
    { name: "imagine", ...about(({ imagine }) => imagine), contexts, options: [words("prompt", ({ imaginePrompt }) => imaginePrompt, true)] },
    { name: "sound", ...about(({ sound }) => sound), contexts, options: [words("prompt", ({ soundPrompt }) => soundPrompt, true)] },
    {
      name: "animate",
      ...about(({ animate }) => animate),
      contexts,
      options: [words("prompt", ({ animatePrompt }) => animatePrompt, false), file("file", ({ animateFile }) => animateFile)],
    },
    { name: "forget", ...about(({ forget }) => forget), contexts, options: [forgetOption()] },
    { name: "help", ...about(({ help }) => help), contexts },
    ...[DESCRIBE, ANIMATE, SOUND].map((choose) => messageCommand(inAll(choose))),
  ];
}

const DESCRIBE = ({ describeMessage }: CommandWords) => describeMessage;
const ANIMATE = ({ animateMessage }: CommandWords) => animateMessage;
const SOUND = ({ soundMessage }: CommandWords) => soundMessage;

function forgetOption() {
  const choice = (value: "me" | "conversation", choose: (words: CommandWords) => string) => {
    const label = inAll(choose);
    return { name: label.en, nameLocalizations: localizations(label), value };
  };
  return {
    type: ApplicationCommandOptionType.String as const,
    name: "what",
    ...about(({ forgetWhat }) => forgetWhat),
    required: true,
    choices: [choice("me", ({ forgetMine }) => forgetMine), choice("conversation", ({ forgetAll }) => forgetAll)],
  };
}

/** Discord hands back the English name, whatever the person saw. */
function messageCommand(label: Localised) {
  return { type: ApplicationCommandType.Message as const, name: label.en, nameLocalizations: localizations(label), contexts };
}

/** Undefined for a command that asks nothing of the model, and for a request without any content. */
export function wordsOfCommand({ commandName, options }: ChatInputCommandInteraction): Words | undefined {
  const attachments = FILE_OPTIONS.flatMap((name) => options.getAttachment(name) ?? []).map(optionAttachment);
  const said = (options.getString("text") ?? options.getString("prompt") ?? "").trim();
  switch (commandName) {
    case "ask":
      return said === "" && attachments.length === 0 ? undefined : { text: said, attachments };
    case "imagine":
      return { text: `draw ${said}`, attachments, wish: { modalities: ["image"] } };
    case "sound":
      return { text: `the sound of ${said}`, attachments, wish: { modalities: ["audio"] } };
    case "animate":
      if (said === "" && attachments.length === 0) return undefined;
      return { text: said === "" ? "animate this" : `a video of ${said}`, attachments, wish: { modalities: ["video"] } };
    default:
      return undefined;
  }
}

/** Undefined where the chosen message holds nothing that the command could be about. */
export function wordsOfMessageCommand(commandName: string, target: Message): Words | undefined {
  const attachments = attachmentsOf(target);
  const said = target.content.trim();
  if (attachments.length === 0 && said === "") return undefined;
  const isMedium = attachments.length > 0;
  switch (commandName) {
    case english.describeMessage:
      return { text: isMedium ? "describe this" : `describe ${said}`, attachments, wish: { modalities: [] } };
    case english.animateMessage:
      return { text: isMedium ? "animate this" : `animate ${said}`, attachments, wish: { modalities: ["video"] } };
    case english.soundMessage:
      return { text: isMedium ? "what does this sound like?" : `what does ${said} sound like?`, attachments, wish: { modalities: ["audio"] } };
    default:
      return undefined;
  }
}
