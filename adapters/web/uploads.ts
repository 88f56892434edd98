/** Files that a person dropped, on their way to the media door: streamed to disk under a name that nobody can guess, never looked into. */

import { randomBytes } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream } from "node:stream/web";
import { AttachmentError } from "../../src/errors.ts";
import { TIDY_MS, UPLOAD_AGE_MS } from "./limits.ts";
import { UPLOAD_KEY } from "./parse.ts";

export class Uploads {
  readonly #folder: string;
  readonly #maxBytes: number;
  #tidying: NodeJS.Timeout | undefined;

  constructor(folder: string, maxBytes: number) {
    this.#folder = folder;
    this.#maxBytes = maxBytes;
  }

  /** Tidies now and every hour until it is stopped; `onFault` is told where a later time failed. */
  async start(onFault: (error: unknown) => void): Promise<void> {
    await this.tidy();
    this.#tidying = setInterval(() => void this.tidy().catch(onFault), TIDY_MS).unref();
  }

  stop(): void {
    clearInterval(this.#tidying);
  }

  /** Makes the folder, and removes what nobody asked for in time. */
  async tidy(now = Date.now()): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
    for (const name of await readdir(this.#folder)) {
      const path = join(this.#folder, name);
      if (now - (await stat(path)).mtimeMs > UPLOAD_AGE_MS) await rm(path, { force: true });
    }
  }

  /** Returns the key; throws AttachmentError beyond the limit, and then leaves nothing behind. */
  async take(body: ReadableStream<Uint8Array>): Promise<string> {
    const key = randomBytes(16).toString("hex");
    const path = join(this.#folder, key);
    try {
      await pipeline(Readable.fromWeb(body), this.#limit(), createWriteStream(path, { flags: "wx" }));
      return key;
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    }
  }

  /** Size of an upload that is still here; undefined where it is not. */
  async sizeOf(key: string): Promise<number | undefined> {
    return (await stat(this.pathOf(key)).catch(() => undefined))?.size;
  }

  /** Throws AttachmentError for what is no key. */
  pathOf(key: string): string {
    if (!UPLOAD_KEY.test(key)) throw new AttachmentError("Expected the key of an upload: 32 hex digits.", ["uploadGone"]);
    return join(this.#folder, key);
  }

  async drop(key: string): Promise<void> {
    await rm(this.pathOf(key), { force: true });
  }

  tooLarge(): AttachmentError {
    return new AttachmentError(`An upload is larger than MAX_ATTACHMENT_BYTES (${this.#maxBytes}).`, ["attachmentTooLarge", this.#maxBytes]);
  }

  #limit(): Transform {
    let bytes = 0;
    return new Transform({
      transform: (chunk: Buffer, _encoding, done) => {
        bytes += chunk.length;
        if (bytes > this.#maxBytes) done(this.tooLarge());
        else done(null, chunk);
      },
    });
  }
}
