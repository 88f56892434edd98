/** Links to stored files for whoever cannot be sent them: signed, so that nobody can make one up, and good for some days. */

import type { FileStore } from "../store/file-store.ts";
import type { FileId } from "../turn/part.ts";
import type { Signer } from "../turn/sign.ts";

export const LINK_DAYS = 7;
const DAY_MS = 24 * 60 * 60 * 1000;
const PURPOSE = "file-link";

export interface FileLinksOptions {
  readonly files: Pick<FileStore, "find" | "pathOf">;
  readonly signer: Signer;
  /** Under which other machines reach the page; absent: they do not. */
  readonly publicUrl?: string;
  /** Whether the page is there to serve what is linked. */
  readonly isServed: () => boolean;
}

/** What stands behind a link. */
export type Linked =
  | { readonly type: "here"; readonly path: string; readonly mediaType: string; readonly untilMs: number }
  /** Not made by this Quartet, or altered. */
  | { readonly type: "forged" }
  | { readonly type: "expired" }
  /** The bytes were forgotten, or gave way to the budget. */
  | { readonly type: "gone" };

export class FileLinks {
  readonly #options: FileLinksOptions;

  constructor(options: FileLinksOptions) {
    this.#options = options;
  }

  /** Undefined where nobody could follow it. Without a query, because chats cut links at the signs of one. */
  readonly linkTo = (file: FileId): string | undefined => {
    const { publicUrl, signer, isServed } = this.#options;
    if (publicUrl === undefined || !isServed()) return undefined;
    const until = Math.floor((Date.now() + LINK_DAYS * DAY_MS) / 1000).toString(36);
    const path = `linked/${file}/${until}/${signer.sign(PURPOSE, `${file} ${until}`)}`;
    return new URL(path, publicUrl.endsWith("/") ? publicUrl : `${publicUrl}/`).href;
  };

  open(file: string, until: string, signature: string): Linked {
    const { signer, files } = this.#options;
    if (!signer.isSigned(PURPOSE, `${file} ${until}`, signature)) return { type: "forged" };
    const untilMs = Number.parseInt(until, 36) * 1000;
    if (untilMs <= Date.now()) return { type: "expired" };
    const [known, path] = [files.find(file as FileId), files.pathOf(file as FileId)];
    return known === undefined || path === undefined ? { type: "gone" } : { type: "here", path, mediaType: known.mediaType, untilMs };
  }
}
