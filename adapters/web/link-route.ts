/** Links to files that were too large for a chat: the signature in the address is the key, so neither a token nor a name is asked for. */

import type { Context, Hono } from "hono";
import type { FileLinks } from "../../src/router/file-links.ts";
import { extensionOf } from "./file-routes.ts";
import { sentencesOf } from "./refuse.ts";
import { serveFile } from "./serve-file.ts";

export type LinkedFiles = Pick<FileLinks, "open">;

export function addLinkRoute(app: Hono, links: LinkedFiles): void {
  app.get("/linked/:file/:until/:signature", (context) => {
    const { file, until, signature } = context.req.param();
    const linked = links.open(file, until, signature);
    switch (linked.type) {
      case "here": {
        const maxAgeS = Math.floor((linked.untilMs - Date.now()) / 1000);
        return serveFile(context, linked, `quartet-${file.slice(0, 8)}.${extensionOf(linked.mediaType)}`, maxAgeS);
      }
      case "forged":
        return say(context, 403, "forged");
      case "expired":
        return say(context, 410, "expired");
      case "gone":
        return say(context, 410, "gone");
      default:
        return linked satisfies never;
    }
  });
}

/** A person reads it in the window that the chat opened: words, not JSON. */
function say(context: Context, status: 403 | 410, key: "forged" | "expired" | "gone"): Response {
  return context.text(sentencesOf(context).links[key], status, { "cache-control": "no-store" });
}
