/** Questions in the browser's own dialog, which keeps the focus inside and gives it back. */

import { element, textButton } from "./element.ts";
import { toldOf } from "./api.ts";
import { phrases } from "./phrases.ts";

export interface Question {
  readonly title: string;
  readonly text: string;
  readonly label: string;
  readonly button: string;
  readonly value?: string;
  /** `words`: several lines. */
  readonly type?: "text" | "password" | "words";
  readonly maxLength?: number;
  readonly isRequired?: boolean;
}

/** Asks for words until `take` accepts it; its refusal is shown. Resolves with false where the person closed a dialog that is not required. */
export function askLine(question: Question, take: (line: string) => Promise<unknown>): Promise<boolean> {
  const { type = "text", maxLength: maxlength = 200 } = question;
  const given = { id: "answer", required: true, maxlength, autocomplete: "off" };
  const input = type === "words" ? element("textarea", { ...given, rows: 4 }) : element("input", { ...given, type });
  input.value = question.value ?? "";
  const fault = element("p", { class: "fault", role: "alert" });
  const submit = element("button", { type: "submit", class: "button strong" }, question.button);
  const label = element("label", { for: "answer" }, question.label);
  const form = element("form", {}, element("h2", {}, question.title), element("p", {}, question.text), label, input, fault);
  return show(form, [submit], question.isRequired === true, async () => {
    try {
      await take(input.value.trim());
      return true;
    } catch (error) {
      fault.textContent = toldOf(error);
      input.select();
      return false;
    }
  });
}

/** Resolves with whether the person agreed. */
export function askConsent(title: string, text: string, button: string): Promise<boolean> {
  const submit = element("button", { type: "submit", class: "button strong" }, button);
  return show(element("form", {}, element("h2", {}, title), element("p", {}, text)), [submit], false, async () => true);
}

function show(form: HTMLFormElement, buttons: readonly HTMLElement[], isRequired: boolean, onSubmit: () => Promise<boolean>): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const dialog = element("dialog", { class: "dialog" }, form);
  let isFinished = false;
  const finish = (agreed: boolean) => {
    isFinished = true;
    dialog.close();
    dialog.remove();
    resolve(agreed);
  };
  form.append(element("div", { class: "dialog-buttons" }, !isRequired && textButton(phrases.notNow, () => finish(false)), ...buttons));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (await onSubmit()) finish(true);
  });
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    if (!isRequired) finish(false);
  });
  // A second Escape closes it whatever `cancel` said.
  dialog.addEventListener("close", () => {
    if (isFinished) return;
    if (isRequired) dialog.showModal();
    else finish(false);
  });
  document.body.append(dialog);
  dialog.showModal();
  return promise;
}
