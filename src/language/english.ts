/** Every sentence that people see, in English. A sentence that names something is a function of it; plurals are its own affair. */

import type { MediaModality } from "../turn/modality.ts";
import { discord } from "./english-discord.ts";
import type { Audited } from "../house/audit.ts";
import { page } from "./english-page.ts";
import { phrases } from "./english-phrases.ts";
import { privacy } from "./english-privacy.ts";
import { studio } from "./english-studio.ts";
import { terminal } from "./english-terminal.ts";
import { web } from "./english-web.ts";
import { momentIn } from "./moment.ts";

const TAKEN = "I take pictures (PNG, JPEG, GIF, WebP, AVIF, HEIC), sounds (WAV, OGG, MP3, FLAC, M4A) and videos (MP4, MOV, WebM, MKV, AVI)";

/** Files that are none of Quartet's, by what their bytes say. */
const FILE_KINDS = {
  pdf: "a PDF document",
  zip: "a ZIP archive or an office document",
  "empty-zip": "an empty ZIP archive",
  gzip: "a gzip archive",
  "7z": "a 7z archive",
  rar: "a RAR archive",
  xz: "an xz archive",
  program: "a program",
  "windows-program": "a Windows program",
  bmp: "a BMP picture",
  tiff: "a TIFF picture",
  icon: "an icon",
  photoshop: "a Photoshop document",
  jxl: "a JPEG XL picture",
  "windows-media": "a Windows Media file",
  flash: "a Flash video",
  aiff: "an AIFF sound",
  midi: "a MIDI file",
  amr: "an AMR sound",
  caf: "a CAF sound",
  database: "a database",
  svg: "an SVG drawing",
  html: "a web page",
  playlist: "a playlist",
  xml: "an XML file",
  text: "a text file",
  unknown: "a kind of file that I do not know",
};
export type FileKind = keyof typeof FILE_KINDS;

const MADE: Readonly<Record<string, string>> = { image: "pictures", audio: "sounds", video: "clips" };

export const english = {
  /** What went wrong, by the key that an error carries. */
  faults: {
    unknown: "Something went wrong on my side; please try again.",
    coreCrashed: "My inference core stopped in the middle of this; please ask again.",
    cancelled: "Cancelled.",
    notFinished: "This was not finished.",
    tooLargeToSend: "This is too large to send here, even after shrinking it.",
    tooLargeHere: (sizeBytes: number, maxBytes: number) =>
      `This is ${sizeOf(sizeBytes)} large, and here I can send at most ${sizeOf(maxBytes)}. Even smaller or in parts it does not fit.`,
    busy: "I am being asked a lot right now; please try again in a moment.",
    forgotten: "I no longer remember that; please ask me anew.",
    noRoomKept: "This was made, but there was no room to keep it.",
    tooMuchAtOnce: "That is more than I can take in at once. Please send a shorter message, or fewer files with it.",
    notServed: "I do not answer here.",
    paused: "Somebody who moderates here has paused me in this channel.",
    requestsUsedUp: (most: number, at: number) =>
      `You have asked me ${times(most)} within a minute, which is the most here. Ask me again ${momentIn(at)}.`,
    channelRequestsUsedUp: (most: number, at: number) =>
      `I was asked ${times(most)} in this channel within a minute, which is the most here. Ask me again ${momentIn(at)}.`,
    waitingFull: (count: number) =>
      `${count === 1 ? "One of your requests still waits" : `${count} of your requests still wait`}. Ask me again once I have answered one.`,
    channelWaitingFull: (count: number) =>
      `${count === 1 ? "One request still waits" : `${count} requests still wait`} in this channel. Ask me again once I have answered one.`,
    videoUsedUp: (most: number, at: number) =>
      `You have had ${seconds(most)} of video within a day, which is the most here. I make you videos again ${momentIn(at)}.`,
    channelVideoUsedUp: (most: number, at: number) =>
      `I have made ${seconds(most)} of video in this channel within a day, which is the most here. I make videos here again ${momentIn(at)}.`,
    modalityOff: (modality: MediaModality) => `I may not make ${MEDIA[modality]} in this channel.`,
    screenedMinors: "I make and say nothing sexual about minors.",
    screenedRealPeople: "I make and say nothing sexual about real people.",
    screenedMature: "I make mature content only in channels that Discord restricts by age.",
    screenedMatureHere: "I make no mature content here.",
    screenedMedium: "What I made did not pass my safety check, so I do not show it.",
    manyFilesWait: "Too many files are waiting; please try again in a moment.",
    fileTakesTooLong: "This file takes too long, so I stopped.",
    fileNeedsMemory: "This file needs too much memory, so I stopped.",
    fileCrashes: "This file cannot be read: my media tools gave up on it twice.",
    fileDamaged: "This file is damaged or cut off; I cannot open it.",
    fileUnreadable: "This file is damaged, or encoded in a way that I cannot read.",
    fileEmpty: "This file is empty.",
    fileKind: (kind: FileKind) => `This is ${FILE_KINDS[kind] ?? FILE_KINDS.unknown}; ${TAKEN}.`,
    fileWithoutMedia: "This file has neither pictures nor sound that I can read.",
    noSound: "There is no sound in this.",
    noPictures: "There are no pictures in this, only sound.",
    soundDamaged: "This sound is damaged; nothing in it can be played.",
    videoDamaged: "This video is damaged; nothing in it can be shown.",
    pictureDamaged: "This picture is damaged or cut off; I cannot open it.",
    pictureTooLarge: (width: number, height: number) => `This picture claims to be ${width} × ${height} pixels large, which is more than I take.`,
    videoTooLarge: (width: number, height: number) => `This video is ${width} × ${height} pixels large, which is more than I take.`,
    tooLong: (durationMs: number, maxMs: number) => `This lasts ${clock(durationMs)}; I take up to ${clock(maxMs)}. Please cut it shorter.`,
    attachmentTooLarge: (maxBytes: number) => `This is larger than ${megabytes(maxBytes)}, which is the most I take.`,
    downloadTooSlow: "This took too long to download, so I stopped.",
    downloadFailed: "I could not download this; please send it again.",
    downloadRefused: (status: number) => `I could not download this: the server answered ${status}.`,
    downloadInCircles: "I could not download this: its address leads in circles.",
    downloadPacked: "I could not download this: the server packs it in a way that I did not ask for.",
    downloadNotWeb: "I can only download from web addresses.",
    downloadPrivate: "I do not download from private addresses.",
    fileNotFound: "I could not find this file; please send it again.",
    noSuchFile: (path: string) => `There is no file ${path}.`,
    uploadGone: "I no longer have this file; please add it again.",
    discordMessageHidden: "Discord shows me only what is said to me. To ask me about that message, open its menu and choose Apps.",
    discordFileGone: "Discord does not show this file any more; please send it again.",
    slackNotInvited: "I cannot write here. Invite me with /invite and ask again.",
    noThread: (place: string) =>
      `I need the permission "Create Public Threads" in ${place} for a studio. Someone who manages this server can grant it: Edit Channel, then Permissions, then my role.`,
    slackLoginPage:
      "Slack showed me its login page instead of this file: I have to be installed again with the files:read permission, or invited to where it was shared.",
    slackFileClosed: "Slack does not let me download this file.",
    slackFileUnread: "Slack did not let me read this file; please send it again.",
    slackFileDeleted: "This file was deleted before I could read it.",
    slackFileHidden: "This file is hidden by your workspace's plan, so I cannot read it.",
    slackFileOutside: "This file lies outside Slack, where I cannot read it; please upload it here.",
    slackFileScope: "I may not read files in this workspace: I have to be installed again with the files:read permission.",
    slackFileNotFound: "This file was deleted, or lies where I am not invited.",
    slackFileDenied: "This file lies where I am not invited.",
  },
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
    nothingToSay: "I have nothing to say to this: send me words, a picture, a sound or a clip.",
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
    queue: (running: number, waiting: number) => `In all I am working on ${running}, and ${waiting} wait.`,
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

const MEDIA: Readonly<Record<MediaModality, string>> = { image: "pictures", audio: "sounds", video: "videos" };

function times(count: number): string {
  return count === 1 ? "once" : count === 2 ? "twice" : `${count} times`;
}

function seconds(count: number): string {
  return count === 1 ? "1 second" : `${count} seconds`;
}

/** How long it may take, in round numbers. */
function soon(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  return seconds < 60 ? `about ${seconds} s` : `about ${Math.round(seconds / 60)} min`;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(bytes < 10e6 ? 1 : 0)} MB`;
}

function sizeOf(bytes: number): string {
  return bytes < 1e6 ? `${Math.ceil(bytes / 1000)} kB` : megabytes(bytes);
}

function clock(durationMs: number): string {
  const seconds = Math.round(durationMs / 1000);
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const twoDigits = (value: number) => String(value).padStart(2, "0");
  return hours > 0 ? `${hours}:${twoDigits(minutes)}:${twoDigits(rest)} hours` : `${minutes}:${twoDigits(rest)} minutes`;
}
