/** The commands that people see, and what each of them makes a person say. */

import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  type ApplicationCommandDataResolvable,
  type ChatInputCommandInteraction,
  InteractionContextType,
  type Message,
} from "discord.js";
import type { Attachment, Wish } from "../../src/turn/inbound.ts";
import type { PieceNumber } from "../../src/turn/part.ts";
import { attachmentsOf, optionAttachment } from "./attachments.ts";
import type { AnswerVerb } from "./buttons.ts";

/** Words and media as if they had been sent as a message. */
export interface Words {
  readonly text: string;
  readonly attachments: readonly Attachment[];
  readonly wish?: Wish;
}

const FILE_OPTIONS = ["file", "file2", "file3", "file4"] as const;
const MAX_WORDS = 2000;

const words = (name: string, description: string, required: boolean) => ({
  type: ApplicationCommandOptionType.String as const,
  name,
  description,
  required,
  maxLength: MAX_WORDS,
});
const file = (name: string, description: string) => ({ type: ApplicationCommandOptionType.Attachment as const, name, description });
const contexts = [InteractionContextType.Guild, InteractionContextType.BotDM];

export const COMMANDS: readonly ApplicationCommandDataResolvable[] = [
  {
    name: "ask",
    description: "Ask anything, with words, pictures, sounds or clips",
    contexts,
    options: [words("text", "What to ask", false), ...FILE_OPTIONS.map((name, index) => file(name, `Picture, sound or clip ${index + 1}`))],
  },
  { name: "imagine", description: "Make a picture", contexts, options: [words("prompt", "What it shows", true)] },
  { name: "sound", description: "Make a sound", contexts, options: [words("prompt", "What sounds", true)] },
  {
    name: "animate",
    description: "Make a clip from words or from a picture",
    contexts,
    options: [words("prompt", "What moves", false), file("file", "A picture to animate")],
  },
  {
    name: "forget",
    description: "Forget what was said here",
    contexts,
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: "what",
        description: "What to forget",
        required: true,
        choices: [
          { name: "what I said here", value: "me" },
          { name: "this whole conversation", value: "conversation" },
        ],
      },
    ],
  },
  { name: "help", description: "What Quartet can do", contexts },
  { type: ApplicationCommandType.Message, name: "Describe", contexts },
  { type: ApplicationCommandType.Message, name: "Animate", contexts },
  { type: ApplicationCommandType.Message, name: "What does it sound like?", contexts },
];

export const HELP = `I read words, pictures, sounds and clips, and I answer with them.
- Mention me, reply to me, or write to me directly. In a thread that I opened you need no mention.
- \`/ask\` with up to four files, \`/imagine\` a picture, \`/sound\` a sound, \`/animate\` a clip.
- Right-click a message, then Apps: Describe, Animate, What does it sound like?
- Everything made or sent has a number: say "make #3 blue", or press the buttons beneath it.
- Edit or delete a message, and I remember it that way. \`/forget\` clears what was said.
I am a machine: what I say and make is generated.`;

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
    case "Describe":
      return { text: isMedium ? "describe this" : `describe ${said}`, attachments, wish: { modalities: [] } };
    case "Animate":
      return { text: isMedium ? "animate this" : `animate ${said}`, attachments, wish: { modalities: ["video"] } };
    case "What does it sound like?":
      return { text: isMedium ? "what does this sound like?" : `what does ${said} sound like?`, attachments, wish: { modalities: ["audio"] } };
    default:
      return undefined;
  }
}

/** What a button beneath a medium makes a person say about it. */
export function wordsOfButton(verb: Extract<AnswerVerb, "animate" | "sound">, piece: PieceNumber): Words {
  if (verb === "animate") return { text: `animate #${piece}`, attachments: [], wish: { modalities: ["video"], pieces: [piece] } };
  return { text: `what does #${piece} sound like?`, attachments: [], wish: { modalities: ["audio"], pieces: [piece] } };
}
