/** What Quartet says on Discord only, in German. */

import type { DiscordPermission } from "./english-discord.ts";
import type { Sentences } from "./language.ts";

const PERMISSIONS: Readonly<Record<DiscordPermission, string>> = {
  ViewChannel: "Kanal ansehen",
  SendMessages: "Nachrichten senden",
  SendMessagesInThreads: "Nachrichten in Threads senden",
  ReadMessageHistory: "Nachrichtenverlauf anzeigen",
  AttachFiles: "Dateien anhängen",
  SendVoiceMessages: "Sprachnachrichten senden",
  CreatePublicThreads: "Öffentliche Threads erstellen",
};

const FORGET_MINE = "alles, was ich dir irgendwo auf Discord gesagt habe";

export const discord: Sentences["discord"] = {
  permissions: PERMISSIONS,
  commands: {
    ask: "Frage irgendetwas, mit Worten, Bildern, Tönen oder Clips",
    askText: "Was du fragen willst",
    askFile: (number) => `Bild, Ton oder Clip ${number}`,
    imagine: "Ein Bild machen",
    imaginePrompt: "Was darauf ist",
    sound: "Einen Ton machen",
    soundPrompt: "Was klingt",
    animate: "Einen Clip machen, aus Worten oder aus einem Bild",
    animatePrompt: "Was sich bewegt",
    animateFile: "Ein Bild, das sich bewegen soll",
    forget: "Vergessen, was hier gesagt wurde",
    forgetWhat: "Was vergessen werden soll",
    forgetMine: FORGET_MINE,
    forgetAll: "diese ganze Unterhaltung",
    help: "Was Quartet kann",
    describeMessage: "Beschreiben",
    animateMessage: "Bewegen",
    soundMessage: "Wie klingt das?",
  },
  help: (houseLines) =>
    [
      "Ich lese Worte, Bilder, Töne und Clips und antworte damit.",
      "- Erwähne mich, antworte mir oder schreibe mir direkt. Ob du in einem Studio eine Erwähnung brauchst, sagt seine Tafel.",
      "- `/ask` mit bis zu vier Dateien, `/imagine` ein Bild, `/sound` ein Ton, `/animate` ein Clip.",
      "- Rechtsklick auf eine Nachricht, dann Apps: Beschreiben, Bewegen, Wie klingt das?",
      "- Alles, was gemacht oder gesendet wird, hat eine Nummer: Sage „mach #3 blau“ oder drücke die Knöpfe darunter.",
      "- Bearbeite oder lösche eine Nachricht, und so erinnere ich mich daran. `/forget` löscht, was gesagt wurde.",
      ...houseLines,
      "Ich bin eine Maschine: Was ich sage und mache, ist erzeugt.",
    ].join("\n"),
  houseLine: (name, description) => `- \`/${name}\`: ${description}.`,
  nothingSaid: "Gib mir Worte, eine Datei oder beides.",
  mayNotForget: `Nur wer hier „Nachrichten verwalten“ darf, kann mich die ganze Unterhaltung vergessen lassen. Die Wahl „${FORGET_MINE}“ steht dir frei.`,
  mayNotCancel: "Das kann nur abbrechen, wer gefragt hat oder wer „Nachrichten verwalten“ darf.",
  unknownButton: "Diesen Knopf kenne ich nicht mehr.",
  notRemembered: "Daran erinnere ich mich nicht mehr; bitte frage mich neu.",
  notShownPrivately: (who) =>
    `${who}, ich konnte dir meine Antwort nicht allein zeigen: Sie kam für Discord zu spät, und keine Direktnachricht von mir erreicht dich. Bitte frag noch einmal.`,
  useTitle: (piece) => `#${piece} verwenden`,
  useLabel: (piece) => `Was soll ich mit #${piece} machen?`,
  editTitle: (piece) => `#${piece} in anderen Worten`,
  editLabel: "Was stattdessen entstehen soll",
  yourTurn: "Jetzt bist du an der Reihe.",
  waiting: (count, begins) =>
    `${count === 1 ? "1 Antwort kommt" : `${count} Antworten kommen`} vor deiner${begins === undefined ? "" : `; sie beginnt ${begins}`}.`,
  progress: (step, steps) => `${step} von ${steps}`,
  previewOf: (piece) => `Vorschau auf #${piece}`,
  makingSmaller: (name) => `${name} ist größer, als Discord hier nimmt; ich mache es kleiner.`,
  thisChannel: "diesem Kanal",
  missing: (permissions, place) =>
    `Mir fehlt das Recht ${permissions.map((name) => `„${PERMISSIONS[name]}“`).join(", ")} in ${place}. Wer diesen Server verwaltet, kann es geben: Kanal bearbeiten, dann Berechtigungen, dann meine Rolle.`,
  fix: "Wer diesen Server verwaltet, kann sie geben: Kanal bearbeiten, dann Berechtigungen, dann meine Rolle; oder Servereinstellungen, dann Rollen.",
};
