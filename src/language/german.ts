/** Every sentence that people see, in German; a sentence that English has and this file lacks does not compile. */

import { discord } from "./german-discord.ts";
import { faults, MEDIA } from "./german-faults.ts";
import { page } from "./german-page.ts";
import { phrases } from "./german-phrases.ts";
import { privacy } from "./german-privacy.ts";
import { studio } from "./german-studio.ts";
import { terminal } from "./german-terminal.ts";
import { web } from "./german-web.ts";
import type { Sentences } from "./language.ts";

const MADE: Readonly<Record<string, string>> = { image: "Bilder", audio: "Töne", video: "Clips" };

export const german: Sentences = {
  faults,
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
    queue: (running, waiting) => `Insgesamt arbeite ich an ${running}, und ${waiting === 1 ? "1 wartet" : `${waiting} warten`}.`,
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
    rules: {
      minors: "Minderjährige",
      "real-people": "wirkliche Menschen",
      mature: "Inhalte für Erwachsene",
      never: "nie zu zeigen",
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

function soon(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  return seconds < 60 ? `etwa ${seconds} s` : `etwa ${Math.round(seconds / 60)} min`;
}
