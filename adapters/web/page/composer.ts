/** Where a person writes: words, files by picker, drop and paste, recordings, and pieces to go on from. */

import type { WireAbout, WireMessageBody, WireReply } from "../wire.ts";
import { newId, toldOf } from "./api.ts";
import { takeDropped } from "./drop.ts";
import { element, icon, iconButton, textButton } from "./element.ts";
import { phrases } from "./phrases.ts";
import { createRecordButton } from "./record-button.ts";
import { Tray } from "./tray.ts";

/** Resolves with what is answered at once, to who wrote it. */
type Send = (body: WireMessageBody) => Promise<WireReply | undefined>;

export class Composer {
  readonly #send: Send;
  readonly #tray: Tray;
  readonly #words: HTMLTextAreaElement;
  readonly #fault = element("div", { class: "fault-bar", role: "alert" });
  readonly #picker = element("input", {
    type: "file",
    multiple: true,
    accept: "image/*,audio/*,video/*",
    class: "unseen",
    tabindex: -1,
    "aria-hidden": true,
  });
  readonly #submit = element(
    "button",
    { type: "submit", class: "icon-button strong round", "aria-label": phrases.composer.send, title: phrases.composer.send },
    icon("send"),
  );
  readonly #form = element("form", { class: "composer" });
  #isSending = false;

  constructor(root: HTMLElement, about: WireAbout, send: Send) {
    this.#send = send;
    this.#words = wordsField(about.maxTextLength);
    this.#tray = new Tray({
      maxBytes: about.maxAttachmentBytes,
      maxFiles: about.maxAttachments,
      onFault: (told) => this.tell(told),
      onChange: () => this.#refresh(),
    });
    const add = iconButton("clip", phrases.composer.add, () => this.pickFiles());
    const record = createRecordButton(
      (file) => this.#tray.addFiles([file]),
      (told) => this.tell(told),
    );
    this.#form.append(this.#tray.root, element("div", { class: "composer-row" }, add, this.#words, record, this.#submit), this.#picker);
    root.append(this.#fault, this.#form, element("p", { class: "made-by" }, phrases.composer.madeByAi));
    this.#listen();
    this.#refresh();
  }

  use(piece: number): void {
    this.#tray.addPiece(piece);
    this.focus();
  }

  /** Sends these words as if they had been typed. */
  say(text: string): void {
    this.#words.value = text;
    this.#refresh();
    void this.#submitWords();
  }

  /** `words` are written beside the file. */
  pickFiles(words = this.#words.value): void {
    this.#words.value = words;
    this.#refresh();
    this.#picker.click();
  }

  focus(): void {
    this.#words.focus();
  }

  /** Shows a sentence about what went wrong, and a way to try again. */
  tell(told: string, retry?: () => void): void {
    const dismiss = () => this.#fault.replaceChildren();
    this.#fault.replaceChildren(
      element("p", {}, told),
      retry ? textButton(phrases.tryAgain, retry) : "",
      iconButton("close", phrases.dismiss, dismiss),
    );
  }

  #showReply({ text, files }: WireReply): void {
    const links = files.map(({ name, url }) => element("a", { href: `${url}?download`, download: name }, name));
    this.#fault.replaceChildren(
      element("p", { class: "reply" }, text),
      ...links,
      iconButton("close", phrases.dismiss, () => this.#fault.replaceChildren()),
    );
  }

  #listen(): void {
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#submitWords();
    });
    this.#words.addEventListener("input", () => this.#refresh());
    this.#words.addEventListener("keydown", (event) => {
      // Touch keyboards have no Shift at hand, so there Enter begins a line.
      if (event.key !== "Enter" || event.shiftKey || event.isComposing || matchMedia("(pointer: coarse)").matches) return;
      event.preventDefault();
      void this.#submitWords();
    });
    this.#picker.addEventListener("change", () => {
      this.#tray.addFiles(this.#picker.files ?? []);
      this.#picker.value = "";
      this.focus();
    });
    takeDropped((files) => this.#tray.addFiles(files));
  }

  /** The id stays for every try, so that a message that did arrive is not said twice. */
  async #submitWords(id = newId()): Promise<void> {
    if (this.#isSending || this.#submit.disabled) return;
    this.#isSending = true;
    this.#form.classList.add("sending");
    try {
      const attachments = await this.#tray.uploads();
      if (attachments === undefined) return;
      const reply = await this.#send({ id, text: this.#words.value.trim(), attachments, pieces: this.#tray.pieces });
      this.#words.value = "";
      this.#tray.clear();
      this.#fault.replaceChildren();
      if (reply) this.#showReply(reply);
    } catch (error) {
      this.tell(phrases.composer.notSent(toldOf(error)), () => void this.#submitWords(id));
    } finally {
      this.#isSending = false;
      this.#form.classList.remove("sending");
      this.#refresh();
      this.focus();
    }
  }

  #refresh(): void {
    this.#submit.disabled = this.#words.value.trim() === "" && this.#tray.isEmpty;
  }
}

function wordsField(maxLength: number): HTMLTextAreaElement {
  const { ask, askOrDrop, message } = phrases.composer;
  const isNarrow = matchMedia("(max-width: 34rem)").matches;
  const placeholder = isNarrow ? ask : askOrDrop;
  return element("textarea", { id: "words", rows: 1, placeholder, "aria-label": message, maxlength: maxLength, enterkeyhint: "send" });
}
