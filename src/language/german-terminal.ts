/** What Quartet says in the terminal only, in German. */

import type { Sentences } from "./language.ts";

export const terminal: Sentences["terminal"] = {
  help: (houseLines) =>
    [
      "Bitte in deinen eigenen Worten um Worte, Bilder, Töne und Clips; --image, --audio und --video schicken Dateien mit.",
      "Was gemacht wird, liegt in dem Ordner, den --out nennt, und hat eine Nummer: sag „mach #3 blau“.",
      ...houseLines,
      "/forget: Ich vergesse dieses Gespräch; „/forget me“, was du mir in diesem Terminal je gesagt hast.",
      "Ich bin eine Maschine: Was ich sage und mache, ist erzeugt.",
    ].join("\n"),
  houseLine: (name, description) => `/${name}: ${description}.`,
  onceMore: "noch einmal",
  waiting: (count) => `${count === 1 ? "1 Antwort" : `${count} Antworten`} vor deiner`,
};
