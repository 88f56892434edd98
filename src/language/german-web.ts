/** What Quartet says on the page only, in German. */

import type { Sentences } from "./language.ts";

export const web: Sentences["web"] = {
  help: (houseLines) =>
    [
      "Schreib, zieh herein, füge ein oder nimm auf: Worte, Bilder, Töne und Clips. Bitte um welche, und ich antworte damit.",
      "Alles Gemachte und Gesendete hat eine Nummer: Sag „mach #3 blau“, oder nimm die Knöpfe darunter.",
      ...houseLines,
      "Ich bin eine Maschine: Was ich sage und mache, ist erzeugt.",
    ].join("\n"),
  houseLine: (name, description) => `/${name}: ${description}.`,
};
