/** Every sentence that people see, in English. A sentence that names something is a function of it; plurals are its own affair. */

import type { MediaModality } from "../turn/modality.ts";
import { discord } from "./english-discord.ts";
import type { Audited } from "../house/audit.ts";
import type { Rule } from "../screen/screen.ts";
import { faults, MEDIA } from "./english-faults.ts";
import { page } from "./english-page.ts";
import { phrases } from "./english-phrases.ts";
import { privacy } from "./english-privacy.ts";
import { studio } from "./english-studio.ts";
import { terminal } from "./english-terminal.ts";
import { web } from "./english-web.ts";

const MADE: Readonly<Record<string, string>> = { image: "pictures", audio: "sounds", video: "clips" };

export const english = {
  faults,
  /** Files that go in parts, or that are fetched by a link because they cannot be sent. */
  links: {
    part: (number: number, count: number) => `part ${number} of ${count}`,
    offer: (link: string, days: number) => `For ${days} days it is here: ${link}`,
    forged: "This link is not one that I made, or it was changed on its way. Please copy it again from where I wrote it.",
    expired: "This link has run out. Ask me for the piece again where it was made, and I make you a new one.",
    gone: "What was here is no longer kept.",
  },
  commands: {
    unknown: (name: string) => `I do not know the command ${name}.`,
    usage: (lines: readonly string[]) => `This command is given so:\n${lines.map((line) => `\`${line}\``).join("\n")}`,
  },
  /** What stands on buttons; at most 75 characters. */
  buttons: {
    cancel: "Cancel",
    again: "Again",
    vary: "Vary",
    edit: "Edit prompt",
    use: "Use",
    animate: "Animate",
    sound: "Sound",
    report: "Report",
    resend: "Send again",
  },
  slack: {
    /** Slack puts the app's name before these two. */
    thinking: "is thinking…",
    waiting: (count: number, etaMs?: number) =>
      `is waiting: ${count === 1 ? "1 answer comes" : `${count} answers come`} before yours${etaMs === undefined ? "" : `, which begins in ${soon(etaMs)}`}`,
    progress: (step: number, steps: number) => `${step} of ${steps}`,
    mayNotCancel: "Only who asked for this, or an administrator of the workspace, may cancel it.",
    unknownButton: "I do not know this button any more.",
    notRemembered: "I no longer remember how this was asked for.",
    fix: "Whoever manages the app pastes adapters/slack/manifest.yaml into its settings again and reinstalls it; into a channel /invite brings me.",
    cannotWrite: "I cannot write here. Invite me with /invite and ask again.",
    cannotAnswer: "I cannot put my answer here. Invite me with /invite and ask again.",
    /** `who`: a mention. */
    notShownPrivately: (who: string) =>
      `${who}, I could not show you my answer privately: it came too late for Slack, and no direct message of mine reaches you. Please ask again.`,
    sentDirectly: "The files are in our direct messages.",
    mayNotForget: "Only who began this conversation, or an administrator of the workspace, can make me forget all of it. “/forget me” is yours.",
    houseLine: (name: string, description: string) => `\`/quartet ${name}\`: ${description}.`,
    help: (houseLines: readonly string[]) =>
      [
        "Mention me in a channel, or write to me directly; add images, sounds or videos, and ask for them.",
        "`/quartet` and your words: ask here. `/quartet imagine`, `/quartet sound` or `/quartet animate` and your words: a picture, a sound or a clip.",
        "`/quartet forget` in a direct message with me: I forget what was said there, with `me` only what you said. In a thread, use the message shortcut “Forget this conversation”.",
        ...houseLines,
        ...(houseLines.length > 0 ? ["In a thread, mention me and write the command behind a slash: “@Quartet /queue”."] : []),
        "Everything made or sent has a number: say “make #3 blue”, or press the buttons beneath it. I am a machine: what I say and make is generated.",
      ].join("\n"),
    /** Titles of windows have at most 24 characters. */
    useTitle: (piece: number) => `Use #${piece}`,
    useLabel: "What shall I make of it?",
    editTitle: (piece: number) => `Ask for #${piece} anew`,
    editLabel: "In these words:",
    ask: "Ask",
    welcome: "What shall I make?",
    drawTitle: "Draw a picture",
    soundTitle: "Make a sound",
    clipTitle: "Make a clip",
    lookTitle: "Look, listen, tell",
  },
  diagnose: {
    description: "What works here, what is missing, and how to mend it",
    permissions: "Permissions here:",
    hearsWords: "I hear everything that is said here, and answer what is said to me.",
    hearsAddressed: "I hear what is said to me: mentions, replies and direct messages.",
    limits: (characters: number, megabytes: number, files: number) =>
      `One message of mine holds up to ${characters} characters and ${files} files of up to ${Math.floor(megabytes)} MiB.`,
    pack: (name: string, licence: string, device: string, outputs: readonly string[]) =>
      `I run ${name} (licence ${licence}) on ${device}; beside words it makes: ${outputs.length === 0 ? "nothing" : outputs.map((output) => MADE[output] ?? output).join(", ")}.`,
    queue: (running: number, waiting: number) => `In all I am working on ${running}, and ${waiting === 1 ? "1 waits" : `${waiting} wait`}.`,
    unwell: (part: string) => `⚠️ This part of me is not well: ${part}. Whoever runs me finds the reason in my log.`,
    needs: (names: readonly string[]) => `❌ I cannot answer properly without: ${names.join(", ")}.`,
    wouldLike: (names: readonly string[]) => `I could do more with: ${names.join(", ")}.`,
    nothingMissing: "✅ Nothing is missing.",
  },
  queue: {
    description: "What waits and what is being answered here",
    empty: "Nothing waits here.",
    idle: "Nothing is being answered right now.",
    working: "I am working on an answer here.",
    noneWait: "Nothing else waits.",
    waiting: (places: readonly { readonly position: number; readonly beginsInMs?: number }[]) =>
      `Waiting, by their place in the queue: ${places.map(({ position, beginsInMs }) => `${position}${beginsInMs === undefined ? "" : ` (in ${soon(beginsInMs)})`}`).join(", ")}.`,
  },
  discord,
  house: {
    /** Before the first answer in a channel. */
    introduction: "I am a machine: what I say and make here is generated by AI.",
    report: "Report something that was made here to whoever moderates",
    reported: "Thank you. Whoever moderates here sees your report with /moderate log.",
  },
  settings: {
    description: "What holds in this channel",
    options: {
      language: "The language in which I myself speak here",
      media: "What may be made here",
      retention: "Days after which I forget what was said here; 0 for the default",
      style: "Words that everything made here should look like; - for none",
    },
    languages: { en: "English", de: "German", default: "the default" },
    media: { all: "everything", pictures: "only pictures", "pictures-sounds": "pictures and sounds", words: "only words" },
    onlyMedia: (modalities: readonly MediaModality[]) =>
      modalities.length === 0 ? "only words" : modalities.map((modality) => MEDIA[modality]).join(" and "),
    title: "In this channel:",
    names: { language: "Language", media: "May be made", retention: "Kept for", style: "Style" },
    days: (count: number) => (count === 1 ? "1 day" : `${count} days`),
    noStyle: "none",
  },
  moderate: {
    description: "For moderators: pause, cancel, delete, block, and what was done",
    actions: {
      pause: "I answer nothing in this channel until you let me",
      resume: "I answer again",
      cancel: "Cancel everything that waits or is being made in this channel",
      delete: "Delete the answer that made a piece, and everything that it made",
      block: "Somebody is not answered here any more",
      unblock: "Somebody is answered again",
      log: "What was held back, reported and done in this channel",
    },
    person: "Who",
    number: "The number of a piece, such as 3",
    notAllowed: "Only somebody who moderates here can do that.",
    paused: "I am paused in this channel. /moderate resume lets me answer again.",
    resumed: "I answer again in this channel.",
    cancelled: (count: number) =>
      count === 0 ? "There was nothing to cancel." : count === 1 ? "I cancelled one answer." : `I cancelled ${count} answers.`,
    deleted: (piece: number) => `I deleted the answer that made #${piece}, and everything that it made.`,
    noSuchPiece: (piece: number) => `I remember nothing that I made with the number #${piece} here.`,
    notYourself: "You cannot block yourself.",
    blocked: "I do not answer that person here any more.",
    unblocked: "I answer that person again.",
    wasNotBlocked: "That person is not blocked here.",
    nothingNoted: "Nothing was held back, reported or done here.",
    noted: "The latest, the newest first:",
    audited: {
      "prompt-refused": "a request was refused",
      "text-refused": "an answer was broken off",
      "medium-refused": "something made was not shown",
      "medium-blurred": "something made was blurred",
      "medium-reported": "something made was reported",
      cancelled: "answers were cancelled",
      deleted: "an answer was deleted",
      paused: "the channel was paused",
      resumed: "the channel was resumed",
      blocked: "somebody was blocked",
      unblocked: "somebody was unblocked",
      "settings-changed": "settings were changed",
    } satisfies Record<Audited, string>,
    /** Which rule it broke. */
    rules: {
      minors: "minors",
      "real-people": "real people",
      mature: "mature content",
      never: "never shown",
    } satisfies Record<Rule, string>,
  },
  studio,
  terminal,
  web,
  /** At the end of the help, and where the terminal starts. */
  nonCommercial: (licence: string) => `What I make may not be used commercially: my models come under the licence ${licence}.`,
  privacy,
  page,
  phrases,
  unconfirmed: "I was interrupted while I sent this answer, and I cannot find out whether it arrived. If it is missing, I send it again.",
};

/** How long it may take, in round numbers. */
function soon(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  return seconds < 60 ? `about ${seconds} s` : `about ${Math.round(seconds / 60)} min`;
}
