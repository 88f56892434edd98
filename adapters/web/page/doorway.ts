/** What stands before the page: the token where one is set, and the name of whoever came. */

import type { WireAbout } from "../wire.ts";
import { Fault, readAbout, sendName, sendToken, toldOf } from "./api.ts";
import { askConsent, askLine } from "./dialog.ts";
import { phrases } from "./phrases.ts";

/** Resolves when the person is in, with a name. */
export async function enter(): Promise<WireAbout> {
  const { door } = phrases;
  try {
    const about = await readAbout();
    if (about.person) return about;
    await askLine(
      {
        title: door.nameTitle,
        text: door.nameText,
        label: phrases.yourName,
        button: door.begin,
        isRequired: true,
        maxLength: 40,
      },
      sendName,
    );
  } catch (error) {
    if (error instanceof Fault && error.code === "token") await askToken();
    else await askConsent(door.noAnswer, toldOf(error), phrases.tryAgain);
  }
  return enter();
}

function askToken(): Promise<boolean> {
  const { tokenTitle: title, tokenText: text, token: label, enter: button } = phrases.door;
  return askLine({ title, text, label, button, type: "password", isRequired: true }, sendToken);
}
