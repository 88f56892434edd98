/** What the page's server says where it does not do what a browser asks, in German. */

import type { Sentences } from "./language.ts";

export const page: Sentences["page"] = {
  unreadable: "Ich konnte diese Nachricht nicht lesen.",
  empty: "Diese Nachricht ist leer.",
  tooLong: "Diese Nachricht ist zu lang.",
  fileGone: "Eine dieser Dateien habe ich nicht mehr; bitte füge sie noch einmal hinzu.",
  fileEmpty: "Diese Datei ist leer.",
  fileNotKept: "Diese Datei ist nicht mehr da.",
  noSuchRange: "Diesen Teil der Datei gibt es nicht.",
  unknownButton: "Diesen Knopf kenne ich nicht.",
  notRemembered: "Ich weiß nicht mehr, womit darum gebeten wurde.",
  nameFirst: "Bitte sag mir zuerst deinen Namen.",
  badName: "Ein Name hat 1 bis 40 Zeichen.",
  noConversation: "Dieses Gespräch gibt es nicht.",
  nothingHere: "Unter dieser Adresse gibt es nichts.",
  tokenFirst: "Dieses Quartet fragt nach seinem Token.",
  wrongToken: "Das ist nicht das Token. Es ist das WEB_TOKEN, mit dem dieses Quartet gestartet wurde.",
  tooManyTokens: "Zu viele falsche Token; bitte warte eine Minute.",
  foreignName: "Diese Adresse ist keine von meinen. Öffne die, die ich beim Start genannt habe.",
  foreignSite: "Diese Anfrage kam von einer anderen Seite, deshalb habe ich sie nicht angenommen.",
};
