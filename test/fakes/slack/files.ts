/** Files of the local Slack: the three-step upload, what files.info tells, and downloads that hide behind a login page. */

import { fullFileOf, type Messages } from "./messages.ts";
import type { Arguments, Method } from "./methods.ts";
import { MAX, Refusal } from "./rules.ts";
import type { FakeFile, World } from "./world.ts";

const LOGIN_PAGE = "<!DOCTYPE html><html><head><title>Slack</title></head><body>Sign in to Local</body></html>";

export interface Download {
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

export class FileMethods {
  readonly #world: World;
  readonly #messages: Messages;

  constructor(world: World, messages: Messages) {
    this.#world = world;
    this.#messages = messages;
  }

  methods(): Readonly<Record<string, Method>> {
    return {
      "files.getUploadURLExternal": { scope: "files:write", run: (given) => this.#begin(given) },
      "files.completeUploadExternal": { scope: "files:write", run: (given) => this.#complete(given) },
      "files.info": { scope: "files:read", run: ({ file }) => ({ file: fullFileOf(this.#find(file), this.#world.origin) }) },
      "files.delete": { scope: "files:write", run: ({ file }) => this.#delete(this.#find(file)) },
    };
  }

  /** Step two: the bytes. Answers with an HTTP status. */
  receive(id: string, bytes: Uint8Array): number {
    const file = this.#world.files.get(id);
    if (file === undefined || file.isComplete) return 404;
    if (bytes.length !== file.announcedBytes) return 400;
    file.bytes = bytes;
    this.#world.changed();
    return 200;
  }

  /** Without a token that may read files Slack does not refuse: it shows its login page, with status 200. */
  download(id: string, mayRead: boolean): Download | undefined {
    const file = this.#world.files.get(id);
    if (file === undefined) return undefined;
    return mayRead ? file : { mediaType: "text/html; charset=utf-8", bytes: new TextEncoder().encode(LOGIN_PAGE) };
  }

  #find(id: unknown): FakeFile {
    const file = this.#world.files.get(String(id));
    if (file === undefined) throw new Refusal("file_not_found");
    return file;
  }

  #begin({ filename, length, alt_txt: altText }: Arguments): Readonly<Record<string, unknown>> {
    const announcedBytes = Number(length);
    if (!filename || !Number.isSafeInteger(announcedBytes) || announcedBytes <= 0) throw new Refusal("invalid_arguments");
    if (announcedBytes > MAX.fileBytes) throw new Refusal("file_upload_size_restricted");
    if (String(altText ?? "").length > MAX.altText) throw new Refusal("alt_txt_too_large");
    const file = this.#world.addFile({ name: String(filename), owner: this.#world.bot.id, altText: String(altText ?? ""), announcedBytes });
    return { upload_url: `${this.#world.origin}/upload/v1/${file.id}`, file_id: file.id };
  }

  /** Slack shares asynchronously; here the message is there before the answer is. */
  #complete(given: Arguments): Readonly<Record<string, unknown>> {
    const wanted = given.files as readonly { readonly id: string }[];
    const files = wanted.map(({ id }) => this.#find(id));
    if (files.some((file) => file.isComplete || file.bytes.length !== file.announcedBytes)) throw new Refusal("file_not_found");
    const channel = given.channel_id === undefined ? undefined : this.#messages.channel(given.channel_id);
    for (const file of files) file.isComplete = true;
    if (channel !== undefined) {
      const threadTs = typeof given.thread_ts === "string" ? given.thread_ts : undefined;
      this.#messages.post(channel, { text: String(given.initial_comment ?? ""), files, thread_ts: threadTs });
    }
    return { files: files.map(({ id, name }) => ({ id, title: name })) };
  }

  #delete(file: FakeFile): Readonly<Record<string, unknown>> {
    for (const [channel, list] of file.shares) for (const ts of list) this.#messages.delete(this.#messages.find(channel, ts));
    this.#world.files.delete(file.id);
    this.#world.changed();
    return {};
  }
}
