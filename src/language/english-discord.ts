/** What Quartet says on Discord only, in English. */

const PERMISSIONS = {
  ViewChannel: "View Channel",
  SendMessages: "Send Messages",
  SendMessagesInThreads: "Send Messages in Threads",
  ReadMessageHistory: "Read Message History",
  AttachFiles: "Attach Files",
  SendVoiceMessages: "Send Voice Messages",
  CreatePublicThreads: "Create Public Threads",
};
export type DiscordPermission = keyof typeof PERMISSIONS;

/** The choice that is everybody's. */
const FORGET_MINE = "everything I said to you, anywhere on Discord";

export const discord = {
  /** As Discord's settings spell them. */
  permissions: PERMISSIONS,
  commands: {
    ask: "Ask anything, with words, pictures, sounds or clips",
    askText: "What to ask",
    askFile: (number: number) => `Picture, sound or clip ${number}`,
    imagine: "Make a picture",
    imaginePrompt: "What it shows",
    sound: "Make a sound",
    soundPrompt: "What sounds",
    animate: "Make a clip from words or from a picture",
    animatePrompt: "What moves",
    animateFile: "A picture to animate",
    forget: "Forget what was said here",
    forgetWhat: "What to forget",
    forgetMine: FORGET_MINE,
    forgetAll: "this whole conversation",
    help: "What Quartet can do",
    /** Entries of a message's own menu, at most 32 characters. */
    describeMessage: "Describe",
    animateMessage: "Animate",
    soundMessage: "What does it sound like?",
  },
  help: (houseLines: readonly string[]) =>
    [
      "I read words, pictures, sounds and clips, and I answer with them.",
      "- Mention me, reply to me, or write to me directly. The board of a studio says whether you need a mention there.",
      "- `/ask` with up to four files, `/imagine` a picture, `/sound` a sound, `/animate` a clip.",
      "- Right-click a message, then Apps: Describe, Animate, What does it sound like?",
      "- Everything made or sent has a number: say “make #3 blue”, or press the buttons beneath it.",
      "- Edit or delete a message, and I remember it that way. `/forget` clears what was said.",
      ...houseLines,
      "I am a machine: what I say and make is generated.",
    ].join("\n"),
  houseLine: (name: string, description: string) => `- \`/${name}\`: ${description}.`,
  nothingSaid: "Give me words, a file, or both.",
  mayNotForget: `Only someone who may “Manage Messages” here can make me forget the whole conversation. The choice “${FORGET_MINE}” is yours.`,
  mayNotCancel: "Only the person who asked can cancel this, or someone who may “Manage Messages”.",
  unknownButton: "I do not know this button any more.",
  notRemembered: "I no longer remember that; please ask me anew.",
  /** `who`: a mention. */
  notShownPrivately: (who: string) =>
    `${who}, I could not show you my answer privately: it came too late for Discord, and no direct message of mine reaches you. Please ask again.`,
  /** Titles and labels of forms have at most 45 characters. */
  useTitle: (piece: number) => `Use #${piece}`,
  useLabel: (piece: number) => `What shall I do with #${piece}?`,
  editTitle: (piece: number) => `#${piece} in other words`,
  editLabel: "What to make instead",
  yourTurn: "It is your turn now.",
  /** `begins`: when, as Discord shows it, such as “in 2 minutes”. */
  waiting: (count: number, begins?: string) =>
    `${count === 1 ? "1 answer comes" : `${count} answers come`} before yours${begins === undefined ? "" : `; it begins ${begins}`}.`,
  progress: (step: number, steps: number) => `${step} of ${steps}`,
  previewOf: (piece: number) => `Preview of #${piece}`,
  makingSmaller: (name: string) => `${name} is larger than Discord takes here; I am making it smaller.`,
  thisChannel: "this channel",
  missing: (permissions: readonly DiscordPermission[], place: string) =>
    `I need the permission ${permissions.map((name) => `“${PERMISSIONS[name]}”`).join(", ")} in ${place}. Someone who manages this server can grant it: Edit Channel, then Permissions, then my role.`,
  fix: "Someone who manages this server can grant them: Edit Channel, then Permissions, then my role; or Server Settings, then Roles.",
};
