/** What stands before the page: the token where one is set, and the name of whoever came. */

import type { WireAbout } from "../wire.ts";
import { Fault, readAbout, sendName, sendToken, toldOf } from "./api.ts";
import { askConsent, askLine } from "./dialog.ts";

/** Resolves when the person is in, with a name. */
export async function enter(): Promise<WireAbout> {
  try {
    const about = await readAbout();
    if (about.person) return about;
    await askLine(
      {
        title: "Hello! What shall I call you?",
        text: "So that Quartet, and everybody you share a conversation with, can tell who is speaking. Your name stays on this Quartet.",
        label: "Your name",
        button: "Begin",
        isRequired: true,
        maxLength: 40,
      },
      sendName,
    );
  } catch (error) {
    if (error instanceof Fault && error.code === "token") await askToken();
    else await askConsent("Quartet does not answer", toldOf(error), "Try again");
  }
  return enter();
}

function askToken(): Promise<boolean> {
  const text = "This Quartet is open to several machines and asks for the token that it was started with.";
  return askLine({ title: "Who is there?", text, label: "Token", button: "Enter", type: "password", isRequired: true }, sendToken);
}
