/** Where a person writes: words, files by picker, drop and paste, recordings, and pieces to go on from. */

import type { WireAbout, WireMessageBody, WireReply } from "../wire.ts";
import { newId, toldOf } from "./api.ts";
import { takeDropped } from "./drop.ts";
import { element, icon, iconButton, textButton } from "./element.ts";
import { phrases } from "./phrases.ts";
import { createRecordButton } from "./record-button.ts";
import { type Batch, EMPTY_BATCH, Tray } from "./tray.ts";

export interface Mail {
  /** The conversation that is open now. */
  conversation(): string;
  /** Resolves with what is answered at once, to who wrote it. */
  send(conversation: string, body: WireMessageBody): Promise<WireReply | undefined>;
}

/** What was written when it was sent: whatever is opened or written meanwhile, this goes where it was meant to go. */
interface Letter {
  /** Stays for every try, so that a message that did arrive is not said twice. */
  readonly id: string;
  readonly conversation: string;
  readonly text: string;
  readonly batch: Batch;
}

export class Composer {
  readonly #mail: Mail;
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

  constructor(root: HTMLElement, about: WireAbout, mail: Mail) {
    this.#mail = mail;
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

  /** Sends these words as if they had been typed, and leaves alone what is being written. */
  say(text: string): void {
    const letter = { id: newId(), conversation: this.#mail.conversation(), text, batch: EMPTY_BATCH };
    const post = (): void => void this.#post(letter, post);
    post();
  }

  /** `words` are written beside the file. */
  pickFiles(words = this.#words.value): void {
    if (!this.#isSending) this.#words.value = words;
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

  async #submitWords(): Promise<void> {
    if (this.#isSending || this.#submit.disabled) return;
    const text = this.#words.value.trim();
    await this.#send({ id: newId(), conversation: this.#mail.conversation(), text, batch: this.#tray.batch });
  }

  /** What was written stays until it has arrived. */
  async #send(letter: Letter): Promise<void> {
    if (this.#isSending) return;
    this.#setSending(true);
    const hasArrived = await this.#post(letter, () => void this.#send(letter));
    if (hasArrived && this.#words.value.trim() === letter.text) this.#words.value = "";
    if (hasArrived) this.#tray.drop(letter.batch);
    this.#setSending(false);
    this.focus();
  }

  async #post({ id, conversation, text, batch }: Letter, again: () => void): Promise<boolean> {
    try {
      const attachments = await this.#tray.uploads(batch);
      if (attachments === undefined) return false;
      const reply = await this.#mail.send(conversation, { id, text, attachments, pieces: batch.pieces });
      this.#fault.replaceChildren();
      if (reply) this.#showReply(reply);
      return true;
    } catch (error) {
      this.tell(phrases.composer.notSent(toldOf(error)), again);
      return false;
    }
  }

  #setSending(isSending: boolean): void {
    this.#isSending = isSending;
    this.#words.readOnly = isSending;
    this.#form.classList.toggle("sending", isSending);
    this.#refresh();
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
