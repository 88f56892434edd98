/** What Quartet says of what it keeps about people, in German. */

import type { Sentences } from "./language.ts";

export const privacy: Sentences["privacy"] = {
  description: "Was ich über dich aufhebe, wo und wie lange, und wie du es bekommst oder vergessen lässt",
  what: [
    "**Was ich aufhebe**: was du mir sagst und was ich antworte, mit deinem Namen und den Bildern, Tönen und Clips von beidem; was du in einem Studio tust: Stücke, Stimmen, Stile;",
    "um wie viel du gebeten hast, für die Grenzen (höchstens zwei Tage); und was zurückgehalten, gemeldet und moderiert wurde, ohne jemandes Worte (30 Tage).",
    "Dass ich ein Ereignis angenommen habe, weiß ich 30 Tage lang, an seiner Nummer.",
  ].join(" "),
  where:
    "**Wo**: auf dem Rechner derer, die mich betreiben, in dessen Datenordner (DATA_DIR) und in ihren Sicherungen davon. Ich frage keinen anderen Dienst; diese Plattform behält ihre eigene Kopie.",
  howLong: (days) =>
    `**Wie lange**: ${days === undefined ? "was hier gesagt wird, bleibt, bis jemand es vergessen lässt" : `was hier gesagt wird, geht nach ${days === 1 ? "1 Tag" : `${days} Tagen`}`}. Ist kein Platz mehr, gehen zuerst die ältesten Dateien. Entfernt mich ein Server oder Workspace, geht alles von dort binnen 30 Tagen.`,
  ways: ({ export: get, forgetMe, forgetHere }) =>
    `**Deins**: \`${get}\` gibt dir alles, nur dir. Mit \`${forgetMe}\` vergesse ich alles, was du mir auf dieser Plattform gesagt hast, mit \`${forgetHere}\` ein Gespräch.`,
  contact: (contact) => `**Fragen**: ${contact}`,
  noContact: "**Fragen**: Wer mich betreibt, hat keine Adresse genannt; frag, wer mich hierher geholt hat.",
  export: {
    description: "Alles, was ich über dich aufhebe, als Datei nur für dich",
    me: "Alles, was ich auf dieser Plattform über dich aufhebe",
    ready: "Hier ist alles, was ich über dich aufhebe. Von dieser Datei behalte ich keine Kopie.",
    nothing: "Ich hebe nichts über dich auf.",
    leftOut: (count) =>
      count === 1
        ? "Eine Datei ist genannt, aber nicht enthalten: Sie passte nicht hinein."
        : `${count} Dateien sind genannt, aber nicht enthalten: Sie passten nicht hinein.`,
  },
  /** By what was to be forgotten. */
  forgot: {
    conversation: "Ich habe dieses Gespräch vergessen.",
    me: "Ich habe alles vergessen, was du mir auf dieser Plattform gesagt hast, meine Antworten darauf und deinen Namen. Stücke, auf denen andere in einem Studio aufgebaut haben, bleiben dort ohne ihn.",
  },
};
