/** Where a person writes: words, files by picker, drop and paste, recordings, and pieces to go on from. */

import type { WireAbout, WireMessageBody } from "../wire.ts";
import { newId, toldOf } from "./api.ts";
import { element, icon, iconButton, textButton } from "./element.ts";
import { type Recording, startRecording } from "./recorder.ts";
import { Tray } from "./tray.ts";

export interface Composer {
  use(piece: number): void;
  /** Sends these words as if they had been typed. */
  say(text: string): void;
  pickFiles(): void;
  /** Shows a sentence about what went wrong, and a way to try again. */
  tell(told: string, retry?: () => void): void;
  focus(): void;
}

type Send = (body: WireMessageBody) => Promise<void>;

export function createComposer(root: HTMLElement, about: WireAbout, send: Send): Composer {
  const words = element("textarea", {
    id: "words",
    rows: 1,
    placeholder: matchMedia("(max-width: 34rem)").matches ? "Ask for anything" : "Ask for anything, or drop a picture, sound or video",
    "aria-label": "Message",
    maxlength: about.maxTextLength,
    enterkeyhint: "send",
  });
  const fault = element("div", { class: "fault-bar", role: "alert" });
  const picker = element("input", {
    type: "file",
    multiple: true,
    accept: "image/*,audio/*,video/*",
    class: "unseen",
    tabindex: -1,
    "aria-hidden": true,
  });
  const submit = element("button", { type: "submit", class: "icon-button strong round", "aria-label": "Send", title: "Send" }, icon("send"));
  const tell = (told: string, retry?: () => void) =>
    fault.replaceChildren(
      told,
      retry ? textButton("Try again", retry) : "",
      iconButton("close", "Dismiss", () => fault.replaceChildren()),
    );
  const refresh = () => {
    submit.disabled = words.value.trim() === "" && tray.isEmpty;
  };
  const tray: Tray = new Tray({ maxBytes: about.maxAttachmentBytes, maxFiles: about.maxAttachments, onFault: tell, onChange: refresh });
  const microphone = recordButton((file) => tray.addFiles([file]), tell);
  const row = element(
    "div",
    { class: "composer-row" },
    iconButton("clip", "Add pictures, sounds or videos", () => picker.click()),
    words,
    microphone,
    submit,
  );
  const form = element("form", { class: "composer" }, tray.root, row, picker);
  root.append(fault, form, element("p", { class: "made-by" }, "Everything here is made by AI and can be wrong."));

  let isSending = false;
  const submitWords = async (id = newId()) => {
    if (isSending || submit.disabled) return;
    isSending = true;
    form.classList.add("sending");
    try {
      const attachments = await tray.uploads();
      if (attachments === undefined) return;
      await send({ id, text: words.value.trim(), attachments, pieces: tray.pieces });
      words.value = "";
      tray.clear();
      fault.replaceChildren();
    } catch (error) {
      tell(`Your message was not sent. ${toldOf(error)}`, () => void submitWords(id));
    } finally {
      isSending = false;
      form.classList.remove("sending");
      words.focus();
      refresh();
    }
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void submitWords();
  });
  words.addEventListener("input", refresh);
  words.addEventListener("keydown", (event) => {
    // Touch keyboards have no Shift at hand, so there Enter begins a line.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || matchMedia("(pointer: coarse)").matches) return;
    event.preventDefault();
    void submitWords();
  });
  picker.addEventListener("change", () => {
    tray.addFiles(picker.files ?? []);
    picker.value = "";
    words.focus();
  });
  takeDropped(tray);
  refresh();
  return {
    use: (piece) => {
      tray.addPiece(piece);
      words.focus();
    },
    say: (text) => {
      words.value = text;
      refresh();
      void submitWords();
    },
    pickFiles: () => picker.click(),
    tell,
    focus: () => words.focus(),
  };
}

/** Anywhere on the page. */
function takeDropped(tray: Tray): void {
  const { body } = document;
  const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") === true;
  body.addEventListener("dragover", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    body.classList.add("dropping");
  });
  body.addEventListener("dragleave", (event) => {
    if (event.relatedTarget === null) body.classList.remove("dropping");
  });
  body.addEventListener("drop", (event) => {
    body.classList.remove("dropping");
    if (!hasFiles(event)) return;
    event.preventDefault();
    tray.addFiles(event.dataTransfer?.files ?? []);
  });
  body.addEventListener("paste", (event) => {
    const files = event.clipboardData?.files ?? [];
    if (files.length > 0) event.preventDefault();
    tray.addFiles(files);
  });
}

function recordButton(onFile: (file: File) => void, onFault: (told: string) => void): HTMLElement {
  let recording: Recording | undefined;
  let ticking = 0;
  const time = element("span", { class: "recording-time", role: "timer" });
  const show = (isOn: boolean) => {
    button.classList.toggle("recording", isOn);
    button.setAttribute("aria-label", isOn ? "Stop recording" : "Record a sound");
    button.replaceChildren(icon(isOn ? "stop" : "microphone"));
    time.textContent = isOn ? "0:00" : "";
    window.clearInterval(ticking);
    const begunAt = Date.now();
    if (isOn) ticking = window.setInterval(() => tick(begunAt), 500);
  };
  const tick = (begunAt: number) => {
    const seconds = Math.floor((Date.now() - begunAt) / 1000);
    time.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  };
  const press = async () => {
    try {
      const running = recording;
      recording = undefined;
      if (running === undefined) recording = await startRecording();
      else onFile(await running.stop());
      show(running === undefined);
    } catch (error) {
      onFault(error instanceof Error ? error.message : "The microphone could not be used.");
    }
  };
  const button = iconButton("microphone", "Record a sound", () => void press());
  return element("div", { class: "recorder" }, time, button);
}
