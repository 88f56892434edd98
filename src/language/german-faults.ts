/** What went wrong, in German: sentences by the key that an error carries. */

import { clock } from "./clock.ts";
import type { FileKind } from "./english-faults.ts";
import type { Sentences } from "./language.ts";
import { momentIn } from "./moment.ts";

const TAKEN = "ich nehme Bilder (PNG, JPEG, GIF, WebP, AVIF, HEIC), Töne (WAV, OGG, MP3, FLAC, M4A) und Videos (MP4, MOV, WebM, MKV, AVI)";

const FILE_KINDS: Readonly<Record<FileKind, string>> = {
  pdf: "ein PDF-Dokument",
  zip: "ein ZIP-Archiv oder ein Office-Dokument",
  "empty-zip": "ein leeres ZIP-Archiv",
  gzip: "ein gzip-Archiv",
  "7z": "ein 7z-Archiv",
  rar: "ein RAR-Archiv",
  xz: "ein xz-Archiv",
  program: "ein Programm",
  "windows-program": "ein Windows-Programm",
  bmp: "ein BMP-Bild",
  tiff: "ein TIFF-Bild",
  icon: "ein Icon",
  photoshop: "ein Photoshop-Dokument",
  jxl: "ein JPEG-XL-Bild",
  "windows-media": "eine Windows-Media-Datei",
  flash: "ein Flash-Video",
  aiff: "ein AIFF-Ton",
  midi: "eine MIDI-Datei",
  amr: "ein AMR-Ton",
  caf: "ein CAF-Ton",
  database: "eine Datenbank",
  svg: "eine SVG-Zeichnung",
  html: "eine Webseite",
  playlist: "eine Wiedergabeliste",
  xml: "eine XML-Datei",
  text: "eine Textdatei",
  unknown: "eine Art von Datei, die ich nicht kenne",
};

export const MEDIA = { image: "Bilder", audio: "Töne", video: "Videos" };

export const faults: Sentences["faults"] = {
  unknown: "Bei mir ist etwas schiefgegangen; bitte versuche es noch einmal.",
  coreCrashed: "Mein Rechenkern ist mittendrin stehen geblieben; bitte frage noch einmal.",
  cancelled: "Abgebrochen.",
  notFinished: "Das wurde nicht fertig.",
  nothingToSay: "Dazu habe ich nichts zu sagen: Sende mir Worte, ein Bild, einen Ton oder einen Clip.",
  tooLargeToSend: "Das ist auch verkleinert zu groß, um es hier zu senden.",
  tooLargeHere: (sizeBytes, maxBytes) =>
    `Das ist ${sizeOf(sizeBytes, Math.ceil)} groß, und hier kann ich höchstens ${sizeOf(maxBytes, Math.floor)} senden. Auch kleiner oder in Teilen passt es nicht.`,
  busy: "Gerade werde ich sehr viel gefragt; bitte versuche es gleich noch einmal.",
  forgotten: "Daran erinnere ich mich nicht mehr; bitte frage mich neu.",
  noRoomKept: "Das wurde gemacht, aber es war kein Platz, um es aufzuheben.",
  tooMuchAtOnce: "Das ist mehr, als ich auf einmal aufnehmen kann. Bitte sende eine kürzere Nachricht oder weniger Dateien dazu.",
  notServed: "Hier antworte ich nicht.",
  paused: "Jemand, der hier moderiert, hat mich in diesem Kanal angehalten.",
  requestsUsedUp: (most, at) =>
    `Du hast mich innerhalb einer Minute ${times(most)} gefragt, und mehr geht hier nicht. Frage mich wieder ${momentIn(at)}.`,
  channelRequestsUsedUp: (most, at) =>
    `Ich wurde in diesem Kanal innerhalb einer Minute ${times(most)} gefragt, und mehr geht hier nicht. Frage mich wieder ${momentIn(at)}.`,
  waitingFull: (count) =>
    `${count === 1 ? "Eine deiner Anfragen wartet noch" : `${count} deiner Anfragen warten noch`}. Frage mich wieder, wenn ich eine beantwortet habe.`,
  channelWaitingFull: (count) =>
    `In diesem Kanal ${count === 1 ? "wartet noch eine Anfrage" : `warten noch ${count} Anfragen`}. Frage mich wieder, wenn ich eine beantwortet habe.`,
  videoUsedUp: (most, at) =>
    `Du hast innerhalb eines Tages ${seconds(most)} Video bekommen, und mehr geht hier nicht. Ich mache dir wieder Videos ${momentIn(at)}.`,
  channelVideoUsedUp: (most, at) =>
    `Ich habe in diesem Kanal innerhalb eines Tages ${seconds(most)} Video gemacht, und mehr geht hier nicht. Ich mache hier wieder Videos ${momentIn(at)}.`,
  modalityOff: (modality) => `${MEDIA[modality]} darf ich in diesem Kanal nicht machen.`,
  screenedMinors: "Ich mache und sage nichts Sexuelles über Minderjährige.",
  screenedRealPeople: "Ich mache und sage nichts Sexuelles über wirkliche Menschen.",
  screenedMature: "Inhalte für Erwachsene mache ich nur in Kanälen, die Discord nach Alter beschränkt.",
  screenedMatureHere: "Inhalte für Erwachsene mache ich hier nicht.",
  screenedMedium: "Was ich gemacht habe, hat meine Sicherheitsprüfung nicht bestanden, deshalb zeige ich es nicht.",
  manyFilesWait: "Es warten zu viele Dateien; bitte versuche es gleich noch einmal.",
  fileTakesTooLong: "Diese Datei braucht zu lange, deshalb habe ich aufgehört.",
  fileNeedsMemory: "Diese Datei braucht zu viel Speicher, deshalb habe ich aufgehört.",
  fileCrashes: "Diese Datei ist nicht zu lesen: Meine Medienwerkzeuge haben zweimal aufgegeben.",
  fileDamaged: "Diese Datei ist beschädigt oder abgeschnitten; ich kann sie nicht öffnen.",
  fileUnreadable: "Diese Datei ist beschädigt oder so kodiert, dass ich sie nicht lesen kann.",
  fileEmpty: "Diese Datei ist leer.",
  fileKind: (kind) => `Das ist ${FILE_KINDS[kind] ?? FILE_KINDS.unknown}; ${TAKEN}.`,
  fileWithoutMedia: "In dieser Datei sind weder Bilder noch Ton, die ich lesen kann.",
  noSound: "Hierin ist kein Ton.",
  noPictures: "Hierin sind keine Bilder, nur Ton.",
  soundDamaged: "Dieser Ton ist beschädigt; nichts davon lässt sich abspielen.",
  videoDamaged: "Dieses Video ist beschädigt; nichts davon lässt sich zeigen.",
  pictureDamaged: "Dieses Bild ist beschädigt oder abgeschnitten; ich kann es nicht öffnen.",
  pictureTooLarge: (width, height) => `Dieses Bild gibt an, ${width} × ${height} Pixel groß zu sein; das ist mehr, als ich nehme.`,
  videoTooLarge: (width, height) => `Dieses Video ist ${width} × ${height} Pixel groß; das ist mehr, als ich nehme.`,
  tooLong: (durationMs, maxMs) =>
    `Das dauert ${clock(durationMs, "Stunden", "Minuten")}; ich nehme bis zu ${clock(maxMs, "Stunden", "Minuten")}. Bitte kürze es.`,
  attachmentTooLarge: (maxBytes) => `Das ist größer als ${megabytes(maxBytes)}, und mehr nehme ich nicht.`,
  downloadTooSlow: "Das Herunterladen hat zu lange gedauert, deshalb habe ich aufgehört.",
  downloadFailed: "Ich konnte das nicht herunterladen; bitte sende es noch einmal.",
  downloadRefused: (status) => `Ich konnte das nicht herunterladen: Der Server antwortete mit ${status}.`,
  downloadInCircles: "Ich konnte das nicht herunterladen: Seine Adresse führt im Kreis.",
  downloadPacked: "Ich konnte das nicht herunterladen: Der Server packt es auf eine Weise, um die ich nicht gebeten habe.",
  downloadNotWeb: "Ich kann nur von Webadressen herunterladen.",
  downloadPrivate: "Von privaten Adressen lade ich nichts herunter.",
  fileNotFound: "Ich konnte diese Datei nicht finden; bitte sende sie noch einmal.",
  noSuchFile: (path) => `Die Datei ${path} gibt es nicht.`,
  uploadGone: "Diese Datei habe ich nicht mehr; bitte füge sie noch einmal hinzu.",
  discordMessageHidden: "Discord zeigt mir nur, was mir gesagt wird. Um mich nach dieser Nachricht zu fragen, öffne ihr Menü und wähle Apps.",
  discordFileGone: "Discord zeigt diese Datei nicht mehr; bitte sende sie noch einmal.",
  slackNotInvited: "Hier kann ich nicht schreiben. Lade mich mit /invite ein und frage noch einmal.",
  noThread: (place) =>
    `Für ein Studio brauche ich in ${place} das Recht „Öffentliche Threads erstellen“. Wer diesen Server verwaltet, kann es geben: Kanal bearbeiten, Berechtigungen, dann meine Rolle.`,
  slackLoginPage:
    "Slack hat mir statt dieser Datei seine Anmeldeseite gezeigt: Ich muss mit dem Recht files:read neu installiert oder dorthin eingeladen werden, wo sie geteilt wurde.",
  slackFileClosed: "Slack lässt mich diese Datei nicht herunterladen.",
  slackFileUnread: "Slack hat mich diese Datei nicht lesen lassen; bitte sende sie noch einmal.",
  slackFileDeleted: "Diese Datei wurde gelöscht, bevor ich sie lesen konnte.",
  slackFileHidden: "Diese Datei ist durch den Tarif eures Workspace verborgen, deshalb kann ich sie nicht lesen.",
  slackFileOutside: "Diese Datei liegt außerhalb von Slack, wo ich sie nicht lesen kann; bitte lade sie hier hoch.",
  slackFileScope: "In diesem Workspace darf ich keine Dateien lesen: Ich muss mit dem Recht files:read neu installiert werden.",
  slackFileNotFound: "Diese Datei wurde gelöscht oder liegt, wo ich nicht eingeladen bin.",
  slackFileDenied: "Diese Datei liegt, wo ich nicht eingeladen bin.",
};

function times(count: number): string {
  return count === 1 ? "einmal" : `${count}-mal`;
}

function seconds(count: number): string {
  return count === 1 ? "1 Sekunde" : `${count} Sekunden`;
}

function megabytes(bytes: number, round = Math.round): string {
  const digits = bytes < 10e6 ? 1 : 0;
  const steps = 10 ** digits;
  return `${(round((bytes / 1e6) * steps) / steps).toFixed(digits).replace(".", ",")} MB`;
}

function sizeOf(bytes: number, round: typeof Math.round): string {
  return bytes < 1e6 ? `${Math.max(1, round(bytes / 1000))} kB` : megabytes(bytes, round);
}
