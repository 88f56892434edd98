/** What went wrong, in English: sentences by the key that an error carries. */

import { clock } from "./clock.ts";
import type { MediaModality } from "../turn/modality.ts";
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

export const MEDIA: Readonly<Record<MediaModality, string>> = { image: "pictures", audio: "sounds", video: "videos" };

export const faults = {
  unknown: "Something went wrong on my side; please try again.",
  coreCrashed: "My inference core stopped in the middle of this; please ask again.",
  cancelled: "Cancelled.",
  notFinished: "This was not finished.",
  nothingToSay: "I have nothing to say to this: send me words, a picture, a sound or a clip.",
  tooLargeToSend: "This is too large to send here, even after shrinking it.",
  tooLargeHere: (sizeBytes: number, maxBytes: number) =>
    `This is ${sizeOf(sizeBytes, Math.ceil)} large, and here I can send at most ${sizeOf(maxBytes, Math.floor)}. Even smaller or in parts it does not fit.`,
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
  tooLong: (durationMs: number, maxMs: number) =>
    `This lasts ${clock(durationMs, "hours", "minutes")}; I take up to ${clock(maxMs, "hours", "minutes")}. Please cut it shorter.`,
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
};

function times(count: number): string {
  return count === 1 ? "once" : count === 2 ? "twice" : `${count} times`;
}

function seconds(count: number): string {
  return count === 1 ? "1 second" : `${count} seconds`;
}

function megabytes(bytes: number, round = Math.round): string {
  const digits = bytes < 10e6 ? 1 : 0;
  const steps = 10 ** digits;
  return `${(round((bytes / 1e6) * steps) / steps).toFixed(digits)} MB`;
}

/** Rounded away from each other, what is too large never looks as large as what is allowed. */
function sizeOf(bytes: number, round: typeof Math.round): string {
  return bytes < 1e6 ? `${Math.max(1, round(bytes / 1000))} kB` : megabytes(bytes, round);
}
