/** What the page says. The page's server hands out the language of whoever asks in place of this file. */

export { phrases } from "../../../src/language/english-phrases.ts";
