/** Files that wait in the composer: each is sent to the server at once, and can be taken back until the message goes. */

import type { WireUpload } from "../wire.ts";
import { sendFile, toldOf } from "./api.ts";
import { element, icon, iconButton, textButton } from "./element.ts";
import { phrases } from "./phrases.ts";

interface Waiting {
  readonly root: HTMLElement;
  readonly abort: AbortController;
  sent: Promise<WireUpload | undefined>;
}

/** Files and pieces that go together. */
export interface Batch {
  readonly files: readonly Waiting[];
  readonly pieces: readonly number[];
}

export const EMPTY_BATCH: Batch = { files: [], pieces: [] };

export interface TrayOptions {
  readonly maxBytes: number;
  readonly maxFiles: number;
  onFault(told: string): void;
  onChange(): void;
}

export class Tray {
  readonly root = element("ul", { class: "tray", "aria-label": phrases.composer.added });
  readonly #options: TrayOptions;
  #files: readonly Waiting[] = [];
  readonly #pieces = new Map<number, HTMLElement>();

  constructor(options: TrayOptions) {
    this.#options = options;
  }

  get isEmpty(): boolean {
    return this.#files.length === 0 && this.#pieces.size === 0;
  }

  /** What waits now. */
  get batch(): Batch {
    return { files: [...this.#files], pieces: [...this.#pieces.keys()] };
  }

  addPiece(piece: number): void {
    if (this.#pieces.has(piece)) return;
    const item = element(
      "li",
      { class: "tray-item" },
      icon("use"),
      element("span", { class: "tray-name" }, phrases.composer.about, element("span", { class: "number" }, `#${piece}`)),
    );
    item.append(iconButton("close", phrases.composer.leaveOut(piece), () => this.#removePiece(piece)));
    this.#pieces.set(piece, item);
    this.#show(item);
  }

  addFiles(files: Iterable<File>): void {
    for (const file of files) {
      const fault = this.#faultOf(file);
      if (fault === undefined) this.#addFile(file);
      else this.#options.onFault(fault);
    }
  }

  /** Resolves when every file of it has arrived; undefined where one did not. */
  async uploads({ files }: Batch): Promise<readonly WireUpload[] | undefined> {
    const sent = await Promise.all(files.map((file) => file.sent));
    const arrived = sent.filter((upload) => upload !== undefined);
    return arrived.length === sent.length ? arrived : undefined;
  }

  /** It went: what was added meanwhile stays. */
  drop({ files, pieces }: Batch): void {
    for (const file of files) this.#removeFile(file);
    for (const piece of pieces) this.#removePiece(piece);
  }

  #faultOf({ name, size }: File): string | undefined {
    const { maxBytes, maxFiles } = this.#options;
    if (this.#files.length >= maxFiles) return phrases.composer.tooMany(maxFiles);
    if (size > maxBytes) return phrases.composer.tooLarge(name, Math.floor(maxBytes / 1e6));
    return size === 0 ? phrases.composer.empty(name) : undefined;
  }

  #addFile(file: File): void {
    const item = element("li", { class: "tray-item sending" }, thumbnailOf(file), element("span", { class: "tray-name" }, file.name));
    const waiting: Waiting = { root: item, abort: new AbortController(), sent: Promise.resolve(undefined) };
    item.append(iconButton("close", phrases.composer.remove(file.name), () => this.#removeFile(waiting)));
    waiting.sent = this.#send(file, waiting);
    this.#files = [...this.#files, waiting];
    this.#show(item);
  }

  async #send(file: File, waiting: Waiting): Promise<WireUpload | undefined> {
    const { root, abort } = waiting;
    root.classList.add("sending");
    try {
      const key = await sendFile(file, abort.signal);
      return { key, name: file.name.slice(-200), mediaType: file.type.slice(0, 100) };
    } catch (error) {
      if (abort.signal.aborted) return undefined;
      this.#options.onFault(phrases.composer.notArrived(file.name, toldOf(error)));
      const retry = textButton(phrases.tryAgain, () => {
        retry.remove();
        waiting.sent = this.#send(file, waiting);
      });
      root.append(retry);
      return undefined;
    } finally {
      root.classList.remove("sending");
    }
  }

  #removeFile(waiting: Waiting): void {
    waiting.abort.abort();
    this.#files = this.#files.filter((file) => file !== waiting);
    waiting.root.remove();
    this.#options.onChange();
  }

  #removePiece(piece: number): void {
    this.#pieces.get(piece)?.remove();
    this.#pieces.delete(piece);
    this.#options.onChange();
  }

  #show(item: HTMLElement): void {
    this.root.append(item);
    this.#options.onChange();
  }
}

function thumbnailOf(file: File): Element {
  const kind = file.type.split("/", 1)[0];
  if (kind === "audio") return icon("audio");
  if (kind !== "image" && kind !== "video") return icon("clip");
  const url = URL.createObjectURL(file);
  return kind === "image"
    ? element("img", { src: url, alt: "", class: "thumbnail" })
    : element("video", { src: url, class: "thumbnail", preload: "metadata" });
}
