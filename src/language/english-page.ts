/** What the page's server says where it does not do what a browser asks, in English. */

export const page = {
  unreadable: "I could not read this message.",
  empty: "This message is empty.",
  tooLong: "This message is too long.",
  fileGone: "I no longer have one of these files; please add it again.",
  fileEmpty: "This file is empty.",
  fileNotKept: "This file is no longer kept.",
  noSuchRange: "This part of the file does not exist.",
  unknownButton: "I do not know this button.",
  notRemembered: "I no longer remember how this was asked for.",
  nameFirst: "Please tell me your name first.",
  badName: "A name has 1 to 40 characters.",
  noConversation: "There is no such conversation.",
  nothingHere: "There is nothing at this address.",
  tokenFirst: "This Quartet asks for its token.",
  wrongToken: "This is not the token. It is the WEB_TOKEN that this Quartet was started with.",
  tooManyTokens: "Too many wrong tokens; please wait a minute.",
  foreignName: "This address is not one of mine. Open the one that I printed when I started.",
  foreignSite: "This request came from another site, so I did not take it.",
};
