/** Every sentence that people see, in German; a sentence that English has and this file lacks does not compile. */

import type { FileKind } from "./english.ts";
import { discord } from "./german-discord.ts";
import { page } from "./german-page.ts";
import { phrases } from "./german-phrases.ts";
import { privacy } from "./german-privacy.ts";
import { studio } from "./german-studio.ts";
import { terminal } from "./german-terminal.ts";
import { web } from "./german-web.ts";
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

const MADE: Readonly<Record<string, string>> = { image: "Bilder", audio: "Töne", video: "Clips" };

export const german: Sentences = {
  faults: {
    unknown: "Bei mir ist etwas schiefgegangen; bitte versuche es noch einmal.",
    coreCrashed: "Mein Rechenkern ist mittendrin stehen geblieben; bitte frage noch einmal.",
    cancelled: "Abgebrochen.",
    notFinished: "Das wurde nicht fertig.",
    tooLargeToSend: "Das ist auch verkleinert zu groß, um es hier zu senden.",
    tooLargeHere: (sizeBytes, maxBytes) =>
      `Das ist ${sizeOf(sizeBytes)} groß, und hier kann ich höchstens ${sizeOf(maxBytes)} senden. Auch kleiner oder in Teilen passt es nicht.`,
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
    tooLong: (durationMs, maxMs) => `Das dauert ${clock(durationMs)}; ich nehme bis zu ${clock(maxMs)}. Bitte kürze es.`,
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
  },
  links: {
    part: (number, count) => `Teil ${number} von ${count}`,
    offer: (link, days) => `${days} Tage lang liegt es hier: ${link}`,
    forged:
      "Diesen Link habe ich nicht gemacht, oder er wurde unterwegs verändert. Bitte kopiere ihn noch einmal von dort, wo ich ihn geschrieben habe.",
    expired: "Dieser Link ist abgelaufen. Bitte mich dort, wo das Stück gemacht wurde, noch einmal darum, dann mache ich dir einen neuen.",
    gone: "Was hier lag, wird nicht mehr aufgehoben.",
  },
  commands: {
    unknown: (name) => `Den Befehl ${name} kenne ich nicht.`,
    usage: (lines) => `Diesen Befehl gibt man so:\n${lines.map((line) => `\`${line}\``).join("\n")}`,
  },
  buttons: {
    cancel: "Abbrechen",
    again: "Noch einmal",
    vary: "Variieren",
    edit: "Worte ändern",
    use: "Verwenden",
    animate: "Bewegen",
    sound: "Klang dazu",
    resend: "Noch einmal schicken",
    report: "Melden",
  },
  slack: {
    thinking: "denkt nach …",
    waiting: (count, etaMs) =>
      `wartet: ${count === 1 ? "1 Antwort kommt" : `${count} Antworten kommen`} vor deiner${etaMs === undefined ? "" : `, die in ${soon(etaMs)} beginnt`}`,
    progress: (step, steps) => `${step} von ${steps}`,
    nothingToSay: "Dazu habe ich nichts zu sagen: Sende mir Worte, ein Bild, einen Ton oder einen Clip.",
    mayNotCancel: "Abbrechen darf das nur, wer darum gebeten hat, oder jemand, der den Workspace verwaltet.",
    unknownButton: "Diesen Knopf kenne ich nicht mehr.",
    notRemembered: "Ich weiß nicht mehr, womit darum gebeten wurde.",
    fix: "Wer die App verwaltet, fügt adapters/slack/manifest.yaml noch einmal in ihre Einstellungen ein und installiert sie neu; in einen Kanal holt mich /invite.",
    cannotWrite: "Hier kann ich nicht schreiben. Lade mich mit /invite ein und frag noch einmal.",
    cannotAnswer: "Hier kann ich meine Antwort nicht ablegen. Lade mich mit /invite ein und frag noch einmal.",
    notShownPrivately: (who) =>
      `${who}, ich konnte dir meine Antwort nicht allein zeigen: Sie kam für Slack zu spät, und keine Direktnachricht von mir erreicht dich. Bitte frag noch einmal.`,
    sentDirectly: "Die Dateien liegen in unseren Direktnachrichten.",
    mayNotForget:
      "Nur wer dieses Gespräch begonnen hat, oder jemand, der den Workspace verwaltet, kann mich alles davon vergessen lassen. „/forget me“ steht dir frei.",
    houseLine: (name, description) => `\`/quartet ${name}\`: ${description}.`,
    help: (houseLines) =>
      [
        "Erwähne mich in einem Kanal oder schreib mir direkt; füge Bilder, Töne oder Videos hinzu, und bitte um welche.",
        "`/quartet` und deine Worte: hier fragen. `/quartet imagine`, `/quartet sound` oder `/quartet animate` und deine Worte: ein Bild, ein Ton oder ein Clip.",
        "`/quartet forget` in einer Direktnachricht an mich: Ich vergesse, was dort gesagt wurde, mit `me` nur, was du gesagt hast. In einem Thread gibt es dafür im Menü einer Nachricht „Forget this conversation“.",
        ...houseLines,
        ...(houseLines.length > 0 ? ["In einem Thread erwähne mich und schreib den Befehl hinter einen Schrägstrich: „@Quartet /queue“."] : []),
        "Alles Gemachte und Gesendete hat eine Nummer: Sag „mach #3 blau“, oder nimm die Knöpfe darunter. Ich bin eine Maschine: Was ich sage und mache, ist erzeugt.",
      ].join("\n"),
    useTitle: (piece) => `#${piece} verwenden`,
    useLabel: "Was soll ich daraus machen?",
    editTitle: (piece) => `#${piece} anders`,
    editLabel: "Mit diesen Worten:",
    ask: "Fragen",
    welcome: "Was soll ich machen?",
    drawTitle: "Ein Bild malen",
    soundTitle: "Einen Ton machen",
    clipTitle: "Einen Clip machen",
    lookTitle: "Ansehen, anhören, erzählen",
  },
  diagnose: {
    description: "Was hier geht, was fehlt und wie man es behebt",
    permissions: "Rechte hier:",
    hearsWords: "Ich höre alles, was hier gesagt wird, und antworte auf das, was mir gesagt wird.",
    hearsAddressed: "Ich höre, was mir gesagt wird: Erwähnungen, Antworten und Direktnachrichten.",
    limits: (characters, megabytes, files) =>
      `Eine Nachricht von mir fasst bis zu ${characters} Zeichen und ${files} Dateien mit je bis zu ${Math.floor(megabytes)} MiB.`,
    pack: (name, licence, device, outputs) =>
      `Ich rechne mit ${name} (Lizenz ${licence}) auf ${device}; außer Worten macht es: ${outputs.length === 0 ? "nichts" : outputs.map((output) => MADE[output] ?? output).join(", ")}.`,
    queue: (running, waiting) => `Insgesamt arbeite ich an ${running}, und ${waiting} warten.`,
    unwell: (part) => `⚠️ Diesem Teil von mir geht es nicht gut: ${part}. Wer mich betreibt, findet den Grund in meinem Protokoll.`,
    needs: (names) => `❌ Richtig antworten kann ich nicht ohne: ${names.join(", ")}.`,
    wouldLike: (names) => `Mehr könnte ich mit: ${names.join(", ")}.`,
    nothingMissing: "✅ Es fehlt nichts.",
  },
  queue: {
    description: "Was hier wartet und was gerade beantwortet wird",
    empty: "Hier wartet nichts.",
    idle: "Gerade wird nichts beantwortet.",
    working: "Ich arbeite hier an einer Antwort.",
    noneWait: "Sonst wartet nichts.",
    waiting: (places) =>
      `Es warten, nach ihrem Platz in der Schlange: ${places.map(({ position, beginsInMs }) => `${position}${beginsInMs === undefined ? "" : ` (in ${soon(beginsInMs)})`}`).join(", ")}.`,
  },
  discord,
  house: {
    introduction: "Ich bin eine Maschine: Was ich hier sage und mache, ist von KI erzeugt.",
    report: "Etwas, das hier gemacht wurde, denen melden, die moderieren",
    reported: "Danke. Wer hier moderiert, sieht deine Meldung mit /moderate log.",
  },
  settings: {
    description: "Was in diesem Kanal gilt",
    options: {
      language: "In welcher Sprache ich selbst hier spreche",
      media: "Was hier gemacht werden darf",
      retention: "Nach so vielen Tagen vergesse ich, was hier gesagt wurde; 0 für die Vorgabe",
      style: "Wie alles aussehen soll, was hier gemacht wird; - für keinen Stil",
    },
    languages: { en: "Englisch", de: "Deutsch", default: "die Vorgabe" },
    media: { all: "alles", pictures: "nur Bilder", "pictures-sounds": "Bilder und Töne", words: "nur Worte" },
    onlyMedia: (modalities) => (modalities.length === 0 ? "nur Worte" : modalities.map((modality) => MEDIA[modality]).join(" und ")),
    title: "In diesem Kanal:",
    names: { language: "Sprache", media: "Gemacht werden darf", retention: "Aufgehoben für", style: "Stil" },
    days: (count) => (count === 1 ? "1 Tag" : `${count} Tage`),
    noStyle: "keiner",
  },
  moderate: {
    description: "Für Moderierende: anhalten, abbrechen, löschen, sperren, und was getan wurde",
    actions: {
      pause: "Ich antworte in diesem Kanal nicht, bis ihr mich lasst",
      resume: "Ich antworte wieder",
      cancel: "Alles abbrechen, was in diesem Kanal wartet oder gemacht wird",
      delete: "Die Antwort löschen, die ein Stück gemacht hat, und alles, was sie gemacht hat",
      block: "Jemandem wird hier nicht mehr geantwortet",
      unblock: "Jemandem wird wieder geantwortet",
      log: "Was in diesem Kanal zurückgehalten, gemeldet und getan wurde",
    },
    person: "Wer",
    number: "Die Nummer eines Stücks, etwa 3",
    notAllowed: "Das kann nur jemand, der hier moderiert.",
    paused: "Ich bin in diesem Kanal angehalten. Mit /moderate resume antworte ich wieder.",
    resumed: "Ich antworte in diesem Kanal wieder.",
    cancelled: (count) =>
      count === 0 ? "Es gab nichts abzubrechen." : count === 1 ? "Ich habe eine Antwort abgebrochen." : `Ich habe ${count} Antworten abgebrochen.`,
    deleted: (piece) => `Ich habe die Antwort gelöscht, die #${piece} gemacht hat, und alles, was sie gemacht hat.`,
    noSuchPiece: (piece) => `Ich erinnere mich hier an nichts, das ich mit der Nummer #${piece} gemacht hätte.`,
    notYourself: "Dich selbst kannst du nicht sperren.",
    blocked: "Dieser Person antworte ich hier nicht mehr.",
    unblocked: "Dieser Person antworte ich wieder.",
    wasNotBlocked: "Diese Person ist hier nicht gesperrt.",
    nothingNoted: "Hier wurde nichts zurückgehalten, gemeldet oder getan.",
    noted: "Das Letzte, das Neueste zuerst:",
    audited: {
      "prompt-refused": "eine Bitte wurde abgelehnt",
      "text-refused": "eine Antwort wurde abgebrochen, weil sie gegen eine Regel verstieß",
      "medium-refused": "etwas Gemachtes wurde nicht gezeigt",
      "medium-blurred": "etwas Gemachtes wurde verwischt",
      "medium-reported": "etwas Gemachtes wurde gemeldet",
      cancelled: "Antworten wurden abgebrochen",
      deleted: "eine Antwort wurde gelöscht",
      paused: "der Kanal wurde angehalten",
      resumed: "der Kanal wurde wieder freigegeben",
      blocked: "jemand wurde gesperrt",
      unblocked: "jemand wurde entsperrt",
      "settings-changed": "Einstellungen wurden geändert",
    },
  },
  studio,
  terminal,
  web,
  nonCommercial: (licence) => `Was ich mache, darf nicht kommerziell genutzt werden: Meine Modelle stehen unter der Lizenz ${licence}.`,
  privacy,
  page,
  phrases,
  unconfirmed:
    "Ich wurde unterbrochen, während ich diese Antwort schickte, und kann nicht herausfinden, ob sie angekommen ist. Fehlt sie, schicke ich sie noch einmal.",
};

const MEDIA = { image: "Bilder", audio: "Töne", video: "Videos" };

function times(count: number): string {
  return count === 1 ? "einmal" : `${count}-mal`;
}

function seconds(count: number): string {
  return count === 1 ? "1 Sekunde" : `${count} Sekunden`;
}

function soon(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  return seconds < 60 ? `etwa ${seconds} s` : `etwa ${Math.round(seconds / 60)} min`;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(bytes < 10e6 ? 1 : 0).replace(".", ",")} MB`;
}

function sizeOf(bytes: number): string {
  return bytes < 1e6 ? `${Math.ceil(bytes / 1000)} kB` : megabytes(bytes);
}

function clock(durationMs: number): string {
  const seconds = Math.round(durationMs / 1000);
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const twoDigits = (value: number) => String(value).padStart(2, "0");
  return hours > 0 ? `${hours}:${twoDigits(minutes)}:${twoDigits(rest)} Stunden` : `${minutes}:${twoDigits(rest)} Minuten`;
}
